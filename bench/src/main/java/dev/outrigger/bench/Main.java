package dev.outrigger.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures servers side by side and prints the table; started by `bench/run`.
@Command(
        name = "bench/run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Measures our server beside a Go server on k8s.io/apiserver.")
public final class Main implements java.util.concurrent.Callable<Integer> {
    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "go,ours-sqlite",
            description = "Default: ${DEFAULT-VALUE}")
    private List<String> servers = List.of();

    @Option(names = "--rows", split = ",", defaultValue = "all", description = "Which rows, by id. Default: all")
    private List<String> rows = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "How often each row is measured. Default: 3")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "For how long each time. Default: 5")
    private double seconds;

    @Option(names = "--warm", defaultValue = "15", description = "The longest warm-up of a row. Default: 15")
    private double warm;

    @Option(names = "--profile", description = "Writes where our server's CPU time goes into this folder")
    private @Nullable Path profile;

    @Option(names = "--place", hidden = true, arity = "4", required = true)
    private List<Path> place = List.of();

    private Main() {}

    /// Runs it; exits with 1 where something cannot be measured.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((failed, _, _) -> {
                    if (failed instanceof BenchException) {
                        System.err.println("bench/run: " + failed.getMessage());
                        return 1;
                    }
                    throw failed;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var at = new Place(place.get(0), place.get(1), place.get(2), place.get(3));
        var chosen = Row.main().stream()
                .filter(row -> rows.contains("all") || rows.contains(row.id()))
                .toList();
        try (var wire = new Wire(at.credentials())) {
            var benches = new ArrayList<Bench>();
            try {
                for (var name : servers) {
                    System.err.println("starting " + name);
                    var running = Contender.named(name).start(at, wire);
                    var bench = new Bench(running, new Load(wire, running.address()));
                    benches.add(bench);
                    bench.load().seed(chosen.stream().anyMatch(row -> row.work() == Row.Work.LIST_10K));
                }
                for (var row : chosen) measure(row, benches);
            } finally {
                benches.forEach(bench -> bench.running().close());
            }
        }
        return 0;
    }

    private void measure(Row row, List<Bench> benches) throws InterruptedException {
        Map<Bench, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (var bench : benches) {
                var list = samples.computeIfAbsent(bench, _ -> new ArrayList<>());
                try (var loop = bench.load().open(row)) {
                    if (round == 0) warmUp(row, bench, loop);
                    list.add(bench.measure(loop, seconds));
                    if (profile != null
                            && round == rounds - 1
                            && bench.running().name().startsWith("ours")) {
                        bench.profile(row, loop, seconds, profile);
                    }
                }
                System.out.printf("%-14s %-12s %s%n", row.id(), bench.running().name(), list.getLast());
            }
        }
    }

    private void warmUp(Row row, Bench bench, Loop loop) throws InterruptedException {
        long start = System.nanoTime();
        double before = 0;
        while ((System.nanoTime() - start) / 1e9 < warm) {
            var window = bench.measure(loop, 2);
            if (before == 0)
                System.out.printf(
                        "%-14s %-12s cold %s%n", row.id(), bench.running().name(), window);
            if (Math.abs(window.serverMicros() - before) < before * 0.04) return;
            before = window.serverMicros();
        }
    }
}
