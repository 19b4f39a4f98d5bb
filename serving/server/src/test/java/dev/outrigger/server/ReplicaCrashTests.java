package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one database, of which one is killed again and again while the clients of both write: what clients
/// were told is true, in an order that explains all that they saw, and a watch can be taken up on the other server.
class ReplicaCrashTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/default/cats";
    private static final String TOM = CATS + "/tom";
    private static final int CLIENTS_EACH = 3;

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Semaphore written = new Semaphore(0);
    /// Held for writing while the killed server is away.
    private final ReadWriteLock away = new ReentrantReadWriteLock();

    private Program killed;
    private volatile boolean over;

    /// What one answer showed, between two moments.
    private record Seen(long revision, boolean written, long start, long end) {}

    @BeforeEach
    void makeFolders() throws Exception {
        for (String server : List.of("killed", "other")) Files.createDirectory(folder.resolve(server));
    }

    @Test
    void whatClientsWereToldStaysTrueAndTheirWatchesGoOnElsewhere() throws Exception {
        try (var database = new ProtocolDatabase()) {
            var storage = ((Options.Storage.Postgres) database.storage()).url();
            killed = start("killed", storage);
            try (var _ = start("other", storage);
                    var there = client("other")) {
                long from = there.post(CATS, ProtocolCase.cat("tom")).created().revision();
                var broken = client("killed").watch(watch(from));

                killUnderWriters(storage);

                long last = there.get(TOM).ok().revision();
                var events = upTo(last, there.watch(watch(from)));
                check(events, from);
                var heard = broken.rest();
                heard.addAll(upTo(last, there.watch(watch(heard.getLast().revision()))));
                assertThat(told(heard)).isEqualTo(told(events));
            } finally {
                killed.close();
            }
        }
    }

    private void killUnderWriters(String storage) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS_EACH; i++) {
                clients.add(threads.submit(() -> write("killed")));
                clients.add(threads.submit(() -> write("other")));
            }
            try {
                for (int i = 0; i < 2; i++) {
                    awaitMore();
                    killAndStartAgain(storage);
                }
                awaitMore();
            } finally {
                over = true;
            }
            for (Future<?> client : clients) client.get();
        }
    }

    private void killAndStartAgain(String storage) throws Exception {
        away.writeLock().lock();
        try {
            killed.kill();
            killed.exitCode();
            awaitMore();
            killed = start("killed", storage);
        } finally {
            away.writeLock().unlock();
        }
    }

    private static String watch(long from) {
        return CATS + "?watch=true&resourceVersion=" + from;
    }

    private Program start(String name, String storage) throws Exception {
        var cats = List.of("-Xmx128m", CatServer.class.getName(), "--secure-port=0", "--storage=" + storage);
        var program = Program.run(folder.resolve(name), cats);
        assertThat(program.line()).startsWith("ready ");
        return program;
    }

    private ProtocolClient client(String server) {
        away.readLock().lock();
        try {
            var kubeconfig = folder.resolve(server + "/outrigger-data/admin.kubeconfig");
            var tls = Clients.tls(kubeconfig, Optional.of(Clients.credential(kubeconfig)));
            return ProtocolClient.of(Clients.field(kubeconfig, "server"), tls);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            away.readLock().unlock();
        }
    }

    private void awaitMore() throws InterruptedException {
        written.drainPermits();
        assertThat(written.tryAcquire(60, 60, TimeUnit.SECONDS))
                .as("writes go on")
                .isTrue();
    }

    private void write(String server) {
        while (!over) {
            try (var client = client(server)) {
                while (!over) readAndReplace(client);
            } catch (UncheckedIOException _) {
                // The server is gone; whether it made the last write, the others' watch tells.
            }
        }
    }

    private void readAndReplace(ProtocolClient client) {
        long start = clock.incrementAndGet();
        var tom = client.get(TOM).ok();
        seen.add(new Seen(tom.revision(), false, start, clock.incrementAndGet()));
        long begin = clock.incrementAndGet();
        var value = "at " + begin;
        var answer = client.put(TOM, tom.with("/spec/name", "\"" + value + "\""));
        if (answer.code() == 200) {
            seen.add(new Seen(answer.revision(), true, begin, clock.incrementAndGet()));
            acknowledged.put(value, answer.revision());
            written.release();
        } else {
            answer.refused(409, "Conflict");
            refused.add(value);
        }
    }

    private static List<ProtocolEvents.Event> upTo(long revision, ProtocolEvents watch) {
        var events = new ArrayList<ProtocolEvents.Event>();
        while (events.isEmpty() || events.getLast().revision() < revision) events.add(watch.next("MODIFIED"));
        return events;
    }

    private static List<String> told(List<ProtocolEvents.Event> events) {
        return events.stream()
                .map(event -> event.revision() + " " + event.at("/spec/name"))
                .toList();
    }

    /// The changes are the order that explains everything: each acknowledged write is one of them, no refused one is,
    /// and who began after somebody had ended saw nothing older.
    private void check(List<ProtocolEvents.Event> events, long first) {
        var made = events.stream()
                .collect(Collectors.toMap(
                        event -> String.valueOf(event.at("/spec/name")), ProtocolEvents.Event::revision));
        assertThat(made).containsAllEntriesOf(acknowledged).doesNotContainKeys(refused.toArray(String[]::new));
        var revisions = new ArrayList<>(made.values());
        revisions.add(first);
        assertThat(seen).extracting(Seen::revision).isSubsetOf(revisions);
        for (Seen later : seen) {
            long newest = seen.stream()
                    .filter(earlier -> earlier.end < later.start)
                    .mapToLong(Seen::revision)
                    .max()
                    .orElse(first);
            assertThat(later.revision).as("%s", later).isGreaterThanOrEqualTo(later.written ? newest + 1 : newest);
        }
    }
}
