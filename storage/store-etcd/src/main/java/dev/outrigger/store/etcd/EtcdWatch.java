package dev.outrigger.store.etcd;

import com.google.protobuf.ByteString;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Watching;
import io.etcd.jetcd.api.Event.EventType;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watch that outlives its connection: where one breaks it goes on, at the revision it had got to, with the member
/// that answers. It ends only where etcd has forgotten what comes next.
final class EtcdWatch implements Store.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdWatch.class);
    /// How often a silent watch is asked how far it is: so old a revision its clients are told at most.
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private static final Duration MOST_TO_END = Duration.ofSeconds(3);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Calls calls;
    private final Past past;
    private final Lineage lineage;
    private final Predicate<EtcdVersion> tellsProgress;
    private final Watching watching;
    private final ByteString prefix;
    private final Consumer<EtcdWatch> over;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofVirtual().name("outrigger-etcd-watch").unstarted(this::run);
    private volatile @Nullable WatchConnection connection;
    private volatile Revision wanted = new Revision(1);
    private volatile @Nullable StoreException ending;
    private Duration pause = FIRST_PAUSE;

    /// @param tellsProgress which versions are asked how far a watch is
    /// @param over told once the watch has ended
    EtcdWatch(
            Calls calls,
            Past past,
            Lineage lineage,
            Predicate<EtcdVersion> tellsProgress,
            Watching watching,
            Consumer<EtcdWatch> over) {
        this.calls = calls;
        this.past = past;
        this.lineage = lineage;
        this.tellsProgress = tellsProgress;
        this.watching = watching;
        this.prefix = Wire.key(watching.prefix());
        this.over = over;
    }

    void start() {
        thread.start();
    }

    @Override
    public void expect(Revision upTo) {
        if (watching.position().compareTo(upTo) >= 0) return;
        wanted = wanted.max(upTo);
        var current = connection;
        if (current != null) current.ask();
    }

    @Override
    public void close() {
        watching.stop();
        stop();
    }

    /// Ends it from the store's side; the watcher hears why, soon.
    void end(StoreException cause) {
        ending = cause;
        stop();
    }

    /// After an [#end]: returns once the watcher has heard of it.
    void awaitEnd() {
        if (thread.equals(Thread.currentThread())) return;
        try {
            thread.join(MOST_TO_END);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        stopped.countDown();
        var current = connection;
        if (current != null) current.cancel();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopped()) follow();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            watching.end(e);
        } catch (RuntimeException e) {
            watching.end(new StoreException("the watch of etcd failed: " + e, e));
        } finally {
            var cause = ending;
            if (cause != null) watching.end(cause);
            over.accept(this);
        }
    }

    /// Hears the changes until the connection breaks or the watch is over.
    private void follow() throws InterruptedException {
        var member = calls.members().current();
        try {
            var opened = WatchConnection.open(member, tellsProgress, watching);
            connection = opened;
            try {
                if (opened.revision() < watching.position().number()) findOutWhy();
                while (!isStopped() && hear(opened)) pause = FIRST_PAUSE;
            } finally {
                connection = null;
                opened.cancel();
            }
        } catch (StatusException | StatusRuntimeException e) {
            if (isStopped()) return;
            if (pause.equals(FIRST_PAUSE)) {
                LOG.warn("the watch of {} at {} broke, it goes on soon: {}", watching.prefix(), member, e.getMessage());
            }
            calls.members().leave(member);
            rest();
        }
    }

    /// A member may lag behind; a cluster does not, but for one that was set back. To ask it finds out, and ends this
    /// watch.
    private void findOutWhy() throws StatusException {
        try {
            past.now();
        } catch (StoreException e) {
            throw io.grpc.Status.UNAVAILABLE.withDescription(e.getMessage()).asException();
        }
    }

    private void rest() throws InterruptedException {
        stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /// Takes one message; false where the watch is over.
    private boolean hear(WatchConnection from) throws StatusException, InterruptedException {
        var message = from.next(ASK_EVERY);
        if (message.isEmpty()) {
            from.ask();
            return true;
        }
        return take(message.get(), from);
    }

    private boolean take(WatchResponse message, WatchConnection from) throws StatusException {
        if (message.getCompactRevision() > 0) throw new CompactedException(watching.position(), past.oldest());
        if (message.getCanceled()) {
            throw io.grpc.Status.UNAVAILABLE
                    .withDescription(message.getCancelReason())
                    .asException();
        }
        if (message.getCreated()) return true;
        lineage.seen(message.getHeader().getRevision());
        boolean going = message.getEventsCount() == 0
                ? watching.deliver(List.of(), new Revision(message.getHeader().getRevision()))
                : deliver(message.getEventsList());
        if (!going) stopped.countDown();
        else if (message.getEventsCount() == 0 && watching.position().compareTo(wanted) < 0) from.ask();
        return going;
    }

    private boolean deliver(List<io.etcd.jetcd.api.Event> changes) {
        long position = watching.position().number();
        var events = new ArrayList<Event>(changes.size());
        for (var change : changes) {
            var key = change.getKv().getKey();
            if (change.getKv().getModRevision() > position && key.startsWith(prefix)) events.add(event(change));
        }
        return watching.deliver(events, new Revision(changes.getLast().getKv().getModRevision()));
    }

    private Event event(io.etcd.jetcd.api.Event change) {
        var now = change.getKv();
        boolean created = now.getCreateRevision() == now.getModRevision();
        if (!created && !change.hasPrevKv()) {
            // What it replaced was compacted while the change was on its way.
            throw new CompactedException(watching.position(), past.oldest());
        }
        if (change.getType() == EventType.DELETE) {
            return new Event.Removed(Wire.entry(change.getPrevKv()), new Revision(now.getModRevision()));
        }
        return new Event.Put(Wire.entry(now), created ? Optional.empty() : Optional.of(Wire.entry(change.getPrevKv())));
    }
}
