package dev.outrigger.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrigger.meta.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is made of a server that does not answer as it should.
class ReviewTests {
    private static final Value.Struct SPEC = Value.object("token", "s3cret");

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private Cluster cluster;

    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private volatile Answer answer = _ -> {};

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(work -> Thread.ofVirtual().start(work));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answer.to(exchange);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
        cluster = Cluster.of(Files.writeString(
                folder.resolve("config"), """
                {"current-context": "a", "contexts": [{"name": "a", "context": {"cluster": "a"}}],
                 "clusters": [{"name": "a", "cluster": {"server": "http://127.0.0.1:%d"}}]}
                """.formatted(server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        end.countDown();
        cluster.close();
        server.stop(0);
    }

    private Review review(Duration most) {
        return new Review(cluster, "authentication.k8s.io", "TokenReview", "tokenreviews", most);
    }

    private static void reply(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLongerThanThereIsTime() {
        answer = _ -> end.await();

        assertThatThrownBy(() -> review(Duration.ofMillis(300)).ask(SPEC))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("timed out")
                .hasMessageNotContaining("s3cret");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatWillNotPassIsAskedOnceAndWhatMayUntilThereIsNoTimeLeft() {
        answer = exchange -> reply(exchange, 403, "{\"kind\": \"Status\", \"message\": \"you\\nmay not\"}");
        assertThatThrownBy(() -> review(Duration.ofSeconds(10)).ask(SPEC))
                .hasMessageEndingWith("/apis/authentication.k8s.io/v1/tokenreviews answered with 403: you may not");
        assertThat(asked).hasValue(1);

        answer = exchange -> reply(exchange, 429, "");
        assertThatThrownBy(() -> review(Duration.ofSeconds(1)).ask(SPEC)).hasMessageEndingWith("answered with 429");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() throws Exception {
        answer = exchange -> {
            if (asked.get() == 1) throw new IOException("broken off");
            reply(
                    exchange,
                    201,
                    "{\"kind\": \"TokenReview\", \"apiVersion\": \"authentication.k8s.io/v1\", \"status\": {\"a\": 1}}");
        };

        assertThat(review(Duration.ofSeconds(10)).ask(SPEC)).isEqualTo(Value.object("a", 1));
        assertThat(asked).hasValue(2);
    }

    @Test
    void anAnswerThatIsTooLongIsNoneAndLeadsNowhereElse() {
        answer = exchange -> {
            exchange.sendResponseHeaders(201, 0);
            var part = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 128; i++) exchange.getResponseBody().write(part);
        };
        assertThatThrownBy(() -> review(Duration.ofMillis(400)).ask(SPEC)).isInstanceOf(ClusterException.class);

        answer = exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            reply(exchange, 302, "");
        };
        assertThatThrownBy(() -> review(Duration.ofSeconds(10)).ask(SPEC)).hasMessageEndingWith("answered with 302");
    }
}
