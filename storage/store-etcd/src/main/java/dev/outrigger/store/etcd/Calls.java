package dev.outrigger.store.etcd;

import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Calls with one answer, to whichever member gives it.
///
/// Reads are repeated while the cluster is without a leader or a member is away, for a few seconds at most. A write is
/// repeated only where it is certain that nothing came of it.
final class Calls {
    /// Enough for the cluster to choose a new leader.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A member that does not answer a read in this time is left for another, where there is one.
    private static final Duration LEAVE = Duration.ofSeconds(3);

    /// etcd says itself after some seven seconds that it cannot get a write through.
    private static final Duration SMALL = Duration.ofSeconds(10);

    private static final Duration LARGE = Duration.ofSeconds(60);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

    /// Large answers are taken apart here, where they hold up nothing else.
    private static final Executor ASIDE = Thread.ofVirtual().name("outrigger-etcd-list")::start;

    private final Members members;
    private final CountDownLatch closed = new CountDownLatch(1);

    Calls(Members members) {
        this.members = members;
    }

    Members members() {
        return members;
    }

    /// Asks for little, and asks again where that may help.
    ///
    /// @throws StatusRuntimeException etcd's own no, such as one to a compacted revision
    /// @throws StoreException where nobody answers
    <Q, A extends Object> A read(MethodDescriptor<Q, A> method, Q question) {
        return read(method, question, CallOptions.DEFAULT, members.size() > 1 ? LEAVE : SMALL);
    }

    /// Asks for a page of a list, as [#read].
    RangeResponse page(RangeRequest question) {
        return read(KVGrpc.getRangeMethod(), question, CallOptions.DEFAULT.withExecutor(ASIDE), LARGE);
    }

    private <Q, A extends Object> A read(
            MethodDescriptor<Q, A> method, Q question, CallOptions options, Duration attempt) {
        var pauses = new Pauses();
        while (true) {
            var member = open().current();
            try {
                return Exchange.run(member, method, options, attempt, question);
            } catch (StatusRuntimeException e) {
                if (!Faults.passing(e)) throw e;
                members.leave(member);
                if (!pauses.next()) throw Faults.of(member, e);
            }
        }
    }

    /// Writes once.
    ///
    /// @throws UncertainException where etcd may have done it
    /// @throws StoreException where it has not
    TxnResponse write(TxnRequest request) {
        var pauses = new Pauses();
        while (true) {
            var member = open().current();
            var sent = new Sent();
            try {
                var options = CallOptions.DEFAULT.withStreamTracerFactory(sent);
                return Exchange.run(member, KVGrpc.getTxnMethod(), options, SMALL, request);
            } catch (StatusRuntimeException e) {
                boolean repeatable = !sent.happened() || Faults.notBegun(e);
                if (!repeatable && !Faults.refusal(e)) throw uncertain(member, e);
                if (Faults.refusal(e) && !Faults.notBegun(e)) throw Faults.of(member, e);
                members.leave(member);
                if (!pauses.next()) throw Faults.of(member, e);
            }
        }
    }

    private StoreException uncertain(Member member, StatusRuntimeException e) {
        if (Faults.passing(e)) members.leave(member);
        return new UncertainException(
                "etcd at " + member + " was lost sight of while it wrote: " + Faults.sentence(e), e);
    }

    Members open() {
        if (closed.getCount() == 0) throw new StoreException("the store is closed");
        return members;
    }

    void close() {
        closed.countDown();
        members.close();
    }

    /// Longer and longer, until the patience is at an end. The first round through the members has none.
    private final class Pauses {
        private final long start = System.nanoTime();
        private int attempts;
        private Duration pause = FIRST_PAUSE;

        /// Waits; false where it is no use to go on.
        boolean next() {
            if (System.nanoTime() - start > PATIENCE.toNanos()) return false;
            if (++attempts < members.size()) return true;
            boolean interrupted = Thread.interrupted();
            try {
                closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException _) {
                interrupted = true;
            }
            if (interrupted) Thread.currentThread().interrupt();
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            return true;
        }
    }
}
