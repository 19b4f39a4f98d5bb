package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Handler;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Requests that are answered on the event loop they came on.
class BriefTests {

    /// All requests are brief.
    private record Brief(Function<ApiRequest, ApiResponse> answers) implements Handler {
        @Override
        public ApiResponse handle(ApiRequest request) {
            return answers.apply(request);
        }

        @Override
        public Manner manner(ApiRequest head) {
            return Manner.BRIEF;
        }
    }

    private static ApiResponse carrier(ApiRequest request) {
        return Fronts.text(200, Thread.currentThread().toString());
    }

    @Test
    void theyAreCarriedByTheEventLoopAndOthersAreNot() throws Exception {
        try (var brief = Fronts.serve(new Brief(BriefTests::carrier));
                var usual = Fronts.serve(BriefTests::carrier);
                var client = Fronts.client(HttpClient.Version.HTTP_1_1)) {
            assertThat(get(client, brief, "/")).startsWith("VirtualThread").contains("eventloop");
            assertThat(get(client, usual, "/")).startsWith("VirtualThread").doesNotContain("eventloop");
        }
    }

    @Test
    void aLargeBodyIsNotLookedAtThere() throws Exception {
        try (var front = Fronts.serve(new Brief(BriefTests::carrier));
                var client = Fronts.client(HttpClient.Version.HTTP_1_1)) {
            var largest = Fronts.request(front, "/").POST(BodyPublishers.ofByteArray(new byte[64 * 1024]));
            var larger = Fronts.request(front, "/").POST(BodyPublishers.ofByteArray(new byte[64 * 1024 + 1]));
            assertThat(client.send(largest.build(), BodyHandlers.ofString()).body())
                    .contains("eventloop");
            assertThat(client.send(larger.build(), BodyHandlers.ofString()).body())
                    .doesNotContain("eventloop");
        }
    }

    @Test
    void oneThatWaitsKeepsNoOtherOfItsConnectionWaiting() throws Exception {
        var second = new CountDownLatch(1);
        try (var front = Fronts.serve(new Brief(request -> {
                    if (request.path().equals("/first") && !Fronts.opened(second)) return Fronts.text(500, "too late");
                    return carrier(request);
                }));
                var client = Fronts.client(HttpClient.Version.HTTP_2)) {
            get(client, front, "/opens-the-connection");
            var first = client.sendAsync(Fronts.request(front, "/first").build(), BodyHandlers.ofString());
            assertThat(get(client, front, "/second")).contains("eventloop");
            second.countDown();
            assertThat(first.thenApply(HttpResponse::body).get(30, TimeUnit.SECONDS))
                    .contains("eventloop");
        }
    }

    @Test
    void oneThatWaitsWhileTheServerClosesStillEnds() throws Exception {
        var waits = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        try (var client = Fronts.client(HttpClient.Version.HTTP_1_1)) {
            try (var front = Fronts.serve(new Brief(request -> {
                try {
                    waits.countDown();
                    awaitWhateverComes(wake);
                    return Fronts.echo(request);
                } finally {
                    ended.countDown();
                }
            }))) {
                client.sendAsync(Fronts.request(front, "/").build(), BodyHandlers.discarding());
                assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();
            }
            wake.countDown();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// As code does that may not stop half-way.
    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static String get(HttpClient client, HttpFront front, String path) throws Exception {
        return client.send(Fronts.request(front, path).build(), BodyHandlers.ofString())
                .body();
    }
}
