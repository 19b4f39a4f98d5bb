package dev.outrigger.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import dev.outrigger.server.Options;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.RunningServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The load against a server of ours: what it counts did happen.
class LoadTests {
    private static final long A_MOMENT = 200_000_000;
    private static final int CONNECTIONS = 2;

    @TempDir
    private static Path folder;

    private static RunningServer server;
    private static Wire wire;
    private static Load load;

    /// The cat of the sample, as much of it as is loaded.
    record Cat(Spec spec) {
        record Spec(String name) {}
    }

    @BeforeAll
    static void start() throws Exception {
        server = Outrigger.server()
                .resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1"))
                .start(Options.inMemory(folder));
        var admin = folder.resolve("pki/admin.pem");
        wire = new Wire(new Credentials(folder.resolve("pki/ca.crt"), admin, admin));
        load = new Load(wire, new Address("127.0.0.1", server.port()));
        load.seed(true);
    }

    @AfterAll
    static void stop() {
        wire.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Row.Work.class)
    void everyKindOfWorkIsDoneAndFoundRightOverBothVersionsOfHttp(Row.Work work) throws InterruptedException {
        for (var http : Wire.Http.values()) {
            try (var loop = load.open(new Row("row", "row", work, http, CONNECTIONS, 0, 0))) {
                var latencies = loop.run(A_MOMENT);

                assertThat(latencies.count()).isGreaterThanOrEqualTo(CONNECTIONS);
                assertThat(latencies.millis(0.5)).isPositive().isLessThanOrEqualTo(latencies.millis(1));
            }
        }
    }

    @Test
    void anAnswerThatIsNotTheExpectedOneEndsTheMeasurement() throws InterruptedException {
        var missing = new Script() {
            @Override
            public Request next() {
                return Request.get(Cats.path("nowhere", "nobody")).keeping(1_000);
            }

            @Override
            public Optional<String> wrong(Answer answer) {
                return Script.expect(200, answer);
            }
        };

        try (var loop = Loop.open(wire, load.address(), Wire.Http.ONE, CONNECTIONS, _ -> missing)) {
            assertThatThrownBy(() -> loop.run(A_MOMENT))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("status 404 instead of 200")
                    .hasMessageContaining("nobody");
        }
    }

    @Test
    void aListWithAnotherNumberOfObjectsIsNotMeasured() throws InterruptedException {
        try (var client = Client.open(wire, load.address(), Wire.Http.ONE)) {
            assertThatThrownBy(() -> Reads.list(client, Cats.path(Load.THOUSAND), 999, false))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("lists 1000 objects instead of 999");
        }
    }
}
