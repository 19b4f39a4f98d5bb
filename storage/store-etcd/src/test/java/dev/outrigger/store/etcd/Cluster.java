package dev.outrigger.store.etcd;

import dev.outrigger.store.contract.ReservedPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Three members of one etcd on this machine.
final class Cluster implements AutoCloseable {
    private final List<Etcd> members;

    private Cluster(List<Etcd> members) {
        this.members = members;
    }

    static Cluster start(Path folder) {
        var peers = new ArrayList<String>();
        for (int i = 0; i < 3; i++) peers.add("http://127.0.0.1:" + ReservedPort.next());
        var all = "m0=" + peers.get(0) + ",m1=" + peers.get(1) + ",m2=" + peers.get(2);
        var members = new ArrayList<Etcd>();
        for (int i = 0; i < 3; i++) {
            members.add(Etcd.member("http", folder.resolve("m" + i), "m" + i, ReservedPort.next(), peers.get(i), all));
        }
        members.forEach(Etcd::run);
        members.forEach(Etcd::awaitReady);
        return new Cluster(members);
    }

    List<URI> urls() {
        return members.stream().map(Etcd::url).toList();
    }

    Etcd leader() {
        for (Etcd member : members) {
            // Its fifth column.
            if (member.control("endpoint", "status").split(",")[4].contains("true")) return member;
        }
        throw new AssertionError("no leader");
    }

    Etcd member(URI url) {
        return members.stream()
                .filter(member -> member.url().equals(url))
                .findFirst()
                .orElseThrow();
    }

    Etcd otherThan(Etcd one) {
        return members.stream().filter(member -> member != one).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        members.forEach(Etcd::close);
    }
}
