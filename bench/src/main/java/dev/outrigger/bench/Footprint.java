package dev.outrigger.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Memory and start of a server, which is started anew for it.
final class Footprint {
    private static final int OBJECTS = 10_000;
    private static final int LISTERS = 16;
    private static final long LISTING = Duration.ofSeconds(10).toNanos();
    private static final Duration MOST = Duration.ofMinutes(1);

    private final Place place;
    private final Wire wire;

    Footprint(Place place, Wire wire) {
        this.place = place;
        this.wire = wire;
    }

    /// What a server has in memory, in MB.
    ///
    /// @param idle after the start
    /// @param loaded with 10,000 objects
    /// @param listed after 16 clients listed them at once, again and again
    /// @param peak the most at any time
    record Memory(double idle, double loaded, double listed, double peak) {}

    Memory memory(Contender contender) throws InterruptedException {
        try (var running = contender.start(place, wire)) {
            long pid = running.server().pid();
            double idle = megabytes(Procfs.residentBytes(pid));
            var load = new Load(wire, running.address());
            load.seed(Load.TEN_THOUSAND, "cat", OBJECTS);
            double loaded = megabytes(Procfs.residentBytes(pid));
            var row = new Row("", "", Row.Work.LIST_10K, Wire.Http.ONE, LISTERS, 0, 0);
            try (var loop = load.open(row)) {
                loop.run(LISTING);
            }
            return new Memory(idle, loaded, megabytes(Procfs.residentBytes(pid)), megabytes(Procfs.peakBytes(pid)));
        }
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }

    /// One start.
    ///
    /// @param seconds until it was ready
    /// @param cpuSeconds the CPU time it took
    record Start(double seconds, double cpuSeconds) {}

    /// Seconds from starting the process until `/readyz` says yes, again and again on the same data. The launcher's
    /// own work is left out: the very command that it ends in is run.
    List<Start> starts(Contender contender, int times) throws InterruptedException {
        var starts = new ArrayList<Start>();
        try (var first = contender.start(place, wire)) {
            var command = Procfs.commandLine(first.server().pid());
            first.server().close();
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                var program = Program.start(contender.label() + "-again", place.work(), command);
                try (var again = new Running(contender.label(), first.address(), program, List.of())) {
                    again.awaitReady(wire, "/readyz", MOST);
                    starts.add(new Start((System.nanoTime() - start) / 1e9, program.cpuNanos() / 1e9));
                }
            }
        }
        return starts;
    }
}
