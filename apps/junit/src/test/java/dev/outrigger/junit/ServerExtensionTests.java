package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServerExtensionTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(new CatServer());

    @Test
    void theClientKnowsTheAuthorsType(KubernetesClient client) {
        var cats = client.resources(Cat.class).inNamespace("types");

        cats.resource(Cat.named("tom", 9)).create();
        cats.withName("tom").edit(cat -> Cat.named("tom", cat.getSpec().lives - 1));

        assertThat(cats.list().getItems())
                .singleElement()
                .satisfies(tom -> assertThat(tom.getSpec().lives).isEqualTo(8));
    }

    @Test
    void theServerIsOnLoopbackOnly(TestServer server) throws Exception {
        var url = URI.create(server.url());

        assertThat(InetAddress.getByName(url.getHost()).isLoopbackAddress()).isTrue();
        assertThat(url.getPort()).isEqualTo(server.port());
    }

    @Test
    void theKubeconfigLeadsThere(TestServer server) {
        assertThat(server.kubeconfig()).hasContent(server.kubeconfigText());
        assertThat(Config.fromKubeconfig(server.kubeconfigText()).getMasterUrl())
                .startsWith(server.url());
    }

    @Test
    void allParametersMeanOneServer(TestServer one, TestServer other, KubernetesClient client) {
        assertThat(other).isSameAs(one);
        assertThat(client).isSameAs(one.client());
    }

    @Nested
    class InANestedClass {
        @Test
        void itIsTheServerOfTheClassAround(KubernetesClient client) {
            client.resources(Cat.class)
                    .inNamespace("nested")
                    .resource(Cat.named("kitty", 1))
                    .create();
        }
    }
}
