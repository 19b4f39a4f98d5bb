package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Change;
import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.UnreadableException;
import dev.outrigger.cache.Watch;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// One watch: the events a client is sent until its time is up or it goes away.
final class WatchStream implements ApiResponse.Source, WebSocket.Dialog {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int INITIAL_BATCH = 200;

    private final Target target;
    private final ListOptions options;
    private final Matching matching;
    private final Format format;
    private final EventFrames frames;
    private final TimeLimits limits;
    private final Freshness from;

    WatchStream(Target target, ListOptions options, Representation as, TimeLimits limits) {
        this.target = target;
        this.options = options;
        this.limits = limits;
        this.matching = Matching.of(target, options);
        this.format = as.format();
        this.frames = new EventFrames(target, as);
        this.from = Reads.freshness(options.resourceVersion());
    }

    @Override
    public void writeTo(ApiResponse.Sink sink) throws InterruptedException {
        sendTo(new Audience.Reader(sink, format));
    }

    @Override
    public void hold(WebSocket socket) throws InterruptedException {
        socket.ignoreMessages();
        sendTo(new Audience.Listener(socket, format));
    }

    private void sendTo(Audience audience) throws InterruptedException {
        audience.onGone(Thread.currentThread()::interrupt);
        long end = System.nanoTime() + lifetime().toNanos();
        try (var _ = target.repository().follow()) {
            var watch = begin(audience);
            if (watch.isPresent()) follow(watch.get(), audience, end);
        } catch (ApiException e) {
            audience.tell(List.of(frames.error(e.status())));
        } catch (ConversionException e) {
            audience.tell(List.of(frames.error(Unconverted.told(e).status())));
        } catch (UnreadableException e) {
            audience.tell(List.of(frames.error(Unread.told(e).status())));
        }
    }

    private Duration lifetime() {
        return options.timeoutSeconds()
                .filter(seconds -> seconds > 0)
                .map(seconds -> Math.min(seconds, LONGEST.toSeconds()))
                .map(Duration::ofSeconds)
                .orElseGet(this::unasked);
    }

    /// Spread, so that watches that began together do not all end together.
    private Duration unasked() {
        long least = Math.max(1, limits.watch().toNanos());
        return Duration.ofNanos(least + ThreadLocalRandom.current().nextLong(least));
    }

    /// Sends the objects that are there, where the client wants them, and finds the place to go on from.
    private Optional<Watch> begin(Audience audience) throws InterruptedException {
        boolean initial = options.sendInitialEvents().orElse(!(from instanceof Freshness.AtLeast));
        if (!initial && from instanceof Freshness.AtLeast(var revision)) return Optional.of(after(revision));
        var snapshot = target.repository().read(from);
        var watch = after(snapshot.revision());
        if (initial && !sendInitial(snapshot.list(target.namespace(), ""), snapshot.revision(), audience)) {
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

    private boolean sendInitial(List<CachedObject> objects, Revision revision, Audience audience)
            throws InterruptedException {
        var events = new ArrayList<List<byte[]>>();
        for (CachedObject object : objects) {
            if (!matching.test(object)) continue;
            events.add(frames.event("ADDED", object));
            if (events.size() >= INITIAL_BATCH) {
                if (!audience.tell(events)) return false;
                events.clear();
            }
        }
        boolean marked = options.sendInitialEvents().orElse(false) && options.bookmarks();
        if (marked) events.add(frames.bookmark(revision, true));
        return audience.tell(events);
    }

    private void follow(Watch watch, Audience audience, long end) throws InterruptedException {
        var bookmarks = new BookmarkTimes(limits.bookmark(), end);
        while (System.nanoTime() - end < 0) {
            var news = next(watch, audience, bookmarks.untilNext());
            if (news.isEmpty() || !audience.tell(news.get().events())) return;
            if (!bookmarks.due() || !options.bookmarks()) continue;
            if (!audience.tell(List.of(frames.bookmark(news.get().upTo(), false)))) return;
        }
    }

    /// What is told next. It holds nothing but bytes: a client that reads slowly must not keep old states in memory.
    private record News(List<List<byte[]>> events, Revision upTo) {}

    /// Tells what can be told at once; what comes thereafter has to wait for the audience.
    ///
    /// @return empty where nothing more comes
    private Optional<News> next(Watch watch, Audience audience, Duration timeout) throws InterruptedException {
        var batch = watch.follow(changes -> audience.offer(() -> events(changes)), timeout);
        if (!(batch instanceof Watch.Batch.Changes(var changes, var upTo))) return Optional.empty();
        return Optional.of(new News(events(changes), upTo));
    }

    private List<List<byte[]>> events(List<Change> changes) {
        var events = new ArrayList<List<byte[]>>(changes.size());
        for (Change change : changes) {
            if (from instanceof Freshness.AtLeast(var revision)
                    && change.revision().compareTo(revision) <= 0) continue;
            told(change).ifPresent(events::add);
        }
        return events;
    }

    /// A change as this watch tells it: an object that stops matching is deleted to it.
    private Optional<List<byte[]>> told(Change change) {
        boolean was = change.previous().map(matching::test).orElse(false);
        boolean is = change.kind() != Change.Kind.DELETED && matching.test(change.object());
        if (is) return Optional.of(frames.event(was ? "MODIFIED" : "ADDED", change.object()));
        if (!was) return Optional.empty();
        boolean removed = change.kind() == Change.Kind.DELETED;
        var last = removed ? change.object() : change.previousAtChange().orElseThrow();
        try {
            return Optional.of(frames.event("DELETED", last));
        } catch (UnreadableException e) {
            throw Unread.deleted(e);
        }
    }
}
