package dev.outrigger.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A server to measure.
enum Contender {
    GO("go"),
    OURS_MEMORY("ours-memory"),
    OURS_SQLITE("ours-sqlite"),
    OURS_ETCD("ours-etcd"),
    OURS_POSTGRES("ours-postgres");

    private static final Duration MOST_TO_START = Duration.ofMinutes(5);

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    static Contender named(String label) {
        for (var contender : values()) {
            if (contender.label.equals(label)) return contender;
        }
        throw new BenchException("no server is called " + label);
    }

    String label() {
        return label;
    }

    /// Starts it on an empty store and waits until it is ready.
    Running start(Place place, Wire wire) throws InterruptedException {
        var folder = place.work().resolve(label + "-" + System.nanoTime());
        var address = Place.free();
        return switch (this) {
            case GO -> go(place, wire, folder, address);
            case OURS_MEMORY -> ours(place, wire, folder, address, List.of(), "--storage=memory");
            case OURS_SQLITE -> ours(place, wire, folder, address, List.of(), "--storage=sqlite");
            case OURS_ETCD -> {
                var etcd = etcd(place, wire, folder);
                var flags = etcdFlags(place, etcd.address()).toArray(String[]::new);
                yield ours(place, wire, folder, address, List.of(etcd.server()), flags);
            }
            case OURS_POSTGRES -> {
                var database = Postgres.start(folder);
                yield ours(place, wire, folder, address, List.of(database.program()), "--storage=" + database.url());
            }
        };
    }

    private Running ours(Place place, Wire wire, Path folder, Address address, List<Program> store, String... storage)
            throws InterruptedException {
        var command = new ArrayList<>(List.of(
                place.root().resolve("outrigger").toString(),
                "sample",
                "cats",
                "--data-dir=" + folder.resolve("data")));
        command.addAll(List.of(storage));
        command.addAll(serving(place, address));
        return new Running(label, address, Program.start(label, folder, command), store)
                .awaitReady(wire, "/readyz", MOST_TO_START);
    }

    private Running go(Place place, Wire wire, Path folder, Address address) throws InterruptedException {
        var etcd = etcd(place, wire, folder);
        var command = new ArrayList<>(List.of(place.peer().resolve("go-peer").toString()));
        command.addAll(serving(place, address));
        command.addAll(etcdFlags(place, etcd.address()));
        return new Running(label, address, Program.start(label, folder, command), List.of(etcd.server()))
                .awaitReady(wire, "/readyz", MOST_TO_START);
    }

    private static List<String> serving(Place place, Address address) {
        return List.of(
                "--bind-address=" + address.host(),
                "--secure-port=" + address.port(),
                "--tls-cert-file=" + place.key("server.crt"),
                "--tls-private-key-file=" + place.key("server.key"),
                "--client-ca-file=" + place.key("ca.crt"));
    }

    private static List<String> etcdFlags(Place place, Address etcd) {
        return List.of(
                "--etcd-servers=https://" + etcd,
                "--etcd-cafile=" + place.key("ca.crt"),
                "--etcd-certfile=" + place.key("client.crt"),
                "--etcd-keyfile=" + place.key("client.key"));
    }

    /// Starts an etcd that takes the same client certificates.
    static Running etcd(Place place, Wire wire, Path folder) throws InterruptedException {
        var address = Place.free();
        var peers = "http://" + Place.free();
        var command = List.of(
                place.peer().resolve("root/usr/bin/etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=https://" + address,
                "--advertise-client-urls=https://" + address,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--client-cert-auth",
                "--trusted-ca-file=" + place.key("ca.crt"),
                "--cert-file=" + place.key("server.crt"),
                "--key-file=" + place.key("server.key"),
                "--quota-backend-bytes=8589934592",
                "--log-level=error");
        return new Running("etcd", address, Program.start("etcd", folder, command), List.of())
                .awaitReady(wire, "/health", MOST_TO_START);
    }
}
