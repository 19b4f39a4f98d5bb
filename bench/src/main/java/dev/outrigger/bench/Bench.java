package dev.outrigger.bench;

import java.nio.file.Path;

/// One server under measurement.
///
/// @param running its processes
/// @param load what it is asked
record Bench(Running running, Load load) {
    /// What is profiled; says how many requests or events it was.
    interface Work {
        long run() throws InterruptedException;
    }

    /// Does the work and writes down where the CPU time goes.
    ///
    /// @param id what the files are called
    void profile(String id, Work work, Path folder) throws InterruptedException {
        var profile = Profile.start(running.server().pid(), folder.resolve(running.name() + "-" + id + ".jfr"));
        long before = running.server().cpuNanos();
        long count = work.run();
        profile.stop(running.name() + ", " + id, (running.server().cpuNanos() - before) / 1e9, count);
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
