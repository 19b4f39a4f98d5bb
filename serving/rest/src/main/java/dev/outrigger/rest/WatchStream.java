package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Change;
import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.Watch;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.rest.Representation.Shape;
import java.nio.charset.StandardCharsets;
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
    private static final byte[] ADDED = start("ADDED");
    private static final byte[] MODIFIED = start("MODIFIED");
    private static final byte[] DELETED = start("DELETED");
    private static final byte[] END = "}\n".getBytes(StandardCharsets.UTF_8);

    private final Target target;
    private final ListOptions options;
    private final Matching matching;
    private final Frames frames;
    private final Freshness from;

    WatchStream(Target target, ListOptions options, Representation as) {
        this.target = target;
        this.options = options;
        this.matching = Matching.of(target, options);
        this.frames = new Frames(target, as.shape());
        this.from = Reads.freshness(options.resourceVersion());
    }

    private static byte[] start(String type) {
        return ("{\"type\":\"" + type + "\",\"object\":").getBytes(StandardCharsets.UTF_8);
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
            frames.add(parts, ADDED, object);
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
                if (change.previous().map(matching::test).orElse(false)) frames.add(parts, DELETED, change.object());
                continue;
            }
            boolean is = matching.test(change.object());
            boolean was = change.previous().map(matching::test).orElse(false);
            if (is) frames.add(parts, was ? MODIFIED : ADDED, change.object());
            else if (was) frames.add(parts, DELETED, change.previousAtChange().orElseThrow());
        }
        return parts.isEmpty() || sink.write(parts);
    }

    /// The bytes of events.
    private static final class Frames {
        private final Target target;
        private final Shape shape;
        private final Encodings encodings;
        private boolean headed;

        Frames(Target target, Shape shape) {
            this.target = target;
            this.shape = shape;
            this.encodings = new Encodings(target, shape);
        }

        void add(List<byte[]> parts, byte[] start, CachedObject object) {
            parts.add(start);
            switch (shape) {
                case Shape.Whole _, Shape.Metadata _ -> parts.add(encodings.of(object));
                case Shape.Table table -> addTable(parts, table, object);
            }
            parts.add(END);
        }

        /// A table of one row; only the first one has columns.
        private void addTable(List<byte[]> parts, Shape.Table table, CachedObject object) {
            var columns = headed ? Value.NULL : Shapes.columns(target.version());
            headed = true;
            var list = Value.object("resourceVersion", object.revision().toString());
            var empty = Json.encode(Shapes.table(table, list, columns, List.of()));
            parts.add(java.util.Arrays.copyOf(empty, empty.length - "]}".length()));
            parts.add(encodings.of(object));
            parts.add("]}".getBytes(StandardCharsets.UTF_8));
        }

        List<byte[]> bookmark(Revision revision, boolean initialEventsEnd) {
            Value.Struct metadata = Value.object("resourceVersion", revision.toString());
            if (initialEventsEnd) {
                metadata = metadata.with("annotations", Value.object("k8s.io/initial-events-end", "true"));
            }
            var object = switch (shape) {
                case Shape.Whole() -> marker(target.kind().kind(), target.kind().apiVersion(), metadata);
                case Shape.Metadata(var version) -> marker("PartialObjectMetadata", "meta.k8s.io/" + version, metadata);
                case Shape.Table table -> Shapes.table(table, metadata, Value.NULL, List.of());
            };
            return event("BOOKMARK", object);
        }

        private static Value.Struct marker(String kind, String apiVersion, Value.Struct metadata) {
            return Value.object("kind", kind, "apiVersion", apiVersion, "metadata", metadata);
        }

        List<byte[]> error(Status status) {
            return event("ERROR", status.toValue());
        }

        private static List<byte[]> event(String type, Value object) {
            return List.of(start(type), Json.encode(object), END);
        }
    }
}
