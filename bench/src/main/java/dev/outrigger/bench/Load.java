package dev.outrigger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The load on one server: the objects it is given, and what a row's connections do.
final class Load {
    static final String THOUSAND = "thousand";
    static final String TEN_THOUSAND = "ten-thousand";
    private static final String CAT = Cats.name("cat", 500);
    private static final int SEEDING = 16;
    private static final int MOST_CHANGING = 64;
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final Wire wire;
    private final Address address;
    private final AtomicLong created = new AtomicLong();

    Load(Wire wire, Address address) {
        this.wire = wire;
        this.address = address;
    }

    Address address() {
        return address;
    }

    /// Makes the objects that are read and changed.
    void seed(boolean tenThousand) throws InterruptedException {
        seed(THOUSAND, "cat", 1_000);
        seed(Changes.NAMESPACE, "kept", Changes.objects(MOST_CHANGING));
        if (tenThousand) seed(TEN_THOUSAND, "cat", 10_000);
    }

    void seed(String namespace, String prefix, int count) throws InterruptedException {
        seed(namespace, prefix, 0, count);
    }

    /// Makes the objects of these numbers.
    void seed(String namespace, String prefix, int from, int count) throws InterruptedException {
        var numbers = new AtomicLong(from);
        try (var loop =
                Loop.open(wire, address, Wire.Http.ONE, SEEDING, _ -> new Creates(namespace, prefix, numbers, count))) {
            loop.run(FOR_EVER);
        }
    }

    /// Opens a row's connections.
    Loop open(Row row) throws InterruptedException {
        try (var client = Client.open(wire, address, Wire.Http.ONE)) {
            var scripts = scripts(row, client);
            return Loop.open(wire, address, row.http(), row.connections(), scripts::get);
        }
    }

    private List<Script> scripts(Row row, Client client) throws InterruptedException {
        var path = path(row.work()).orElse("");
        return switch (row.work()) {
            case GET_CACHED -> all(row, Reads.get(client, path, CAT));
            case GET_CONSISTENT -> all(row, Reads.get(client, path, CAT));
            case LIST_1K -> all(row, Reads.list(client, path, 1_000, false));
            case LIST_1K_GZIP -> all(row, Reads.list(client, path, 1_000, true));
            case LIST_10K -> all(row, Reads.list(client, path, 10_000, false));
            case CREATE -> each(row, _ -> new Creates("made", "made", created, FOR_EVER));
            case PUT -> changes(row, client, Changes.Kind.PUT);
            case MERGE -> changes(row, client, Changes.Kind.MERGE);
            case APPLY -> changes(row, client, Changes.Kind.APPLY);
        };
    }

    private static List<Script> all(Row row, Script script) {
        return each(row, _ -> script);
    }

    private static List<Script> each(Row row, IntFunction<Script> script) {
        return IntStream.range(0, row.connections()).mapToObj(script).toList();
    }

    private static List<Script> changes(Row row, Client client, Changes.Kind kind) throws InterruptedException {
        var scripts = new ArrayList<Script>();
        for (int i = 0; i < row.connections(); i++) scripts.add(Changes.open(client, kind, i));
        return scripts;
    }

    /// What a work reads, where it reads.
    static Optional<String> path(Row.Work work) {
        return switch (work) {
            case GET_CACHED -> Optional.of(Cats.path(THOUSAND, CAT) + "?resourceVersion=0");
            case GET_CONSISTENT -> Optional.of(Cats.path(THOUSAND, CAT));
            case LIST_1K, LIST_1K_GZIP -> Optional.of(list(THOUSAND));
            case LIST_10K -> Optional.of(list(TEN_THOUSAND));
            case CREATE, PUT, MERGE, APPLY -> Optional.empty();
        };
    }

    private static String list(String namespace) {
        return Cats.path(namespace) + "?resourceVersion=0";
    }
}
