package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyBudgetTests {
    private static final int ALMOST_TOO_LONG = BodyLimits.USUAL.each() - 1;

    private final Budget budget = new Budget(Budget.OF_A_SERVER);

    @AfterEach
    void nothingIsHeldWhenAllIsAnswered() {
        assertThat(budget.held()).isZero();
    }

    private HttpFront serve(Patience patience) throws ListenException {
        return HttpFront.listen("127.0.0.1", 0, Fronts.CERTIFICATE, Fronts::echo, patience, budget);
    }

    @Test
    void oneConnectionsUnfinishedBodiesAreHeldUpToSixteenMebibytes() throws Exception {
        var vertx = Vertx.vertx();
        try (var front = serve(Patience.USUAL)) {
            var answers = new LinkedBlockingQueue<Answer>();
            var client = http2(vertx);
            var requests = new ArrayList<HttpClientRequest>();
            for (int i = 0; i < 6; i++) requests.add(begin(client, front, answers));
            assertThat(requests)
                    .extracting(request ->
                            ((Http2Settings) request.connection().remoteSettings()).getMaxConcurrentStreams())
                    .containsOnly(100L);

            var refused = next(answers);
            assertThat(refused.response().statusCode()).isEqualTo(429);
            assertThat(refused.response().getHeader("Retry-After")).isEqualTo("1");
            requests.remove(refused.request());
            refused.request().reset();
            requests.forEach(HttpClientRequest::end);
            for (var _ : requests)
                assertThat(next(answers).response().statusCode()).isEqualTo(200);
        } finally {
            await(vertx.close());
        }
    }

    private record Answer(HttpClientRequest request, HttpClientResponse response) {}

    private static HttpClientAgent http2(Vertx vertx) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    private static HttpClientRequest begin(HttpClientAgent client, HttpFront front, BlockingQueue<Answer> answers)
            throws Exception {
        var request = await(client.request(HttpMethod.POST, front.port(), "127.0.0.1", "/x"));
        request.setChunked(true);
        request.response().onSuccess(response -> answers.add(new Answer(request, response)));
        request.write(Buffer.buffer(new byte[ALMOST_TOO_LONG]));
        return request;
    }

    private static Answer next(BlockingQueue<Answer> answers) throws InterruptedException {
        var answer = answers.poll(30, TimeUnit.SECONDS);
        if (answer == null) throw new AssertionError("no answer");
        return answer;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void oneConnectionLeavesRoomForOthers() {
        var greedy = budget.part();
        assertThat(greedy.take(16 * 1024 * 1024)).isTrue();
        assertThat(greedy.take(1)).isFalse();
        assertThat(budget.part().take(1)).isTrue();
        assertThat(budget.held()).isEqualTo(16 * 1024 * 1024 + 1);
        budget.giveBack(budget.held());
    }

    @Test
    void whereNothingMoreCanBeHeldABodyIsRefusedForNowAndARequestWithoutOneIsNot() throws Exception {
        try (var front = serve(Patience.USUAL);
                var writing = Fronts.connect(front);
                var reading = Fronts.connect(front)) {
            assertThat(budget.take(Budget.OF_A_SERVER)).isTrue();
            Fronts.say(writing, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(Fronts.response(writing))
                    .startsWith("HTTP/1.1 429 ")
                    .containsIgnoringCase("retry-after: 1")
                    .containsIgnoringCase("connection: close")
                    .endsWith("Too many requests, please try again later.");
            assertThat(Fronts.rest(writing)).isEmpty();
            Fronts.say(reading, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(Fronts.response(reading)).startsWith("HTTP/1.1 200 ");

            budget.giveBack(Budget.OF_A_SERVER);
            Fronts.say(reading, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            assertThat(Fronts.response(reading)).startsWith("HTTP/1.1 200 ").endsWith("POST /x 3");
        }
    }

    @Test
    void aBodyThatTricklesInIsGivenUp() throws Exception {
        var usual = Patience.USUAL;
        var patience = new Patience(usual.idle(), usual.stall(), Duration.ofMillis(10), Duration.ofMillis(100));
        try (var front = serve(patience);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(Fronts.response(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("connection: close")
                    .endsWith("408 Request Timeout");
            assertThat(Fronts.rest(socket)).isEmpty();
        }
    }

    @Test
    void aBodyIsHeldWhileItsAnswerIsMade() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var front = HttpFront.listen(
                        "127.0.0.1",
                        0,
                        Fronts.CERTIFICATE,
                        request -> {
                            asked.countDown();
                            assertThat(Fronts.opened(go)).isTrue();
                            return Fronts.echo(request);
                        },
                        Patience.USUAL,
                        budget);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            asked.await();
            assertThat(budget.held()).isGreaterThan(3);
            go.countDown();
            assertThat(Fronts.response(socket)).endsWith("POST /x 3");
            assertThat(budget.held()).isZero();
        }
    }

    @Test
    void aBodyThatBreaksOffIsNoLongerHeld() throws Exception {
        try (var front = serve(Patience.USUAL);
                var socket = Fronts.connect(front)) {
            Fronts.say(socket, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
            while (budget.held() == 0) Thread.onSpinWait();
        }
    }
}
