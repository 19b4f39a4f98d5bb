package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.meta.Caller;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.Authorizer;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.Query;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may only look at an object gets no session with it, by whatever protocol.
class SessionRightTests {
    private static final Headers WEB_SOCKET =
            Headers.of("Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Protocol", "v5.channel.k8s.io");
    private static final Headers SPDY = Headers.of("Connection", "Upgrade", "Upgrade", "SPDY/3.1");

    @ParameterizedTest
    @CsvSource({
        "GET, get, 403",
        "GET, create, 403",
        "GET, get create, 101",
        "POST, get, 403",
        "POST, create, 101",
    })
    void aSessionTakesTheRightToCreate(String method, String verbs, int code) {
        var allowed = Set.of(verbs.split(" "));
        Authorizer onSessions = call -> mayDo(call, allowed);
        var pipeline = new Pipeline(List.of(SessionRightTests::somebody), List.of(onSessions));
        var types = Outrigger.server().resource(new Radio.Studio().resource()).types();
        try (var server =
                new ApiServer(types, CelRules::of, Root.of(new MemoryStore()), pipeline, "rights", TimeLimits.USUAL)) {
            RunningServer.awaitReady(server::ready, Duration.ofSeconds(10));
            var radio = ProtocolCase.object("radio.example.com/v1", "Radio", "'name': 'a'", "");
            var json = Headers.of("Content-Type", "application/json");
            assertThat(ask(server, "POST", RadioServer.RADIOS, "", json, radio).status())
                    .isEqualTo(201);
            var headers = method.equals("GET") ? WEB_SOCKET : SPDY;
            assertThat(ask(server, method, RadioServer.RADIO + "/exec", "stdout=true", headers, "")
                            .status())
                    .isEqualTo(code);
        }
    }

    private static Authorizer.Decision mayDo(Call call, Set<String> verbs) {
        boolean session = call.info().target().orElseThrow().subresource().equals("exec");
        boolean may = !session || verbs.contains(call.info().verb());
        return may ? Authorizer.Decision.ALLOW : Authorizer.Decision.NO_OPINION;
    }

    private static Authenticator.Outcome somebody(ApiRequest request) {
        return new Authenticator.Outcome.Identified(new Caller("somebody", "", List.of(), Map.of()));
    }

    private static ApiResponse ask(
            ApiServer server, String method, String path, String query, Headers headers, String body) {
        return server.handle(new ApiRequest(
                method,
                path,
                Query.parse(query),
                headers,
                new ApiRequest.Body.Bytes(body.getBytes(StandardCharsets.UTF_8)),
                new ApiRequest.Peer("127.0.0.1", List.of())));
    }
}
