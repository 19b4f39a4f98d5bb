package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.meta.Caller;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.Query;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients hear of an engine whose storage went away: that it is not well, and nothing of why.
class LostStorageTests {
    private static final String NOTES = ProtocolCase.NOTES + "/namespaces/n/notes";
    private final MemoryStore store = new MemoryStore();
    private final ApiServer server = new ApiServer(
            List.of(ProtocolTypes.note().type()),
            CelRules::of,
            Root.of(store),
            new Pipeline(
                    List.of(_ -> new Authenticator.Outcome.Identified(
                            new Caller("a", "", List.of(Caller.MASTERS), Map.of()))),
                    List.of(BuiltinAuthorizers.masters())),
            "lost",
            TimeLimits.USUAL);

    @BeforeEach
    void lose() {
        RunningServer.awaitReady(server::ready, Duration.ofSeconds(10));
        store.close();
        while (server.ready()) Thread.onSpinWait();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ApiResponse.Body ask(String method, String path, String query, String body) {
        return (ApiResponse.Body) server.handle(new ApiRequest(
                method,
                path,
                Query.parse(query),
                Headers.of("Content-Type", "application/json"),
                new ApiRequest.Body.Bytes(body.getBytes(UTF_8)),
                new ApiRequest.Peer("127.0.0.1", List.of())));
    }

    private static String text(ApiResponse.Body answer) {
        return new String(answer.parts().getFirst(), UTF_8);
    }

    @Test
    void theFailedCheckIsNamedAndItsReasonIsWithheld() {
        var answer = ask("GET", "/readyz", "", "");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).isEqualTo("[+]ping ok\n[-]storage failed: reason withheld\nreadyz check failed\n");
        var one = ask("GET", "/readyz/storage", "", "");
        assertThat(one.status()).isEqualTo(500);
        assertThat(text(one)).isEqualTo("internal server error: storage failed: reason withheld\n");
    }

    @Test
    void anExcludedCheckDoesNotFail() {
        assertThat(text(ask("GET", "/readyz", "exclude=storage", ""))).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"GET, /a", "GET, ''", "POST, ''", "DELETE, /a"})
    void aRequestIsToldToComeAgain(String method, String rest) {
        var note = ProtocolCase.note("a", "text");
        var answer = ask(method, NOTES + rest, "", method.equals("POST") ? note : "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().first("Retry-After")).contains("1");
        assertThat(text(answer)).contains("\"reason\":\"ServiceUnavailable\"").doesNotContain("closed");
    }
}
