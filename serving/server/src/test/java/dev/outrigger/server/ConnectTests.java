package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A subresource that is a connection.
class ConnectTests {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ProtocolServer server;

    private final String herds = "/apis/farm.example.com/v1/namespaces/n" + NAMESPACES.incrementAndGet() + "/herds";
    private final String call = herds + "/a/call";
    private final String gate = herds + "/a/gate";

    @BeforeAll
    static void start() {
        var limits = TimeLimits.USUAL.withRequest(Duration.ofMillis(400));
        server = ProtocolServer.start(SubresourceTypes.server(), new Options.Storage.Memory(), limits);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ProtocolClient admin() {
        return server.admin();
    }

    private void herd() {
        admin().post(herds, SubresourceTypes.herd("v1", "a", "'shepherd': 'ann'"))
                .created();
    }

    private static ProtocolAnswer send(String method, String path) {
        return admin().send(method, path, Optional.of("body"), "Content-Type", "text/plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                | ann[]null
            ?times=2                          | ann[]null ann[]null
            ?loud=true                        | ann[]null!
            ?loud=1                           | ann[]null!
            ?loud                             | ann[]null!
            ?loud=false                       | ann[]null
            ?loud=0                           | ann[]null
            ?names=x&names=y                  | ann[x, y]null
            ?since=2026-11-28T10:00:00%2B02:00 | ann[]2026-11-28T08:00:00Z
            ?nope=1&pretty=true               | ann[]null
            ?since=                           | ann[]null
            """)
    void itsOptionsStandInTheQuery(String query, String heard) {
        herd();
        assertThat(admin().get(call + query).ok().text().strip().replace("\n", " "))
                .isEqualTo(heard);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?times=many  | strconv.ParseInt: parsing "many": invalid syntax
            ?times=1.5   | strconv.ParseInt: parsing "1.5": invalid syntax
            ?times=99999999999  | strconv.ParseInt: parsing "99999999999": value out of range
            ?times=      | strconv.ParseInt: parsing "": invalid syntax
            ?since=today | parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"
            """)
    void anOptionOfAnotherTypeIsRefused(String query, String message) {
        herd();
        admin().get(call + query).refused(400, "BadRequest", message);
    }

    @Test
    void itTakesTheMethodsItsAuthorNamed() {
        herd();
        assertThat(send("POST", call).ok().header("Content-Type")).isEqualTo("text/plain");
        for (String method : new String[] {"PUT", "PATCH", "DELETE", "OPTIONS"}) {
            send(method, call).refused(405, "MethodNotAllowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void itMayTakeAnyMethodAndAnyPathBelow(String method) {
        herd();
        var body = method.equals("GET")
                ? admin().get(gate + "/in/there/?x=1&x=2&y")
                : send(method, gate + "/in/there/?x=1&x=2&y");
        assertThat(body.ok().text())
                .isEqualTo(method + " /in/there/ {x=[1, 2], y=[]} " + (method.equals("GET") ? "" : "body"));
        assertThat(send("POST", gate).ok().text()).isEqualTo("POST / {} body");
        assertThat(send("POST", gate + "/").ok().text()).isEqualTo("POST / {} body");
    }

    @Test
    void itsAuthorRefusesAsKubernetesDoes() {
        herd();
        send("POST", gate + "/closed").refused(403, "Forbidden").saying("the gate is closed");
    }

    @Test
    void aConnectionThatLastsIsNotCutByTheTimeLimit() {
        herd();
        assertThat(admin().post(gate + "/slow", "").ok().text()).isEqualTo("slow");
    }

    @Test
    void whatIsMissingIsNotFound() {
        admin().get(call).refused(404, "NotFound", "herds.farm.example.com \"a\" not found");
        herd();
        admin().get(call + "/further").refused(404, "NotFound");
        admin().get(herds + "/a/nope").refused(404, "NotFound", "the server could not find the requested resource");
        admin().get(herds + "/a/status/further").refused(404, "NotFound");
        admin().get("/apis/farm.example.com/v1/watch" + herds.substring(herds.indexOf("/namespaces")) + "/a/scale")
                .refused(404, "NotFound");
    }

    @Test
    void itIsServedInEveryVersion() {
        herd();
        assertThat(admin().get(call.replace("/v1/", "/v1alpha1/")).ok().text()).startsWith("ann");
    }
}
