package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Logs, as HTTP and WebSocket carry them. What kubectl makes of them stands with the cats sample.
class LogTests {
    private static final String LOG = RadioServer.RADIO + "/log";
    private static RadioServer radio;

    @BeforeAll
    static void start() {
        radio = RadioServer.start();
    }

    @AfterAll
    static void stop() {
        radio.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "''                                     | one;two;",
                "tailLines=1                            | two;",
                "tailLines=0                            | ''",
                "timestamps=true&tailLines=1            | 2026-11-28T12:00:01.000000000Z two;",
                "sinceTime=2026-11-28T12:00:00.5Z       | two;",
                "sinceSeconds=5                         | ''",
                "limitBytes=5                           | one;t",
                "limitBytes=4                           | one;",
                "container=silent                       | ''",
            })
    void aLogIsShownAsItIsWanted(String query, String text) {
        var answer = radio.admin().get(LOG + "?" + query.replace("''", ""));
        assertThat(answer.code()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(text.replace("''", "").replace(';', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tailLines=-1 | 422 | tailLines: Invalid value: -1: must be greater than or equal to 0",
                "limitBytes=0 | 422 | limitBytes: Invalid value: 0: must be greater than 0",
                "sinceSeconds=0 | 422 | sinceSeconds: Invalid value: 0: must be greater than 0",
                "sinceSeconds=5&sinceTime=2026-11-28T12:00:00Z | 422 | may be specified",
                "tailLines=many | 400 | strconv.ParseInt: parsing \"many\": invalid syntax",
                "container=refused | 400 | no signal",
                "container=wrong | 500 | Internal error occurred: this server failed to answer; its log says why",
            })
    void whatIsWrongBeforeTheFirstByteIsAStatus(String query, int code, String message) {
        var answer = radio.admin().get(LOG + "?" + query);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.textAt("/message")).contains(message);
    }

    @Test
    void aLogThatBreaksOffIsSeenToBeCut() {
        assertThatThrownBy(() -> radio.admin().get(LOG + "?container=broken")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void linesComeAsTheyAreWrittenAndWhoLeavesStopsTheLog() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(radio.server().url() + LOG + "?follow=true&container=left"));
        var answer = radio.http().send(request.build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(new String(body.readNBytes(8), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
        }
        radio.ends("left");
    }

    @Test
    void aLogThatIsFollowedEndsWithItsLastByte() throws InterruptedException {
        var answer = radio.admin().get(LOG + "?follow=true&limitBytes=6&container=full");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("one\ntw");
        radio.ends("full");
    }

    @Test
    void aLogWaitsForAClientThatDoesNotReadAndEndsWithIt() throws IOException, InterruptedException {
        long before = radio.studio().said.get();
        var request = HttpRequest.newBuilder(URI.create(radio.server().url() + LOG + "?container=flood"));
        var answer = radio.http().send(request.build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
            assertThat(radio.studio().said.get() - before).isLessThan(20_000_000);
        }
        radio.ends("flood");
    }

    @Test
    void aWebSocketCarriesTheBytes() {
        for (var subprotocols : new String[][] {{}, {"binary.k8s.io"}, {"unknown", "binary.k8s.io"}}) {
            try (var socket = radio.open(LOG, subprotocols)) {
                assertThat(socket.binary()).isEmpty();
                assertThat(new String(socket.binary(), StandardCharsets.UTF_8)).isEqualTo("one\n");
                assertThat(new String(socket.binary(), StandardCharsets.UTF_8)).isEqualTo("two\n");
                assertThat(socket.closeCode()).isEqualTo(1000);
            }
        }
    }

    @Test
    void aWebSocketCarriesThemAsText() {
        try (var socket = radio.open(LOG + "?tailLines=1", "base64.binary.k8s.io")) {
            assertThat(socket.text()).isEmpty();
            assertThat(Base64.getDecoder().decode(socket.text())).asString().isEqualTo("two\n");
        }
    }

    @Test
    void aWebSocketOfNoKnownProtocolOrARefusedLogIsNone() {
        assertThat(radio.refusal(LOG, "v4.channel.k8s.io")).isEqualTo(400);
        assertThat(radio.refusal(LOG + "?container=refused")).isEqualTo(400);
    }

    @Test
    void whoLeavesAWebSocketStopsTheLog() {
        try (var socket = radio.open(LOG + "?follow=true&container=closed")) {
            assertThat(socket.binary()).isEmpty();
            assertThat(socket.binary()).asString().isEqualTo("one\n");
            assertThat(socket.binary()).asString().isEqualTo("two\n");
        }
        radio.ends("closed");
    }
}
