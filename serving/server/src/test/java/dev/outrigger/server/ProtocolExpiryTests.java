package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients hear who come back with a revision that is no longer held: more has been written since than any server
/// keeps.
class ProtocolExpiryTests {
    private static final String NOTES = "/apis/notes.example.com/v1/namespaces/old/notes";
    private static final int WRITERS = 16;
    private static final int CHANGES = 12_000;

    private static ProtocolServer server;
    private static String longAgo;
    private static String token;

    @BeforeAll
    static void writeMoreThanIsKept() throws Exception {
        server = ProtocolServer.start(new Options.Storage.Memory());
        for (int i = 0; i < WRITERS; i++) {
            var note = ProtocolCase.note("n" + (char) ('a' + i), "0");
            longAgo = server.admin().post(NOTES, note).created().resourceVersion();
        }
        token = server.admin().get(NOTES + "?limit=3").ok().textAt("/metadata/continue");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Callable<Void>>();
            for (int i = 0; i < WRITERS; i++) writers.add(writer("n" + (char) ('a' + i)));
            for (var done : threads.invokeAll(writers)) done.get();
        }
    }

    private static Callable<Void> writer(String name) {
        return () -> {
            for (int i = 1; i <= CHANGES / WRITERS; i++) {
                server.admin()
                        .merge(NOTES + "/" + name, "{'spec': {'text': '" + i + "'}}")
                        .ok();
            }
            return null;
        };
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aWatchIsToldInAnErrorEventAndEnds() {
        try (var events = server.admin().watch(NOTES + "?watch=true&resourceVersion=" + longAgo)) {
            assertThat(events.code()).isEqualTo(200);
            var error = events.next("ERROR");
            assertThat(error.at("/kind")).isEqualTo("Status");
            assertThat(error.at("/status")).isEqualTo("Failure");
            assertThat(error.at("/code")).isEqualTo(410L);
            assertThat(error.at("/reason")).isEqualTo("Expired");
            assertThat(String.valueOf(error.at("/message")))
                    .matches("too old resource version: " + longAgo + " \\(\\d+\\)");
            events.ended();
        }
    }

    @Test
    void aTableWatchIsToldInAStatusToo() {
        var table = "application/json;as=Table;v=v1;g=meta.k8s.io";
        try (var events = server.admin().watch(NOTES + "?watch=true&resourceVersion=" + longAgo, "Accept", table)) {
            assertThat(events.next("ERROR").at("/reason")).isEqualTo("Expired");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cbor",
                "application/cbor;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
                "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"
            })
    void aBinaryWatchIsToldInItsOwnFormat(String accept) {
        try (var events = server.admin().watch(NOTES + "?watch=true&resourceVersion=" + longAgo, "Accept", accept)) {
            var error = events.next("ERROR");
            assertThat(error.at("/kind")).isEqualTo("Status");
            assertThat(error.at("/code")).isEqualTo(410L);
            assertThat(error.at("/reason")).isEqualTo("Expired");
            events.ended();
        }
    }

    @Test
    void anExactListIsExpired() {
        server.admin()
                .get(NOTES + "?resourceVersionMatch=Exact&resourceVersion=" + longAgo)
                .refused(410, "Expired");
    }

    @Test
    void aContinueTokenIsExpiredAndTheAnswerNamesOneThatGoesOnAtThePresent() {
        var expired = server.admin().get(NOTES + "?limit=3&continue=" + token);

        expired.is(410);
        assertThat(expired.at("/reason")).isEqualTo("Expired");
        assertThat(expired.textAt("/message"))
                .startsWith("The provided continue parameter is too old to display a consistent list result.");
        var next = server.admin()
                .get(NOTES + "?limit=3&continue=" + expired.at("/metadata/continue"))
                .ok();
        assertThat(next.names()).containsExactly("nd", "ne", "nf");
        assertThat(next.revision()).isGreaterThan(Long.parseLong(longAgo) + CHANGES / 2);
    }

    @Test
    void aListThatMayBeNewerIsThePresent() {
        var list = server.admin().get(NOTES + "?resourceVersion=" + longAgo).ok();

        assertThat(list.names()).hasSize(WRITERS);
        assertThat(list.at("/items/0/spec")).isEqualTo(Map.of("text", "" + CHANGES / WRITERS));
    }

    @Test
    void aWatchThatKeptUpGoesOn() {
        var now = server.admin().get(NOTES).ok().resourceVersion();
        try (var events = server.admin().watch(NOTES + "?watch=true&resourceVersion=" + now)) {
            server.admin().post(NOTES, ProtocolCase.note("zz", "new")).created();
            server.admin().delete(NOTES + "/zz").ok();
            events.expect("ADDED zz", "DELETED zz");
        }
    }

    @Test
    void namesAreListedInOrder() {
        assertThat(server.admin().get(NOTES + "?limit=2").names()).isEqualTo(List.of("na", "nb"));
    }
}
