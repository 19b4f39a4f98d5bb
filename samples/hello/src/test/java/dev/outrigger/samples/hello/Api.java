package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Foos of one namespace on a running server, over HTTP. In JSON, `'` stands for `"`.
record Api(KubernetesClient client, String namespace) {
    static final String JSON = "application/json";
    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    /// What was answered.
    record Answer(int code, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return Serialization.unmarshal(text(), JsonNode.class);
        }

        /// What is at a place such as `/spec/image`, as text; empty where nothing is.
        String at(String pointer) {
            var node = json().at(pointer);
            return node.isValueNode() ? node.asText() : node.isMissingNode() ? "" : node.toString();
        }

        Answer ok() {
            assertThat(code).as(text()).isBetween(200, 201);
            return this;
        }

        Answer refused(int expected, String message) {
            assertThat(at("/message")).isEqualTo(message);
            assertThat(code).isEqualTo(expected);
            return this;
        }
    }

    /// Where the foos are, or what is below them.
    String path(String version, String... below) {
        var segments = below.length == 0 ? "" : "/" + String.join("/", below);
        return "/apis/hello.zeng.dev/" + version + "/namespaces/" + namespace + "/foos" + segments;
    }

    static String v1(String name, String spec) {
        return "{'apiVersion': 'hello.zeng.dev/v1', 'kind': 'Foo', 'metadata': {'name': '" + name + "'}, 'spec': {"
                + spec + "}}";
    }

    /// One with an image of its own.
    static String v1(String name, String image, String spec) {
        return v1(name, spec)
                .replace(
                        "'name': '" + name + "'",
                        "'name': '" + name + "', 'annotations': {'spec.image': '" + image + "'}");
    }

    static String v2(String name, String image, String config) {
        return "{'apiVersion': 'hello.zeng.dev/v2', 'kind': 'Foo', 'metadata': {'name': '" + name
                + "'}, 'spec': {'image': '" + image + "', 'config': {" + config + "}}}";
    }

    /// A foo in `v2`, created.
    Answer created(String name, String image, String config) {
        return post(path("v2"), v2(name, image, config)).ok();
    }

    Answer get(String path) {
        return send("GET", path, JSON, new byte[0], JSON);
    }

    Answer get(String path, String accept) {
        return send("GET", path, JSON, new byte[0], accept);
    }

    Answer post(String path, String body) {
        return send("POST", path, JSON, json(body), JSON);
    }

    Answer put(String path, String body) {
        return send("PUT", path, JSON, json(body), JSON);
    }

    Answer patch(String path, String type, String body) {
        return send("PATCH", path, type, json(body), JSON);
    }

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    Answer send(String method, String path, String type, byte[] body, String accept) {
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceAll("/$", "") + path)
                .setHeader("Accept", accept);
        var whole = method.equals("GET")
                ? request
                : request.method(method, type, new ByteArrayInputStream(body), body.length);
        try {
            var response = http.sendAsync(whole.build(), byte[].class).get(30, TimeUnit.SECONDS);
            return new Answer(response.code(), response.body());
        } catch (ExecutionException failed) {
            throw new UncheckedIOException(new IOException(method + " " + path, failed));
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError(method + " " + path, failed);
        }
    }
}
