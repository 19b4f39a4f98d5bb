package dev.outrigger.bench;

import java.nio.file.Path;

/// One server under measurement.
///
/// @param running its processes
/// @param load what it is asked
record Bench(Running running, Load load) {
    /// Runs the load for that long and writes down where the CPU time goes.
    void profile(Row row, Loop loop, double seconds, Path folder) throws InterruptedException {
        var profile = Profile.start(running.server().pid(), folder.resolve(running.name() + "-" + row.id() + ".jfr"));
        long before = running.server().cpuNanos();
        var latencies = loop.run((long) (seconds * 1e9));
        profile.stop(
                running.name() + ", " + row.title(), (running.server().cpuNanos() - before) / 1e9, latencies.count());
    }

    /// Runs the load for that long and says what it cost.
    Sample measure(Loop loop, double seconds) throws InterruptedException {
        long server = running.server().cpuNanos();
        long store = running.storeNanos();
        long start = System.nanoTime();
        var latencies = loop.run((long) (seconds * 1e9));
        double took = (System.nanoTime() - start) / 1e9;
        double micros = 1e3 * latencies.count();
        return new Sample(
                (running.server().cpuNanos() - server) / micros,
                (running.storeNanos() - store) / micros,
                latencies.count() / took,
                latencies.millis(0.5),
                latencies.millis(0.99));
    }
}
