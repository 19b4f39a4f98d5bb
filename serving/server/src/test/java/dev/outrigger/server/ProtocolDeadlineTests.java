package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.FieldError;
import dev.outrigger.rest.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How long requests may take: an author's rule here takes for ever.
class ProtocolDeadlineTests {
    private static final String SLOTHS = "/apis/zoo.example.com/v1/namespaces/trees/sloths";
    private static final String EXCEEDED =
            "Timeout: request did not complete within requested timeout - context deadline exceeded";
    private static final BlockingQueue<String> WOKEN = new LinkedBlockingQueue<>();

    private static ProtocolServer server;

    record Sloth(SlothSpec spec) {}

    record SlothSpec(Boolean asleep) {}

    @BeforeAll
    static void start() {
        var types = Outrigger.server()
                .name("zoo")
                .resource(Resource.of(Sloth.class)
                        .in("zoo.example.com", "v1")
                        .validate(sloth -> Boolean.TRUE.equals(sloth.spec().asleep()) ? slumber() : List.of()));
        var limits = new TimeLimits(Duration.ofMillis(1_500), Duration.ofMinutes(30), Duration.ofMinutes(1));
        server = ProtocolServer.start(types, new Options.Storage.Memory(), limits);
    }

    private static List<FieldError> slumber() {
        try {
            new CountDownLatch(1).await();
            return List.of();
        } catch (InterruptedException _) {
            WOKEN.add("woken");
            throw new IllegalStateException("woken");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String sloth(String name, boolean asleep) {
        return ProtocolCase.object("zoo.example.com/v1", "Sloth", "'name': '" + name + "'", "'asleep': " + asleep);
    }

    private static void wasWoken() throws InterruptedException {
        assertThat(WOKEN.poll(10, TimeUnit.SECONDS)).isEqualTo("woken");
    }

    @Test
    void aRequestEndsWhenItsOwnTimeIsUpAndTheRuleIsInterrupted() throws Exception {
        server.admin().post(SLOTHS + "?timeout=100ms", sloth("flash", true)).refused(504, "Timeout", EXCEEDED);
        wasWoken();
        server.admin().get(SLOTHS + "/flash").refused(404, "NotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?timeout=1h", "?timeout=0s", "?timeout=-1s", "?timeout="})
    void theServersLimitHoldsWhereTheClientsIsNoTighter(String query) throws Exception {
        server.admin().post(SLOTHS + query, sloth("flash", true)).refused(504, "Timeout", EXCEEDED);
        wasWoken();
    }

    @Test
    void nothingIsSaidOfARetryForTheWriteMayHaveHappened() throws Exception {
        var answer = server.admin().post(SLOTHS + "?timeout=100ms", sloth("flash", true));
        assertThat(answer.header("Retry-After")).isEmpty();
        assertThat(answer.has("/details/retryAfterSeconds")).isFalse();
        wasWoken();
    }

    @Test
    void updatesAndPatchesEndInTimeToo() throws Exception {
        server.admin().post(SLOTHS, sloth("sid", false)).created();
        server.admin().put(SLOTHS + "/sid?timeout=100ms", sloth("sid", true)).refused(504, "Timeout", EXCEEDED);
        wasWoken();
        server.admin()
                .merge(SLOTHS + "/sid?timeout=100ms", "{'spec': {'asleep': true}}")
                .refused(504, "Timeout", EXCEEDED);
        wasWoken();
        assertThat(server.admin().get(SLOTHS + "/sid").ok().at("/spec/asleep")).isEqualTo(false);
    }

    @Test
    void otherRequestsAreAnsweredWhileManyAreStuck() throws Exception {
        var stuck = new ArrayList<Thread>();
        for (int i = 0; i < 50; i++) {
            var name = "s" + i;
            stuck.add(Thread.ofVirtual().start(() -> server.admin().post(SLOTHS, sloth(name, true))));
        }
        server.admin().post(SLOTHS, sloth("awake", false)).created();
        server.admin().get(SLOTHS + "/awake").ok();
        for (var one : stuck) one.join();
        for (int i = 0; i < 50; i++) wasWoken();
    }

    @Test
    void aWatchHasNoDeadline() throws Exception {
        try (var events = server.admin().watch(SLOTHS + "?watch=true&timeout=1ms&fieldSelector=metadata.name=last")) {
            server.admin().post(SLOTHS, sloth("flash", true)).refused(504, "Timeout", EXCEEDED);
            wasWoken();
            server.admin().post(SLOTHS, sloth("last", false)).created();
            events.expect("ADDED last");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "5", "1x"})
    void aTimeoutThatIsNoneIsRefusedBeforeAnybodyIsAskedWhoTheyAre(String timeout) {
        var why = timeout.equals("5")
                ? "time: missing unit in duration \"5\""
                : timeout.equals("1x")
                        ? "time: unknown unit \"x\" in duration \"1x\""
                        : "time: invalid duration \"abc\"";
        try (var nobody = server.nobody()) {
            for (String path : List.of(SLOTHS, "/apis", "/version")) {
                nobody.get(path + "?timeout=" + timeout)
                        .refused(400, "BadRequest", "invalid timeout specified in the request URL - " + why);
            }
        }
    }
}
