package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.FullException;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How etcd is kept from growing, and what happens where it has grown too much.
class EtcdUpkeepTests {
    private static final Revision START = new Revision(1);

    @TempDir
    Path folder;

    private static EtcdSettings settings(Etcd etcd) {
        return EtcdSettings.of(List.of(etcd.url()));
    }

    private static Revision create(Store store, String key, byte[] value) {
        return ((Outcome.Committed) store.write(new Write.Create(key, value))).revision();
    }

    @Test
    void storesOnOneEtcdTakeTurnsToCompactIt() {
        var often = Duration.ofMillis(100);
        try (var etcd = Etcd.start(folder);
                Store one = EtcdStore.open(settings(etcd).compactingEvery(often));
                Store other = EtcdStore.open(settings(etcd).compactingEvery(often))) {
            Revision at = create(one, "/a", "0".getBytes(UTF_8));
            while (other.compacted().compareTo(at) <= 0) {
                assertThat(other.get("/a").map(Entry::modified)).contains(at);
            }
            assertThat(one.compacted()).isGreaterThan(at);
            assertThat(one.get("/a").map(Entry::modified)).contains(at);
            assertThat(Long.parseLong(etcd.control("get", "compact_rev_key", "--print-value-only")
                            .strip()))
                    .isGreaterThanOrEqualTo(at.number());
        }
    }

    @Test
    void pagesOfAListEndWhereItsRevisionIsCompacted() {
        try (var etcd = Etcd.start(folder);
                Store store = EtcdStore.open(settings(etcd))) {
            for (int i = 0; i < 10; i++) create(store, "/a/" + i, "x".getBytes(UTF_8));
            var first = store.list(new Range("/a/", "", 4), ReadAt.latest());
            create(store, "/b", "x".getBytes(UTF_8));
            etcd.control("compact", "12");

            assertThatThrownBy(() -> store.list(new Range("/a/", "/a/3", 4), new ReadAt.Exact(first.revision())))
                    .isInstanceOf(CompactedException.class)
                    .hasMessage("revision 11 has been compacted, the oldest held is 12");
        }
    }

    @Test
    void aListLongerThanAPieceComesWholeAndOfOneMoment() throws Exception {
        try (var etcd = Etcd.start(folder);
                Store store = EtcdStore.open(settings(etcd))) {
            var keys = new ArrayList<String>();
            for (int i = 0; i < 1203; i++) keys.add("/a/" + (10_000 + i));
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                keys.forEach(key -> threads.submit(() -> create(store, key, key.getBytes(UTF_8))));
            }
            var all = store.list(Range.all("/a/"), ReadAt.latest());

            assertThat(all.entries()).extracting(Entry::key).isEqualTo(keys);
            assertThat(all.entries()).allMatch(entry -> new String(entry.value(), UTF_8).equals(entry.key()));
            assertThat(all.isLast()).isTrue();
            assertThat(all.revision()).isEqualTo(new Revision(1204));
        }
    }

    @Test
    void aFullEtcdRefusesWritesIsReadAndTakesWritesAgainOnceThereIsRoom() {
        try (var etcd = Etcd.start(folder, "--quota-backend-bytes=" + (4 << 20));
                Store store = EtcdStore.open(settings(etcd))) {
            var large = new byte[500_000];
            assertThatThrownBy(() -> {
                        // etcd looks at its size now and then: what is written faster than that goes in.
                        for (int i = 0; i < 400; i++) create(store, "/large/" + i, large);
                    })
                    .isInstanceOf(FullException.class)
                    .hasMessageStartingWith("etcdserver: mvcc: database space exceeded");
            assertThat(store.get("/large/0")).isPresent();

            var there = store.list(Range.all("/large/"), ReadAt.latest());
            etcd.control("del", "--prefix", "/large/");
            store.compact(store.revision());
            etcd.control("defrag");
            etcd.control("alarm", "disarm");
            assertThat(there.entries()).isNotEmpty();
            assertThat(create(store, "/again", large)).isGreaterThan(there.revision());
        }
    }

    @Test
    void readersAtOneTimeShareTheirTripsToEtcd() throws Exception {
        try (var etcd = Etcd.start(folder);
                Store store = EtcdStore.open(settings(etcd))) {
            long before = ranges(etcd);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 64; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int j = 0; j < 50; j++) assertThat(store.revision()).isEqualTo(START);
                }));
            }
            for (Thread thread : threads) thread.join();

            assertThat(ranges(etcd) - before).isBetween(50L, 3200L / 4);
        }
    }

    private static long ranges(Etcd etcd) throws Exception {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var metrics = client.send(
                            java.net.http.HttpRequest.newBuilder(etcd.url().resolve("/metrics"))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString())
                    .body();
            var found = Pattern.compile(
                            "grpc_server_handled_total\\{grpc_code=\"OK\",grpc_method=\"Range\".*\\} (\\d+)")
                    .matcher(metrics);
            assertThat(found.find()).isTrue();
            return Long.parseLong(found.group(1));
        }
    }
}
