package dev.outrigger.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures servers side by side and prints the table; started by `bench/run`.
@Command(
        name = "bench/run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Measures our server beside a Go server on k8s.io/apiserver.%n")
public final class Main implements Callable<Integer> {
    private static final int PLACE = 5;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "go,ours-sqlite",
            description = "go, ours-memory, ours-sqlite, ours-etcd, ours-postgres. Default: ${DEFAULT-VALUE}")
    private List<String> servers = List.of();

    @Option(names = "--rows", split = ",", description = "Which rows, by id; see --list. Default: all")
    private List<String> rows = new ArrayList<>();

    @Option(
            names = "--connections",
            split = ",",
            description = "Measures, instead, gets and creates (or --rows) over so many connections, such as 1,16,64")
    private List<Integer> connections = new ArrayList<>();

    @Option(
            names = "--http",
            split = ",",
            description = "With --connections: over HTTP/1.1 (1) or HTTP/2 (2). Default: 1,2")
    private List<String> http = new ArrayList<>();

    @Option(names = "--growth", description = "Measures, instead, how cost grows with objects and watchers")
    private boolean growth;

    @Option(names = "--quick", description = "A first look: short rounds, in some minutes")
    private boolean quick;

    @Option(names = "--rounds", description = "How often each figure is taken. Default: 5; quick: 3")
    private @Nullable Integer rounds;

    @Option(names = "--seconds", description = "For how long each time. Default: 5; quick: 2")
    private @Nullable Double seconds;

    @Option(names = "--warm", description = "The longest warm-up of a row in seconds. Default: 30; quick: 8")
    private @Nullable Double warm;

    @Option(names = "--profile", description = "Writes where our server's CPU time goes into this folder")
    private @Nullable Path profile;

    @Option(names = "--write", description = "Writes the table into bench/RESULTS.md")
    private boolean write;

    @Option(names = "--list", description = "Lists the rows and ends")
    private boolean list;

    @Option(names = "--help", usageHelp = true, description = "Shows this and ends")
    private boolean help;

    @Option(names = "--place", hidden = true, arity = "4", required = true)
    private List<Path> place = List.of();

    private final List<String> asked;

    private Main(List<String> asked) {
        this.asked = asked;
    }

    /// Runs it; exits with 1 where something cannot be measured.
    public static void main(String[] args) {
        // The first five are bench/run's: --place and its folders.
        System.exit(new CommandLine(new Main(List.of(args).subList(Math.min(PLACE, args.length), args.length)))
                .setExecutionExceptionHandler((failed, _, _) -> {
                    if (!(failed instanceof BenchException)) throw failed;
                    System.err.println("bench/run: " + failed.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Row.main().forEach(row -> System.out.printf("%-18s %s%n", row.id(), row.title()));
            Campaign.others().forEach((id, title) -> System.out.printf("%-18s %s%n", id, title));
            return 0;
        }
        var at = new Place(place.get(0), place.get(1), place.get(2), place.get(3));
        try (var wire = new Wire(at.credentials())) {
            var table = growth ? growth(at, wire) : goals(at, wire);
            System.out.println(table);
            if (write) new Report(at).write(section(), command(), table);
        }
        return 0;
    }

    private String goals(Place at, Wire wire) throws InterruptedException {
        var settings = settings();
        var campaign = new Campaign(at, wire, settings);
        campaign.sideBySide(requests(settings));
        campaign.alone();
        return campaign.results().table();
    }

    private String growth(Place at, Wire wire) throws InterruptedException {
        var results = new Results();
        var settings = settings();
        for (var server : settings.servers()) {
            new Growth(at, wire, settings, results)
                    .run(
                            server,
                            quick ? List.of(1_000, 10_000) : List.of(1_000, 10_000, 100_000),
                            quick ? List.of(10, 100, 1_000) : List.of(10, 100, 1_000, 10_000));
        }
        return results.table();
    }

    private String section() {
        if (growth) return "Growth";
        return connections.isEmpty() ? "Goals" : "Connections and HTTP/2";
    }

    private String command() {
        return "bench/run " + String.join(" ", asked);
    }

    private Settings settings() {
        return new Settings(
                servers.stream().map(Contender::named).toList(),
                rows.isEmpty() && !connections.isEmpty() ? List.of("get", "get-consistent", "create") : rows,
                rounds != null ? rounds : quick ? 3 : 5,
                seconds != null ? seconds : quick ? 2 : 5,
                warm != null ? warm : quick ? 8 : 30,
                Optional.ofNullable(profile));
    }

    private List<Row> requests(Settings settings) {
        var chosen = Row.main().stream().filter(row -> settings.wants(row.id())).toList();
        if (connections.isEmpty()) return chosen;
        var over = new ArrayList<Row>();
        for (var row : chosen) {
            for (var version : http.isEmpty() ? List.of("1", "2") : http) {
                var spoken = version.equals("2") ? Wire.Http.TWO : Wire.Http.ONE;
                for (int count : connections) over.add(row.over(spoken, count));
            }
        }
        return over;
    }
}
