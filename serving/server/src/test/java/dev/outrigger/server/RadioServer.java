package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;

/// A server of radios, one of which is there: `a`.
record RadioServer(Radio.Studio studio, ProtocolServer server, HttpClient http) implements AutoCloseable {
    static final String RADIOS = "/apis/radio.example.com/v1/namespaces/default/radios";
    static final String RADIO = RADIOS + "/a";

    static RadioServer start() {
        return start("");
    }

    /// @param station where the radio's proxy leads
    static RadioServer start(String station) {
        var studio = new Radio.Studio();
        var server = ProtocolServer.start(
                Outrigger.server().name("radio").resource(studio.resource()),
                new Options.Storage.Memory(),
                TimeLimits.USUAL);
        var spec = "'station': '" + station + "'";
        server.admin()
                .post(RADIOS, ProtocolCase.object("radio.example.com/v1", "Radio", "'name': 'a'", spec))
                .created();
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(server.adminTls())
                .build();
        return new RadioServer(studio, server, http);
    }

    ProtocolClient admin() {
        return server.admin();
    }

    ProtocolWebSocket open(String path, String... subprotocols) {
        return ProtocolWebSocket.open(server, http, path, subprotocols);
    }

    int refusal(String path, String... subprotocols) {
        return ProtocolWebSocket.refusal(server, http, path, subprotocols);
    }

    /// What ended because nobody was there any more.
    void ends(String what) {
        try {
            assertThat(studio.ended.poll(20, TimeUnit.SECONDS)).isEqualTo(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
