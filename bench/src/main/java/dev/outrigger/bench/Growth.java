package dev.outrigger.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// How cost grows with objects and with watchers, on one server alone.
final class Growth {
    /// What chooses it among the rows.
    static final String ID = "growth";

    private static final String NAMESPACE = "growth";
    private static final int CONNECTIONS = 16;
    private static final int PAGE = 500;
    private static final int STREAMS = 100;
    private static final int CHANGES = 60;
    private static final double CHANGES_PER_SECOND = 10;
    private static final double WARM_SECONDS = 4;

    private final Place place;
    private final Wire wire;
    private final Settings settings;
    private final Results results;
    private final AtomicLong numbers = new AtomicLong();

    Growth(Place place, Wire wire, Settings settings, Results results) {
        this.place = place;
        this.wire = wire;
        this.settings = settings;
        this.results = results;
    }

    /// Fills a server with ever more objects, then gives it ever more watchers.
    void run(Contender contender, List<Integer> objects, List<Integer> watchers) throws InterruptedException {
        try (var running = contender.start(place, wire)) {
            var bench = new Bench(running, new Load(wire, running.address()));
            int before = 0;
            for (int count : objects) {
                Campaign.progress(contender.label() + " with " + count + " objects");
                bench.load().seed(NAMESPACE, "cat", before, count);
                before = count;
                objects(bench, count);
            }
            new Watching(wire, bench).seed();
            for (int count : watchers) watchers(bench, count);
        }
    }

    private void objects(Bench bench, int count) throws InterruptedException {
        var suffix = String.format(Locale.ROOT, ", %,d objects", count);
        add(bench, "memory" + suffix, Line.Unit.MEGABYTES, resident(bench));
        try (var client = Client.open(wire, bench.running().address(), Wire.Http.ONE)) {
            var name = Cats.name("cat", count / 2);
            var get = Reads.get(client, Cats.path(NAMESPACE, name) + "?resourceVersion=0", name);
            requests(bench, "GET from cache" + suffix, () -> get);
            var page = Reads.list(client, Cats.path(NAMESPACE) + "?limit=" + PAGE, PAGE, false);
            requests(bench, "page of 500" + suffix, () -> page);
            var none = Cats.path(NAMESPACE) + "?labelSelector=colour%3Dblue&resourceVersion=0";
            var nothing = Reads.list(client, none, 0, false);
            requests(bench, "list by a label that none has" + suffix, () -> nothing);
        }
        // What is created is deleted again, so that the number of objects stays what the line says.
        requests(bench, "CREATE and DELETE, half each" + suffix, () -> new CreateAndDelete(NAMESPACE, numbers));
    }

    private void requests(Bench bench, String title, Supplier<Script> script) throws InterruptedException {
        try (var loop = Loop.open(wire, bench.running().address(), Wire.Http.ONE, CONNECTIONS, _ -> script.get())) {
            bench.measure(loop, WARM_SECONDS);
            for (int round = 0; round < settings.rounds(); round++) {
                var sample = bench.measure(loop, settings.seconds());
                add(bench, title, Line.Unit.MICROS, sample.serverMicros());
            }
        }
    }

    private void watchers(Bench bench, int count) throws InterruptedException {
        var suffix = String.format(Locale.ROOT, ", %,d watchers", count);
        int connections = Math.max(1, count / STREAMS);
        var shape = new Watching.Shape(count, connections, Wire.Http.TWO, CHANGES, CHANGES_PER_SECOND);
        for (int round = 0; round < settings.rounds(); round++) {
            var result = new Watching(wire, bench).run(shape);
            add(bench, "event" + suffix, Line.Unit.MICROS, result.eventMicros());
        }
        add(bench, "memory" + suffix, Line.Unit.MEGABYTES, resident(bench));
        add(
                bench,
                "highest memory" + suffix,
                Line.Unit.MEGABYTES,
                Procfs.peakBytes(bench.running().server().pid()) / 1e6);
    }

    private static double resident(Bench bench) {
        return Procfs.residentBytes(bench.running().server().pid()) / 1e6;
    }

    private void add(Bench bench, String title, Line.Unit unit, double figure) {
        Campaign.progress(bench.running().name() + " " + title + " " + figure + " " + unit.text());
        results.add(new Line(ID, title, unit, 0, 0), bench.running().name(), figure);
    }

    /// Creates an object and deletes it, in turn.
    private static final class CreateAndDelete implements Script {
        private final String namespace;
        private final AtomicLong numbers;
        private Optional<String> standing = Optional.empty();

        private CreateAndDelete(String namespace, AtomicLong numbers) {
            this.namespace = namespace;
            this.numbers = numbers;
        }

        @Override
        public Request next() {
            if (standing.isPresent()) {
                var path = Cats.path(namespace, standing.get());
                return Request.delete(path).keeping(1_000);
            }
            var name = Cats.name("brief", numbers.getAndIncrement());
            return Request.with("POST", Cats.path(namespace), Cats.JSON, Cats.create(name, name));
        }

        @Override
        public Optional<String> wrong(Answer answer) {
            if (standing.isPresent()) {
                standing = Optional.empty();
                return Script.expect(200, answer);
            }
            var text = answer.text();
            int start = text.indexOf("\"name\":\"") + "\"name\":\"".length();
            standing = Optional.of(text.substring(start, text.indexOf('"', start)));
            return Script.expect(201, answer);
        }
    }
}
