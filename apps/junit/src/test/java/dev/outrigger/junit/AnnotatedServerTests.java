package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@OutriggerTest(CatServer.class)
class AnnotatedServerTests {
    @BeforeAll
    static void oneCatIsThere(KubernetesClient client) {
        client.resources(Cat.class)
                .inNamespace("default")
                .resource(Cat.named("tom", 9))
                .create();
    }

    @RepeatedTest(2)
    void whatWasMadeBeforeTheTestsIsThere(KubernetesClient client) {
        assertThat(client.resources(Cat.class).inNamespace("default").list().getItems())
                .hasSize(1);
    }

    @Test
    void twoServersOfOneProcessHaveTheirAuthorityInCommon(TestServer server) {
        try (var other = TestServer.start(new CatServer().get())) {
            var theirs = io.fabric8.kubernetes.client.Config.fromKubeconfig(other.kubeconfigText());
            var ours = io.fabric8.kubernetes.client.Config.fromKubeconfig(server.kubeconfigText());
            assertThat(theirs.getCaCertData()).isEqualTo(ours.getCaCertData());
            assertThat(theirs.getClientCertData()).isEqualTo(ours.getClientCertData());
            assertThat(other.port()).isNotEqualTo(server.port());
        }
    }
}
