package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What time does to watches, on a server whose minute is a fraction of a second.
@ParameterizedClass(name = "{0}")
@MethodSource("storages")
class ProtocolBookmarkTests {
    private static final String NOTES = "/apis/notes.example.com/v1/namespaces/n/notes";

    private static ProtocolServer server;

    @Parameter
    private Options.Storage storage;

    static List<Options.Storage> storages() {
        return List.of(new Options.Storage.Memory(), new Options.Storage.Sqlite());
    }

    @BeforeParameterizedClassInvocation(injectArguments = true)
    static void start(Options.Storage storage) {
        var limits = new TimeLimits(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofMillis(150));
        server = ProtocolServer.start(ProtocolTypes.server(), storage, limits);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
            })
    void bookmarksComeEverySoOftenAndTellHowFarTheWatchHasCome(String accept) {
        var path = NOTES + "?watch=true&allowWatchBookmarks=true&labelSelector=none&timeoutSeconds=30";
        try (var events = server.admin().watch(path, "Accept", accept)) {
            long last = 0;
            for (int i = 0; i < 4; i++) {
                var name = "n" + System.nanoTime();
                long revision = server.admin()
                        .post(NOTES, ProtocolCase.note(name, "x"))
                        .created()
                        .revision();
                var bookmark = events.next("BOOKMARK");
                while (bookmark.revision() < revision) {
                    assertThat(bookmark.revision()).isGreaterThanOrEqualTo(last);
                    last = bookmark.revision();
                    bookmark = events.next("BOOKMARK");
                }
                assertThat(bookmark.at("/metadata/name")).isNull();
                assertThat(bookmark.at("/metadata/annotations")).isNull();
                last = bookmark.revision();
            }
        }
    }

    @Test
    void whoeverDoesNotAskGetsNone() {
        try (var events = server.admin().watch(NOTES + "?watch=true&labelSelector=none&timeoutSeconds=1")) {
            events.ended();
        }
    }

    @Test
    void aWatchWithoutAnEndOfItsOwnEndsBetweenTheLimitAndTwiceThat() {
        long start = System.nanoTime();
        try (var events = server.admin().watch(NOTES + "?watch=true&labelSelector=none")) {
            events.ended();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    /// Whatever was acknowledged before the request is there before the bookmark that ends the initial events.
    @Test
    void theInitialEventsAreAsFreshAsTheRequest() {
        var path = NOTES + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true&fieldSelector=metadata.name=";
        try (var other = server.anotherAdmin()) {
            for (int i = 0; i < 40; i++) {
                var name = "fresh-" + i;
                long revision = other.post(NOTES, ProtocolCase.note(name, "x"))
                        .created()
                        .revision();
                try (var events = server.admin().watch(path + name)) {
                    assertThat(events.next("ADDED").name()).isEqualTo(name);
                    var mark = events.next("BOOKMARK");
                    assertThat(mark.at("/metadata/annotations/k8s.io~1initial-events-end"))
                            .isEqualTo("true");
                    assertThat(mark.revision()).isGreaterThanOrEqualTo(revision);
                }
            }
        }
    }
}
