package dev.outrigger.server;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Something with a log, that can be spoken to, and that passes requests on.
record Radio(Spec spec) {
    record Spec(String station) {}

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    /// What stands behind all radios.
    static final class Studio {
        /// What ended because nobody was there any more.
        final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

        /// How many bytes were said that somebody had to take.
        final AtomicLong said = new AtomicLong();

        Resource<Radio> resource() {
            return Resource.of(Radio.class)
                    .in("radio.example.com", "v1")
                    .subresource("log", Connect.logs(this::log))
                    .subresource("exec", Connect.exec(this::exec))
                    .subresource(
                            "proxy",
                            Connect.proxy((radio, _) -> URI.create(radio.spec().station())));
        }

        private void log(Radio radio, LogOptions options, Connection connection, LogSink log)
                throws IOException, InterruptedException {
            switch (options.container()) {
                case "silent" -> {}
                case "refused" -> throw ApiException.badRequest("no signal");
                case "broken" -> {
                    log.write("half a ".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("the mast fell over");
                }
                case "wrong" -> throw new IllegalStateException("a mistake");
                case "flood" -> flood(log);
                default -> {
                    log.past(List.of(new LogLine(NOON, "one"), new LogLine(NOON.plusSeconds(1), "two")));
                    if (options.follow()) await(options.container());
                }
            }
        }

        private void flood(LogSink log) throws InterruptedException {
            var part = new byte[50_000];
            while (log.write(part)) said.addAndGet(part.length);
            ended.add("flood");
        }

        private int exec(Radio radio, SessionOptions options, Connection connection, Session session)
                throws IOException, InterruptedException {
            switch (options.command().isEmpty() ? "" : options.command().getFirst()) {
                case "echo" -> session.stdin().transferTo(session.stdout());
                case "complain" -> session.stderr().write("noise".getBytes(StandardCharsets.UTF_8));
                case "fail" -> {
                    return 3;
                }
                case "refuse" -> throw ApiException.badRequest("off the air");
                case "wrong" -> throw new IllegalStateException("a mistake");
                case "size" ->
                    session.stdout()
                            .write(session.nextSize().orElseThrow().toString().getBytes(StandardCharsets.UTF_8));
                case "deaf" -> await("deaf");
                case "talk" -> talk(session);
                default -> session.stdout().write("hello".getBytes(StandardCharsets.UTF_8));
            }
            return 0;
        }

        private void talk(Session session) throws IOException {
            var part = new byte[50_000];
            try {
                for (; ; said.addAndGet(part.length)) session.stdout().write(part);
            } catch (IOException gone) {
                ended.add("talk");
                throw gone;
            }
        }

        private void await(String what) throws InterruptedException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                ended.add(what);
                throw stopped;
            }
        }
    }
}
