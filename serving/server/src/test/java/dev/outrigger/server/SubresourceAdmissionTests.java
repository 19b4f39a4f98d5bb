package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Admission plug-ins are asked about every sort of subresource.
class SubresourceAdmissionTests {
    private static final String HERDS = "/apis/farm.example.com/v1/namespaces/n/herds";
    private static final String REFUSED = "herds.farm.example.com \"fenced\" is forbidden: ";
    private static ProtocolServer server;

    @BeforeAll
    static void start() {
        server = ProtocolServer.start(SubresourceTypes.server(), new Options.Storage.Memory(), TimeLimits.USUAL);
        server.admin()
                .post(HERDS, SubresourceTypes.herd("v1", "fenced", "'size': 3"))
                .created();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aWriteThroughAnotherKindIsAnUpdateOfTheObject() {
        server.admin()
                .merge(HERDS + "/fenced/scale", "{'spec': {'replicas': 5}}")
                .refused(403, "Forbidden", REFUSED + "UPDATE of scale as Herd is fenced off");
        server.admin()
                .merge(HERDS + "/fenced/diet", "{'spec': {'food': 'hay'}}")
                .refused(403, "Forbidden", REFUSED + "UPDATE of diet as Herd is fenced off");
        assertThat(server.admin().get(HERDS + "/fenced/scale").ok().at("/spec/replicas"))
                .isEqualTo(3L);
    }

    @Test
    void anActionIsACreationOfItsKind() {
        server.admin()
                .post(HERDS + "/fenced/encode", "{}")
                .refused(403, "Forbidden", REFUSED + "CREATE of encode as Encoding is fenced off");
    }

    @Test
    void aConnectionIsAConnection() {
        server.admin()
                .get(HERDS + "/fenced/call")
                .refused(403, "Forbidden", REFUSED + "CONNECT of call as Herd is fenced off");
    }
}
