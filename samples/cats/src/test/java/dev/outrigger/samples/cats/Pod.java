package dev.outrigger.samples.cats;

import dev.outrigger.kinds.Connect;
import dev.outrigger.kinds.Connection;
import dev.outrigger.kinds.LogLine;
import dev.outrigger.kinds.LogOptions;
import dev.outrigger.kinds.LogSink;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Session;
import dev.outrigger.kinds.SessionOptions;
import dev.outrigger.meta.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// As much of a pod as kubectl wants to see before it speaks to what runs in one; what runs are a few commands.
record Pod(Spec spec, Status status) {
    record Spec(List<Container> containers) {}

    record Container(String name) {}

    record Status(String phase) {}

    /// What runs in all of the pods.
    static final class Machine {
        static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

        /// What is said while somebody follows the log.
        final BlockingQueue<String> news = new LinkedBlockingQueue<>();

        /// What ended because nobody was there any more.
        final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

        Resource<Pod> resource(URI page) {
            return Resource.of(Pod.class)
                    .in("", "v1")
                    .shortName("po")
                    .subresource("log", Connect.logs(this::log))
                    .subresource("exec", Connect.exec(this::exec))
                    .subresource("attach", Connect.attach(this::exec))
                    .subresource("proxy", Connect.proxy((_, _) -> page));
        }

        private void log(Pod pod, LogOptions options, Connection connection, LogSink log) throws InterruptedException {
            if (options.previous()) throw ApiException.badRequest("previous terminated container not found");
            log.past(List.of(
                    new LogLine(NOON, "born"),
                    new LogLine(NOON.plusSeconds(60), "fed"),
                    new LogLine(NOON.plusSeconds(120), "asleep")));
            if (!options.follow()) return;
            try {
                for (var next = news.take(); !next.equals("end"); next = news.take()) {
                    log.line(new LogLine(NOON.plusSeconds(180), next));
                }
            } catch (InterruptedException stopped) {
                ended.add("log of " + connection.key().name());
                throw stopped;
            }
        }

        private int exec(Pod pod, SessionOptions options, Connection connection, Session session)
                throws IOException, InterruptedException {
            var out = new PrintStream(session.stdout(), true, StandardCharsets.UTF_8);
            var command = options.command().isEmpty() ? List.of("attached") : options.command();
            switch (command.getFirst()) {
                case "echo" -> out.println(String.join(" ", command.subList(1, command.size())));
                case "attached" -> out.println("attached to " + connection.key().name());
                case "cat" -> session.stdin().transferTo(session.stdout());
                case "digest" -> out.println(digest(session));
                case "flood" -> flood(session, Integer.parseInt(command.get(1)));
                case "complain" -> session.stderr().write("oh no\n".getBytes(StandardCharsets.UTF_8));
                case "exit" -> {
                    return Integer.parseInt(command.get(1));
                }
                case "sizes" -> {
                    for (int i = Integer.parseInt(command.get(1)); i > 0; i--) {
                        out.println(session.nextSize().orElseThrow());
                    }
                }
                case "wait" -> await(out);
                case "refuse" -> throw ApiException.badRequest("the pod does not want to");
                default -> throw new IllegalArgumentException(command.getFirst());
            }
            return 0;
        }

        private void await(PrintStream out) throws InterruptedException {
            out.println("waiting");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                ended.add("wait");
                throw stopped;
            }
        }

        private static String digest(Session session) throws IOException {
            try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), sha())) {
                session.stdin().transferTo(sink);
                return HexFormat.of().formatHex(sink.getMessageDigest().digest());
            }
        }

        private static void flood(Session session, int bytes) throws IOException {
            for (int left = bytes; left > 0; left -= 50_000) {
                var part = new byte[Math.min(left, 50_000)];
                Arrays.fill(part, (byte) ('a' + left % 26));
                session.stdout().write(part);
            }
        }

        static MessageDigest sha() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
