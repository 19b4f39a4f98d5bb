package dev.outrigger.samples.wardle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/// The API of a running wardle, as JSON.
record Wardle(KubernetesClient client) {
    private static final String GROUP = "/apis/wardle.example.com/";

    static String flunders(String version) {
        return GROUP + version + "/namespaces/default/flunders";
    }

    static String fischers() {
        return GROUP + "v1alpha1/fischers";
    }

    /// A flunder in a version; `'` stands for `"`.
    static String flunder(String version, String name, String spec) {
        return "{'apiVersion': 'wardle.example.com/%s', 'kind': 'Flunder', 'metadata': {'name': '%s'}, 'spec': {%s}}"
                .formatted(version, name, spec);
    }

    static String fischer(String name, String... disallowed) {
        return "{'apiVersion': 'wardle.example.com/v1alpha1', 'kind': 'Fischer', 'metadata': {'name': '%s'}, 'disallowedFlunders': ['%s']}"
                .formatted(name, String.join("', '", disallowed));
    }

    String get(String path) {
        return client.raw(path);
    }

    Map<String, Object> read(String path) {
        return parsed(get(path));
    }

    Map<String, Object> create(String path, String object) {
        return parsed(client.raw(path, "POST", parsed(object.replace('\'', '"'))));
    }

    Map<String, Object> replace(String path, Object object) {
        return parsed(client.raw(path, "PUT", object));
    }

    void delete(String path) {
        client.raw(path, "DELETE", null);
    }

    /// Checks that a create is refused with that code and message.
    void refuses(String path, String object, int code, String message) {
        assertThatThrownBy(() -> create(path, object))
                .isInstanceOfSatisfying(KubernetesClientException.class, failure -> {
                    assertThat(failure.getCode()).isEqualTo(code);
                    assertThat(status(failure).getMessage()).isEqualTo(message);
                });
    }

    private static Status status(KubernetesClientException failure) {
        return failure.getStatus();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> parsed(String json) {
        return Serialization.unmarshal(json, Map.class);
    }
}
