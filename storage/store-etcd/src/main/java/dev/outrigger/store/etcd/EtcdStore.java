package dev.outrigger.store.etcd;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.SharedAnswer;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Watching;
import dev.outrigger.store.Write;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// A store in etcd. Keys and values are there as they are here, and a revision is etcd's own; so servers written in Go
/// and these can work on the same data.
///
/// Any number of processes may share one etcd. Each compacts it in turn, as the Go servers do.
public final class EtcdStore implements Store {
    private static final int FIRST_PAGE = 500;
    private static final int LARGEST_PAGE = 10_000;
    private static final long PAGE_BYTES = 16L << 20;

    /// A key without a value: to ask for it costs etcd nothing but to find out how far the cluster is.
    private static final RangeRequest HOW_FAR =
            RangeRequest.newBuilder().setKey(Wire.ZERO).setCountOnly(true).build();

    private final Calls calls;
    private final Past past;
    private final Compactor compactor;
    private final Lineage lineage = new Lineage();
    private final SharedAnswer<Revision> revision;
    private final Predicate<EtcdVersion> tellsProgress;
    private final Set<EtcdWatch> watches = ConcurrentHashMap.newKeySet();

    private EtcdStore(EtcdSettings settings, Predicate<EtcdVersion> tellsProgress) {
        this.tellsProgress = tellsProgress;
        this.calls = new Calls(new Members(settings));
        this.revision = new SharedAnswer<>(this::askRevision);
        this.past = new Past(calls, revision::ask);
        this.compactor = new Compactor(calls, past, settings.compactEvery());
    }

    /// Connects to etcd.
    ///
    /// @throws StoreException where none of the servers answers
    public static EtcdStore open(EtcdSettings settings) {
        return open(settings, EtcdVersion::tellsProgressTruly);
    }

    /// @param tellsProgress which versions are asked how far a watch is
    static EtcdStore open(EtcdSettings settings, Predicate<EtcdVersion> tellsProgress) {
        var store = new EtcdStore(settings, tellsProgress);
        try {
            store.revision();
        } catch (StoreException e) {
            store.close();
            throw new StoreException(
                    "no etcd answers at "
                            + String.join(
                                    ",",
                                    settings.servers().stream()
                                            .map(Object::toString)
                                            .toList()) + ": " + e.getMessage(),
                    e);
        }
        store.compactor.start();
        return store;
    }

    /// The member in use.
    URI member() {
        return calls.members().current().server();
    }

    @Override
    public Revision revision() {
        calls.open();
        return revision.ask();
    }

    private Revision askRevision() {
        long before = lineage.furthest();
        try {
            var answer = calls.read(KVGrpc.getRangeMethod(), HOW_FAR).getHeader();
            if (!lineage.continuesWith(answer, before)) throw setBack(answer, before);
            lineage.seen(answer.getRevision());
            return new Revision(answer.getRevision());
        } catch (StatusRuntimeException e) {
            throw fault(e);
        }
    }

    /// Ends all watches: whoever follows has to read everything anew.
    private StoreException setBack(ResponseHeader now, long before) {
        var cause = new StoreException("etcd is not what it was at revision " + before
                + ": it was set back, to revision " + now.getRevision());
        watches.forEach(watch -> watch.end(cause));
        watches.forEach(EtcdWatch::awaitEnd);
        lineage.beginAnew(now);
        return cause;
    }

    @Override
    public Optional<Entry> get(String key) {
        try {
            var answer = calls.read(
                    KVGrpc.getRangeMethod(),
                    RangeRequest.newBuilder().setKey(Wire.key(key)).build());
            return answer.getKvsList().stream().findFirst().map(Wire::entry);
        } catch (StatusRuntimeException e) {
            throw fault(e);
        }
    }

    @Override
    public Page list(Range range, ReadAt at) {
        var first = page(range, at, range.limit() > 0 ? range.limit() : FIRST_PAGE);
        var revision = switch (at) {
            case ReadAt.Latest() -> new Revision(first.getHeader().getRevision());
            case ReadAt.Exact(var exact) -> exact;
        };
        var entries = new ArrayList<Entry>(first.getKvsCount());
        add(entries, first);
        long remaining = first.getCount() - first.getKvsCount();
        long bytes = first.getSerializedSize();
        while (range.limit() == 0 && remaining > 0) {
            // What is left is fetched piece by piece: etcd and this process would each hold the whole list at once.
            long each = Math.max(1, bytes / entries.size());
            long next = Math.clamp(PAGE_BYTES / each, 1, LARGEST_PAGE);
            var rest = new Range(range.prefix(), entries.getLast().key(), 0);
            var page = page(rest, new ReadAt.Exact(revision), next);
            add(entries, page);
            remaining = page.getCount() - page.getKvsCount();
            bytes += page.getSerializedSize();
        }
        return new Page(entries, revision, OptionalLong.of(remaining));
    }

    private RangeResponse page(Range range, ReadAt at, long limit) {
        var question = Wire.range(range).setLimit(limit);
        if (at instanceof ReadAt.Exact(var revision)) question.setRevision(revision.number());
        try {
            return calls.page(question.build());
        } catch (StatusRuntimeException e) {
            if (at instanceof ReadAt.Exact(var revision)) throw past.explained(e, revision);
            throw fault(e);
        }
    }

    private static void add(List<Entry> entries, RangeResponse page) {
        for (KeyValue pair : page.getKvsList()) entries.add(Wire.entry(pair));
    }

    @Override
    public Outcome write(Write write) {
        var answer = calls.write(Transactions.of(write));
        if (answer.getSucceeded()) {
            return new Outcome.Committed(new Revision(answer.getHeader().getRevision()));
        }
        var actual = answer.getResponses(0).getResponseRange().getKvsList();
        return new Outcome.Stale(actual.stream().findFirst().map(Wire::entry));
    }

    @Override
    public Subscription watch(String prefix, Revision after, Watcher watcher) {
        calls.open();
        if (!past.held(after.number())) throw new CompactedException(after, past.oldest());
        var watch = new EtcdWatch(
                calls, past, lineage, tellsProgress, new Watching(prefix, after, watcher), watches::remove);
        watches.add(watch);
        watch.start();
        // Whoever closes the store ends the watches that it finds.
        calls.open();
        return watch;
    }

    @Override
    public void compact(Revision upTo) {
        calls.open();
        past.compact(upTo);
    }

    @Override
    public Revision compacted() {
        calls.open();
        return past.oldest();
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public void close() {
        compactor.close();
        calls.close();
        var closed = new StoreException("the store is closed");
        watches.forEach(watch -> watch.end(closed));
    }

    private StoreException fault(StatusRuntimeException e) {
        return Faults.of(calls.members().current(), e);
    }
}
