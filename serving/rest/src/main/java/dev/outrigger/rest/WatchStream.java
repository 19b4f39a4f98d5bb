package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Change;
import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.Watch;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.pipeline.ApiResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// One watch: the events a client is sent until its time is up or it goes away.
final class WatchStream implements ApiResponse.Source {
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(60);
    private static final Duration LAST_BOOKMARK = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int INITIAL_BATCH = 500;

    private final Target target;
    private final ListOptions options;
    private final Matching matching;
    private final EventFrames frames;
    private final Freshness from;

    WatchStream(Target target, ListOptions options, Representation as) {
        this.target = target;
        this.options = options;
        this.matching = Matching.of(target, options);
        this.frames = new EventFrames(target, as);
        this.from = Reads.freshness(options.resourceVersion());
    }

    @Override
    public void writeTo(ApiResponse.Sink sink) throws InterruptedException {
        sink.onGone(Thread.currentThread()::interrupt);
        long end = System.nanoTime() + lifetime().toNanos();
        try {
            var watch = begin(sink);
            if (watch.isPresent()) follow(watch.get(), sink, end);
        } catch (ApiException e) {
            sink.write(frames.error(e.status()));
        }
    }

    private Duration lifetime() {
        return options.timeoutSeconds()
                .filter(seconds -> seconds > 0)
                .map(seconds -> Math.min(seconds, LONGEST.toSeconds()))
                .map(Duration::ofSeconds)
                .orElseGet(() ->
                        Duration.ofSeconds(1800 + ThreadLocalRandom.current().nextInt(1800)));
    }

    /// Sends the objects that are there, where the client wants them, and finds the place to go on from.
    private Optional<Watch> begin(ApiResponse.Sink sink) throws InterruptedException {
        boolean initial = options.sendInitialEvents().orElse(!(from instanceof Freshness.AtLeast));
        if (!initial && from instanceof Freshness.AtLeast(var revision)) return Optional.of(after(revision));
        var snapshot = target.repository().read(from);
        var watch = after(snapshot.revision());
        if (initial && !sendInitial(snapshot.list(target.namespace(), ""), snapshot.revision(), sink)) {
            return Optional.empty();
        }
        return Optional.of(watch);
    }

    private Watch after(Revision revision) {
        return target.repository()
                .watch(revision)
                .orElseThrow(() -> ApiException.expired("too old resource version: " + revision + " ("
                        + target.repository().oldestWatchable() + ")"));
    }

    private boolean sendInitial(List<CachedObject> objects, Revision revision, ApiResponse.Sink sink)
            throws InterruptedException {
        var parts = new ArrayList<byte[]>();
        for (CachedObject object : objects) {
            if (!matching.test(object)) continue;
            parts.addAll(frames.event("ADDED", object));
            if (parts.size() > INITIAL_BATCH) {
                if (!sink.write(List.copyOf(parts))) return false;
                parts.clear();
            }
        }
        boolean marked = options.sendInitialEvents().orElse(false) && options.bookmarks();
        if (marked) parts.addAll(frames.bookmark(revision, true));
        return parts.isEmpty() || sink.write(parts);
    }

    private void follow(Watch watch, ApiResponse.Sink sink, long end) throws InterruptedException {
        long nextBookmark = System.nanoTime() + BOOKMARK_EVERY.toNanos();
        boolean lastSent = false;
        while (true) {
            long now = System.nanoTime();
            if (now - end >= 0) return;
            var batch = watch.next(Duration.ofNanos(Math.min(end - now, Math.max(1, nextBookmark - now))));
            if (!(batch instanceof Watch.Batch.Changes(var changes, var upTo))) return;
            if (!send(changes, sink)) return;
            now = System.nanoTime();
            boolean last = !lastSent && end - now < LAST_BOOKMARK.toNanos();
            if (options.bookmarks() && (now - nextBookmark >= 0 || last)) {
                if (!sink.write(frames.bookmark(upTo, false))) return;
                lastSent = last;
            }
            if (now - nextBookmark >= 0 || last) nextBookmark = now + BOOKMARK_EVERY.toNanos();
        }
    }

    private boolean send(List<Change> changes, ApiResponse.Sink sink) throws InterruptedException {
        var parts = new ArrayList<byte[]>();
        for (Change change : changes) {
            if (from instanceof Freshness.AtLeast(var revision)
                    && change.revision().compareTo(revision) <= 0) continue;
            if (change.kind() == Change.Kind.DELETED) {
                if (change.previous().map(matching::test).orElse(false))
                    parts.addAll(frames.event("DELETED", change.object()));
                continue;
            }
            boolean is = matching.test(change.object());
            boolean was = change.previous().map(matching::test).orElse(false);
            if (is) parts.addAll(frames.event(was ? "MODIFIED" : "ADDED", change.object()));
            else if (was) {
                parts.addAll(frames.event("DELETED", change.previousAtChange().orElseThrow()));
            }
            ;
        }
        return parts.isEmpty() || sink.write(parts);
    }
}
