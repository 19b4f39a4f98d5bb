package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.codec.Cbor;
import dev.outrigger.meta.Value;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Watches as a browser makes them.
class ProtocolWebSocketTests extends ProtocolCase {
    private static final String TOKEN = "base64url.bearer.authorization.k8s.io.";

    private final HttpClient browser =
            HttpClient.newBuilder().sslContext(server().adminTls()).build();
    private final HttpClient stranger =
            HttpClient.newBuilder().sslContext(server().nobodysTls()).build();

    @AfterEach
    void leave() {
        browser.shutdownNow();
        stranger.shutdownNow();
    }

    private ProtocolWebSocket watch(String path, String... subprotocols) {
        return ProtocolWebSocket.open(server(), browser, path, subprotocols);
    }

    private static String token(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return TOKEN + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void eachEventIsOneMessage() {
        createCat("tom");
        try (var watch = watch(cats() + "?watch=true")) {
            assertThat(watch.next().told()).isEqualTo("ADDED tom");
            admin().merge(cats("tom"), "{'spec': {'lives': 3}}").ok();
            createCat("tim");
            admin().delete(cats("tom")).ok();
            assertThat(watch.next().told()).isEqualTo("MODIFIED tom");
            assertThat(watch.next().told()).isEqualTo("ADDED tim");
            assertThat(watch.next().told()).isEqualTo("DELETED tom");
        }
    }

    @Test
    void aMessageIsWhatALineOfTheStreamIs() {
        createCat("tom", "'lives': 9");
        try (var watch = watch(cats() + "?watch=1");
                var stream = admin().watch(cats() + "?watch=1")) {
            var text = watch.text();
            assertThat(text).endsWith("}\n");
            var event = stream.next();
            assertThat(text.strip())
                    .isEqualTo("{\"type\":\"ADDED\",\"object\":" + ProtocolJson.text(event.object()) + "}");
        }
    }

    @Test
    void cborIsSentInMessagesOfBytes() throws Exception {
        createCat("tom");
        var path = cats() + "?watch=true";
        try (var watch = ProtocolWebSocket.openIn("application/cbor-seq", server(), browser, path)) {
            var event = (Value.Struct) Cbor.decode(watch.binary()).value();
            assertThat(event.text("type")).contains("ADDED");
            assertThat(event.struct("object").struct("metadata").text("name")).contains("tom");
        }
    }

    @Test
    void aProtobufMessageNeedsNoLengthBeforeIt() {
        createCat("tom");
        var accept = "application/vnd.kubernetes.protobuf;stream=watch;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
        try (var watch = ProtocolWebSocket.openIn(accept, server(), browser, cats() + "?watch=true")) {
            var bytes = new String(watch.binary(), StandardCharsets.ISO_8859_1);
            assertThat(bytes).startsWith("\n\u0005ADDED\u0012").contains("k8s\0", "PartialObjectMetadata", "tom");
        }
    }

    @Test
    void theOldPathsAndOneNameWork() {
        createCat("tim");
        createCat("tom");
        try (var watch = watch(ANIMALS + "/watch/namespaces/" + namespace + "/cats/tom")) {
            assertThat(watch.next().told()).isEqualTo("ADDED tom");
        }
    }

    @Test
    void selectorsBookmarksAndInitialEventsWork() {
        admin().post(cats(), labelled("tom", "'labels': {'a': 'b'}")).created();
        createCat("tim");
        try (var watch = watch(cats() + "?watch=true&labelSelector=a=b&sendInitialEvents=true"
                + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")) {
            assertThat(watch.next().told()).isEqualTo("ADDED tom");
            var mark = watch.next();
            assertThat(mark.type()).isEqualTo("BOOKMARK");
            assertThat(mark.at("/metadata/annotations/k8s.io~1initial-events-end"))
                    .isEqualTo("true");
        }
    }

    @Test
    void anEventOfAMegabyteIsOneMessage() {
        var large = "x".repeat(1_000_000);
        try (var watch = watch(notes() + "?watch=true")) {
            admin().post(notes(), note("n", large)).created();
            assertThat(watch.next().at("/spec/text")).isEqualTo(large);
        }
    }

    @Test
    void timeoutSecondsClosesNormally() {
        try (var watch = watch(cats() + "?watch=true&timeoutSeconds=1")) {
            assertThat(watch.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Test
    void aRevisionTooOldToWatchIsToldInAnErrorMessageAndClosed() {
        try (var watch = watch(cats() + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&resourceVersion=999999999999")) {
            var error = watch.next();
            assertThat(error.type()).isEqualTo("ERROR");
            assertThat(error.at("/code")).isEqualTo(504L);
            assertThat(watch.closeCode()).isEqualTo(WebSocket.NORMAL_CLOSURE);
        }
    }

    @Test
    void whatTheClientSaysIsIgnoredAndPingsAreAnswered() throws Exception {
        try (var watch = watch(cats() + "?watch=true")) {
            for (int i = 0; i < 20; i++) {
                watch.socket().sendText("x".repeat(100_000), true).get();
            }
            watch.socket().sendPing(java.nio.ByteBuffer.wrap(new byte[] {1})).get();
            createCat("tom");
            assertThat(watch.next().told()).isEqualTo("ADDED tom");
        }
    }

    @Test
    void theOneSubprotocolThatIsOfferedIsSpoken() {
        try (var watch = watch(cats() + "?watch=true", "anything.example.com")) {
            assertThat(watch.socket().getSubprotocol()).isEqualTo("anything.example.com");
        }
        assertThat(ProtocolWebSocket.refusal(server(), browser, cats() + "?watch=true", "a", "b"))
                .isEqualTo(400);
    }

    @Test
    void aTokenAmongTheSubprotocolsIsNeverSaidBack() {
        try (var watch = watch(cats() + "?watch=true", token("garbage"), "anything.example.com")) {
            assertThat(watch.socket().getSubprotocol()).isEqualTo("anything.example.com");
        }
    }

    @Test
    void aTokenThatNothingVouchesForIsUnauthorized() {
        var path = cats() + "?watch=true";
        assertThat(ProtocolWebSocket.refusal(server(), stranger, path, token("garbage"), "other"))
                .isEqualTo(401);
        assertThat(ProtocolWebSocket.refusal(server(), stranger, path, token("garbage")))
                .isEqualTo(401);
        assertThat(ProtocolWebSocket.refusal(server(), stranger, path, token("a"), token("b"), "other"))
                .isEqualTo(401);
        assertThat(ProtocolWebSocket.refusal(server(), stranger, path, TOKEN + "a.b", "other"))
                .isEqualTo(401);
    }

    @Test
    void whoeverShowsNothingMayNotWatch() {
        assertThat(ProtocolWebSocket.refusal(server(), stranger, cats() + "?watch=true"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/apis/animal.skai.io/v1alpha1/dragons?watch=true, 404",
        "/apis/animal.skai.io/v1alpha1/cats?watch=true&labelSelector=%21%21, 400",
        "/apis/animal.skai.io/v1alpha1/cats?watch=true&continue=x, 422",
        "/apis/animal.skai.io/v1alpha1/cats?watch=true&resourceVersion=x, 400",
    })
    void whatIsNoWatchIsRefusedBeforeTheSocketOpens(String path, int code) {
        assertThat(ProtocolWebSocket.refusal(server(), browser, path)).isEqualTo(code);
    }

    @Test
    void aListIsAnsweredAsEver() {
        try (var wire = ProtocolWire.open(server())) {
            wire.write("GET " + cats() + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nConnection: close\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nOrigin: https://x\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(ProtocolWire.code(wire.readAll())).isEqualTo(200);
        }
    }
}
