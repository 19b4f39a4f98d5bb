package dev.outrigger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// The measurements, one after another; the servers take turns, so that what disturbs the machine disturbs them alike.
final class Campaign {
    private static final double COLD_SECONDS = 2;
    private static final double WARM_SHARE = 0.03;
    private static final int STARTS = 5;
    private static final String LIMIT = "limit";

    private static final Line CREATES =
            new Line("create-64-rate", "CREATE throughput, 64 connections", Line.Unit.PER_SECOND, 480, 2_400);
    private static final Line FAN_OUT =
            new Line("watch-1000", "watch, 1,000 watchers, per event", Line.Unit.MICROS, 11.7, 3);
    private static final Line FAN_OUT_SHARED =
            new Line("watch-1000-h2", "the same on 10 HTTP/2 connections", Line.Unit.MICROS, 0, 0);
    private static final Line BURST =
            new Line("watch-1000-burst", "the same, changes without pause", Line.Unit.MICROS, 0, 0);
    private static final Line DELIVERY =
            new Line("watch-latency", "watch, 100 watchers, 200 writes/s, p99", Line.Unit.MILLIS, 0, 20);
    private static final Line IDLE = new Line("memory", "memory: idle", Line.Unit.MEGABYTES, 0, 120);
    private static final Line LOADED = new Line("memory", "memory: 10,000 objects", Line.Unit.MEGABYTES, 0, 220);
    private static final Line LISTED =
            new Line("memory", "memory: after concurrent 10,000-lists", Line.Unit.MEGABYTES, 0, 320);
    private static final Line START = new Line("start", "process start to /readyz", Line.Unit.SECONDS, 0, 0.5);

    private static final List<Line> WATCHES = List.of(FAN_OUT, FAN_OUT_SHARED, BURST, DELIVERY);

    private final Place place;
    private final Wire wire;
    private final Settings settings;
    private final Results results = new Results();

    Campaign(Place place, Wire wire, Settings settings) {
        this.place = place;
        this.wire = wire;
        this.settings = settings;
    }

    Results results() {
        return results;
    }

    /// Measures requests and watches on servers that run side by side.
    void sideBySide(List<Row> rows) throws InterruptedException {
        if (rows.isEmpty() && WATCHES.stream().noneMatch(settings::wants)) return;
        var benches = new ArrayList<Bench>();
        try {
            for (var server : settings.servers()) benches.add(start(server, rows));
            for (var row : rows) requests(row, benches);
            watch(FAN_OUT, benches, new Watching.Shape(1_000, 1_000, Wire.Http.ONE, 200, 20));
            watch(FAN_OUT_SHARED, benches, new Watching.Shape(1_000, 10, Wire.Http.TWO, 200, 20));
            watch(BURST, benches, new Watching.Shape(1_000, 1_000, Wire.Http.ONE, 400, 1_000_000));
            watch(DELIVERY, benches, new Watching.Shape(100, 100, Wire.Http.ONE, 1_000, 200));
            limits(rows, benches);
        } finally {
            benches.forEach(bench -> bench.running().close());
        }
    }

    private Bench start(Contender server, List<Row> rows) throws InterruptedException {
        progress("starting " + server.label());
        var running = server.start(place, wire);
        var bench = new Bench(running, new Load(wire, running.address()));
        bench.load().seed(rows.stream().anyMatch(row -> row.work() == Row.Work.LIST_10K));
        new Watching(wire, bench).seed();
        return bench;
    }

    private void requests(Row row, List<Bench> benches) throws InterruptedException {
        for (int round = 0; round < settings.rounds(); round++) {
            for (var bench : benches) {
                try (var loop = bench.load().open(row)) {
                    if (round == 0) warmUp(row, bench, loop);
                    keep(row, bench, bench.measure(loop, settings.seconds()));
                    if (round == settings.rounds() - 1) {
                        long nanos = (long) (settings.seconds() * 1e9);
                        profile(row.id(), bench, () -> loop.run(nanos).count());
                    }
                }
            }
        }
    }

    private void keep(Row row, Bench bench, Sample sample) {
        var server = bench.running().name();
        progress(row.id() + " " + server + " " + sample.text());
        results.add(row.line(), server, sample.serverMicros());
        results.note(row.line(), server, sample.note());
        if (row.id().equals("create-64")) results.add(CREATES, server, sample.perSecond());
    }

    private void profile(String id, Bench bench, Bench.Work work) throws InterruptedException {
        if (settings.profile().isEmpty() || bench.running().name().equals(Contender.GO.label())) return;
        bench.profile(id, work, settings.profile().get());
    }

    /// Until the compilers rest, or for as long as is allowed.
    private void warmUp(Row row, Bench bench, Loop loop) throws InterruptedException {
        long pid = bench.running().server().pid();
        long start = System.nanoTime();
        while (true) {
            long compiling = Procfs.compilerNanos(pid);
            long before = bench.running().server().cpuNanos();
            var window = bench.measure(loop, COLD_SECONDS);
            progress(row.id() + " " + bench.running().name() + " warming up " + window.text());
            double share = (double) (Procfs.compilerNanos(pid) - compiling)
                    / Math.max(1, bench.running().server().cpuNanos() - before);
            if (share < WARM_SHARE || (System.nanoTime() - start) / 1e9 > settings.warm()) return;
        }
    }

    private void watch(Line line, List<Bench> benches, Watching.Shape shape) throws InterruptedException {
        if (!settings.wants(line)) return;
        for (int round = 0; round < settings.rounds(); round++) {
            for (var bench : benches) {
                try {
                    watch(line, bench, shape, round);
                } catch (BenchException broken) {
                    // A server may end a watch that it cannot keep up with; that is its result.
                    progress(line.id() + " " + bench.running().name() + " " + broken.getMessage());
                    results.note(line, bench.running().name(), "ended watches");
                }
            }
        }
    }

    private void watch(Line line, Bench bench, Watching.Shape shape, int round) throws InterruptedException {
        if (round == 0) new Watching(wire, bench).run(shape);
        var watching = new Watching(wire, bench);
        var result = watching.run(shape);
        progress(line.id() + " " + bench.running().name() + " " + result);
        boolean delivery = line.unit() == Line.Unit.MILLIS;
        results.add(line, bench.running().name(), delivery ? result.p99Millis() : result.eventMicros());
        if (delivery) {
            results.note(
                    line, bench.running().name(), String.format(Locale.ROOT, "median %.1f", result.medianMillis()));
        }
        if (round < settings.rounds() - 1) return;
        profile(line.id(), bench, () -> {
            watching.run(shape);
            return shape.changes() * shape.watchers();
        });
    }

    private void limits(List<Row> rows, List<Bench> benches) throws InterruptedException {
        if (benches.isEmpty() || !settings.wants(LIMIT)) return;
        var from = benches.getFirst().running().address();
        var files = new java.util.HashMap<String, String>();
        for (var row : rows) Load.path(row.work()).ifPresent(path -> files.put(row.work() + ".json", path));
        var limits = new Limits(place, wire);
        try (var nginx = limits.nginx(from, files)) {
            for (var row : rows) {
                if (!files.containsKey(row.work() + ".json") || row.work() == Row.Work.GET_CONSISTENT) continue;
                try (var client = Client.open(wire, nginx.address(), Wire.Http.ONE)) {
                    var reads = Reads.bytes(client, "/" + row.work() + ".json");
                    limit(row, nginx, _ -> reads);
                }
            }
        }
        var numbers = new AtomicLong();
        try (var etcd = Contender.etcd(place, wire, place.work().resolve("etcd-alone"))) {
            for (var row : rows) {
                if (row.work() == Row.Work.CREATE) {
                    limit(row.over(Wire.Http.TWO, row.connections()), etcd, _ -> Limits.etcdPuts(numbers));
                }
            }
        }
    }

    private void limit(Row row, Running server, java.util.function.IntFunction<Script> script)
            throws InterruptedException {
        var bench = new Bench(server, new Load(wire, server.address()));
        try (var loop = Loop.open(wire, server.address(), row.http(), row.connections(), script)) {
            bench.measure(loop, COLD_SECONDS);
            for (int round = 0; round < settings.rounds(); round++) {
                var sample = bench.measure(loop, settings.seconds());
                progress(row.id() + " " + server.name() + " " + sample.text());
                var line = Row.main().stream()
                        .filter(main -> main.work() == row.work() && main.connections() == row.connections())
                        .findFirst()
                        .orElse(row)
                        .line();
                results.add(line, LIMIT, sample.serverMicros());
                results.note(line, LIMIT, server.name());
                if (line.id().equals("create-64")) results.add(CREATES, LIMIT, sample.perSecond());
            }
        }
    }

    /// Measures memory and start, each server alone.
    void alone() throws InterruptedException {
        var footprint = new Footprint(place, wire);
        for (var server : settings.servers()) {
            if (settings.wants(IDLE)) {
                var memory = footprint.memory(server);
                progress(server.label() + " " + memory);
                results.add(IDLE, server.label(), memory.idle());
                results.add(LOADED, server.label(), memory.loaded());
                results.add(LISTED, server.label(), memory.listed());
                results.note(LISTED, server.label(), String.format(Locale.ROOT, "peak %.0f", memory.peak()));
            }
            if (settings.wants(START)) {
                for (var start : footprint.starts(server, STARTS)) {
                    progress(server.label() + " " + start);
                    results.add(START, server.label(), start.seconds());
                    results.note(START, server.label(), String.format(Locale.ROOT, "%.2f CPU", start.cpuSeconds()));
                }
            }
        }
    }

    static void progress(String text) {
        System.err.println(text);
    }

    /// What else may be chosen beside the rows of requests.
    static Map<String, String> others() {
        var others = new java.util.LinkedHashMap<String, String>();
        for (var line : List.of(FAN_OUT, FAN_OUT_SHARED, BURST, DELIVERY, IDLE, START)) {
            others.put(line.id(), line.title());
        }
        others.put(LIMIT, "nginx and etcd alone");
        return others;
    }
}
