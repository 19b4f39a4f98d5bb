package dev.outrigger.store.etcd;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.StoreException;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Supplier;

/// How much of its past etcd still holds.
///
/// etcd tells of a revision whether it is compacted, but not how far it has compacted: that is searched for, beginning
/// where the Go servers and the [Compactor] note it.
final class Past {
    private final Calls calls;
    private final Supplier<Revision> now;
    /// Nothing before it can be read; moved on as more is found to be gone.
    private volatile Revision oldest = new Revision(1);

    Past(Calls calls, Supplier<Revision> now) {
        this.calls = calls;
        this.now = now;
    }

    /// The last committed revision.
    Revision now() {
        return now.get();
    }

    /// The oldest revision that can be read at.
    Revision oldest() {
        long gone = oldest.number();
        if (held(gone)) return oldest;
        long held = now.get().number();
        var noted = noted();
        if (noted.isPresent() && noted.get() > gone && noted.get() < held) {
            if (held(noted.get())) held = noted.get();
            else gone = noted.get();
            if (held == noted.get() && !held(held - 1)) gone = held - 1;
        }
        while (held - gone > 1) {
            long middle = (gone + held) >>> 1;
            if (held(middle)) held = middle;
            else gone = middle;
        }
        oldest = oldest.max(new Revision(held));
        return oldest;
    }

    /// @throws FutureRevisionException where the revision is not yet committed
    void compact(Revision upTo) {
        try {
            calls.read(
                    KVGrpc.getCompactMethod(),
                    CompactionRequest.newBuilder().setRevision(upTo.number()).build());
        } catch (StatusRuntimeException e) {
            if (Faults.compacted(e)) return;
            throw explained(e, upTo);
        }
    }

    /// What etcd's no to a revision means.
    StoreException explained(StatusRuntimeException e, Revision asked) {
        if (Faults.compacted(e)) return new CompactedException(asked, oldest());
        if (Faults.future(e)) return new FutureRevisionException(asked, now.get());
        return Faults.of(calls.members().current(), e);
    }

    /// Whether it can be read at, be it that it is still to come.
    boolean held(long revision) {
        var question = RangeRequest.newBuilder()
                .setKey(Wire.ZERO)
                .setRevision(revision)
                .setCountOnly(true)
                .build();
        try {
            calls.read(KVGrpc.getRangeMethod(), question);
            return true;
        } catch (StatusRuntimeException e) {
            if (Faults.compacted(e)) return false;
            if (Faults.future(e)) return true;
            throw Faults.of(calls.members().current(), e);
        }
    }

    private Optional<Long> noted() {
        var note = RangeRequest.newBuilder().setKey(Compactor.NOTE).build();
        var found = calls.read(KVGrpc.getRangeMethod(), note).getKvsList();
        if (found.isEmpty()) return Optional.empty();
        return Revision.parse(found.getFirst().getValue().toStringUtf8()).map(Revision::number);
    }
}
