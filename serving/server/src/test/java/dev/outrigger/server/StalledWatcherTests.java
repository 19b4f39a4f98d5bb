package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Clients that open watches and read nothing of them, on a server whose memory could not hold what they are owed.
@Isolated("its load would make others late")
class StalledWatcherTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/default/cats";
    private static final int STALLED = 200;
    private static final int LIVE = 4;
    private static final int WRITERS = 4;
    /// With its filler each change weighs 100 KB and more: together they weigh more than the cache's window holds.
    private static final int WRITES = 150;
    /// So many changes may be under way to live watchers, who might fall behind as well.
    private static final int MOST_AHEAD = 40;

    private static final String FILLER = "x".repeat(100_000);
    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final List<AutoCloseable> clients = new ArrayList<>();
    private final Semaphore ahead = new Semaphore(MOST_AHEAD * LIVE);
    /// When each change was acknowledged.
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    @Test
    void theyHoldUpNobodyAndAreForgottenWhenTheyHangUp() throws Exception {
        var cats = List.of("-Xmx192m", "-XX:+ExitOnOutOfMemoryError", CatServer.class.getName(), "--secure-port=0");
        try (var program = Program.run(folder, cats)) {
            var url = URI.create(program.line().substring("ready ".length()));
            var kubeconfig = folder.resolve("outrigger-data/admin.kubeconfig");
            var tls = Clients.tls(kubeconfig, Optional.of(Clients.credential(kubeconfig)));
            try (var admin = ProtocolClient.of(url.toString(), tls)) {
                var watch =
                        CATS + "?watch=true&resourceVersion=" + admin.get(CATS).resourceVersion();
                // The first look at the threads opens a socket that stays.
                assertThat(watches(program)).isZero();
                int sockets = sockets(program);
                for (int i = 0; i < STALLED; i++) stall(url, tls, watch);
                var late = client(url, tls, Version.HTTP_1_1).open(watch);

                changeAndFollow(url, tls, watch);

                assertThat(watches(program)).isGreaterThanOrEqualTo(STALLED);
                fallsBehind(new ProtocolEvents(watch, late), admin);
                for (AutoCloseable client : clients) client.close();
                ReviewingCluster.await(() -> sockets(program) == sockets);
                ReviewingCluster.await(() -> watches(program) == 0);
            }
        }
    }

    private ProtocolClient client(URI url, SSLContext tls, Version version) {
        var client = ProtocolClient.of(url.toString(), tls, version);
        clients.add(client);
        return client;
    }

    private void stall(URI url, SSLContext tls, String watch) throws IOException {
        var socket = new Socket();
        clients.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        var secured = tls.getSocketFactory().createSocket(socket, url.getHost(), url.getPort(), true);
        secured.getOutputStream().write(("GET " + watch + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(US_ASCII));
        assertThat(new String(secured.getInputStream().readNBytes(12), US_ASCII))
                .isEqualTo("HTTP/1.1 200");
    }

    /// Writers write while live watchers, half of them on HTTP/1.1, hear of it.
    private void changeAndFollow(URI url, SSLContext tls, String watch) throws Exception {
        var work = new ArrayList<Callable<Duration>>();
        for (int i = 0; i < LIVE; i++) {
            var events = client(url, tls, i % 2 == 0 ? Version.HTTP_1_1 : Version.HTTP_2)
                    .watch(watch);
            work.add(() -> follow(events));
        }
        for (int i = 0; i < WRITERS; i++) {
            var writer = client(url, tls, Version.HTTP_2);
            var name = "c" + i;
            work.add(() -> write(writer, name));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Duration> slowest : threads.invokeAll(work))
                assertThat(slowest.get()).isLessThan(PROMPTLY);
        }
    }

    /// The longest that a write took.
    private Duration write(ProtocolClient client, String name) throws InterruptedException {
        long slowest = 0;
        for (int i = 0; i < WRITES; i++) {
            assertThat(ahead.tryAcquire(LIVE, 30, TimeUnit.SECONDS))
                    .as("live watchers hear of the changes")
                    .isTrue();
            long begin = System.nanoTime();
            var spec = "'name': '" + i + " " + FILLER + "'";
            if (i == 0) client.post(CATS, cat(name, spec)).created();
            else client.merge(CATS + "/" + name, "{'spec': {" + spec + "}}").ok();
            long now = System.nanoTime();
            acknowledged.put(name + " " + i, now);
            slowest = Math.max(slowest, now - begin);
        }
        return Duration.ofNanos(slowest);
    }

    private static String cat(String name, String spec) {
        return ProtocolCase.object("animal.skai.io/v1alpha1", "Cat", "'name': '" + name + "'", spec);
    }

    /// Hears every change of every writer in order; the longest that one came after its acknowledgement.
    private Duration follow(ProtocolEvents events) {
        var heard = new HashMap<String, Integer>();
        long slowest = 0;
        for (int i = 0; i < WRITERS * WRITES; i++) {
            var event = events.next();
            long now = System.nanoTime();
            slowest = Math.max(slowest, now - acknowledged.getOrDefault(event.name() + " " + number(event), now));
            isNext(event, heard);
            ahead.release();
        }
        return Duration.ofNanos(slowest);
    }

    private static void isNext(ProtocolEvents.Event event, Map<String, Integer> heard) {
        assertThat(number(event)).as(event.name()).isEqualTo(heard.merge(event.name(), 0, (before, _) -> before + 1));
    }

    private static int number(ProtocolEvents.Event event) {
        var text = String.valueOf(event.at("/spec/name"));
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    /// Who begins to read after all hears the first changes, in order, and then the end of the stream. Going on from
    /// there it is told to list again.
    private static void fallsBehind(ProtocolEvents late, ProtocolClient admin) {
        var events = late.rest();
        var heard = new HashMap<String, Integer>();
        for (var event : events) isNext(event, heard);
        assertThat(events).isNotEmpty().hasSizeLessThan(WRITERS * WRITES);
        try (var again = admin.watch(
                CATS + "?watch=true&resourceVersion=" + events.getLast().revision())) {
            assertThat(again.next("ERROR").at("/code")).isEqualTo(410L);
        }
    }

    private static int sockets(Program program) throws IOException {
        int sockets = 0;
        try (var files = Files.list(Path.of("/proc/" + program.pid() + "/fd"))) {
            for (Path file : files.toList()) if (isSocket(file)) sockets++;
        }
        return sockets;
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException _) {
            // Closed since it was listed.
            return false;
        }
    }

    /// How many threads of the server serve a watch.
    private long watches(Program program) throws IOException, InterruptedException {
        var dump = folder.resolve("threads.txt");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command = List.of(jcmd, "" + program.pid(), "Thread.dump_to_file", "-overwrite", dump.toString());
        var taking = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(taking.getInputStream().readAllBytes(), US_ASCII);
        assertThat(taking.waitFor()).as(said).isZero();
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.contains("WatchStream.writeTo")).count();
        }
    }
}
