package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.junit.ConversionRoundTrip;
import dev.outrigger.junit.ServerExtension;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Foos in both versions: conversion, defaults, rules, status, tables, admission.
class FooTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private Api api;

    @BeforeEach
    void open(KubernetesClient client) {
        api = new Api(client, "n" + NAMESPACES.incrementAndGet());
    }

    private String image(String name) {
        return api.get(api.path("v2", name)).ok().at("/spec/image");
    }

    @Test
    void aFooOfV1IsOneOfV2WithTheImageOfItsAnnotation() {
        api.post(api.path("v1"), Api.v1("a", "nginx", "'msg': 'hi', 'msg1': 'there'"))
                .ok();

        var foo = api.get(api.path("v2", "a")).ok();
        assertThat(foo.at("/apiVersion")).isEqualTo("hello.zeng.dev/v2");
        assertThat(foo.at("/spec")).isEqualTo("{\"image\":\"nginx\",\"config\":{\"msg\":\"hi\",\"msg1\":\"there\"}}");
        assertThat(foo.at("/metadata/annotations")).isEmpty();
    }

    @Test
    void aFooOfV2IsOneOfV1WithItsImageInAnAnnotation() {
        api.created("a", "nginx", "'msg': 'hi', 'msg1': 'there'");

        var foo = api.get(api.path("v1", "a")).ok();
        assertThat(foo.at("/apiVersion")).isEqualTo("hello.zeng.dev/v1");
        assertThat(foo.at("/spec")).isEqualTo("{\"msg\":\"hi\",\"msg1\":\"there\"}");
        assertThat(foo.at("/metadata/annotations")).isEqualTo("{\"spec.image\":\"nginx\"}");
        assertThat(foo.at("/status")).isEmpty();
    }

    @Test
    void nothingIsLostBetweenTheVersions() {
        // v1 shows no status; what is stored keeps it.
        ConversionRoundTrip.of(Main.foos()).mayChange(".status").check();
    }

    @Test
    void v1FillsInALabelAndAnImage() {
        var foo = api.post(api.path("v1"), Api.v1("a", "'msg': 'hi'")).ok();

        assertThat(foo.at("/metadata/labels")).isEqualTo("{\"hello.zeng.dev/metadata.name\":\"a\"}");
        assertThat(foo.at("/metadata/annotations")).isEqualTo("{\"spec.image\":\"busybox:1.36\"}");
        assertThat(image("a")).isEqualTo("busybox:1.36");
        assertThat(api.created("b", "nginx", "'msg': 'hi'").at("/metadata/labels"))
                .isEmpty();
    }

    @Test
    void aWriteInV1LeavesTheImageAndTheLabelThatAreThere() {
        var named = Api.v1("a", "nginx", "'msg': 'hi'")
                .replace("'annotations'", "'labels': {'hello.zeng.dev/metadata.name': 'other'}, 'annotations'");
        var created = api.post(api.path("v1"), named).ok();
        assertThat(image("a")).isEqualTo("nginx");

        api.put(api.path("v1", "a"), created.text()).ok();
        assertThat(image("a")).isEqualTo("nginx");
        for (String type : new String[] {Api.MERGE, Api.STRATEGIC}) {
            api.patch(api.path("v1", "a"), type, "{'spec': {'msg': '" + type + "'}}")
                    .ok();
            assertThat(image("a")).isEqualTo("nginx");
        }
        api.patch(api.path("v1", "a"), Api.JSON_PATCH, "[{'op': 'replace', 'path': '/spec/msg', 'value': 'ho'}]")
                .ok();
        var last = api.get(api.path("v2", "a")).ok();
        assertThat(last.at("/spec/image")).isEqualTo("nginx");
        assertThat(last.at("/spec/config/msg")).isEqualTo("ho");
        assertThat(last.at("/metadata/labels")).isEqualTo("{\"hello.zeng.dev/metadata.name\":\"other\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v2 | {'spec': {'image': ''}}                            | spec.image: Required value",
                "v2 | {'spec': {'image': null}}                          | spec.image: Required value",
                "v2 | {'spec': {'config': {'msg': ''}}}                  | spec.config.msg: Required value",
                "v2 | {'spec': {'config': {'msg': null}}}                | spec.config.msg: Required value",
                "v1 | {'metadata': {'annotations': {'spec.image': ''}}}  | spec.image: Required value",
                "v1 | {'spec': {'msg': ''}}                              | spec.config.msg: Required value",
                "v1 | {'spec': {'msg': null}}                            | spec.msg: Required value"
            })
    void whatIsRequiredIsRequiredOfNewFoosAndOfChangedOnes(String version, String change, String error) {
        api.created("a", "nginx", "'msg': 'hi'");
        var message = "Foo.hello.zeng.dev \"%s\" is invalid: " + error;
        var refused = api.patch(api.path(version, "a"), Api.MERGE, change).refused(422, message.formatted("a"));
        assertThat(refused.at("/reason")).isEqualTo("Invalid");

        var made = new Merging(api.get(api.path(version, "a")).json()).with(change);
        api.put(api.path(version, "a"), made).refused(422, message.formatted("a"));
        api.post(api.path(version), new Merging(Merging.anew(made, "b")).with("{}"))
                .refused(422, message.formatted("b"));
        assertThat(api.get(api.path("v2", "a")).at("/spec"))
                .isEqualTo("{\"image\":\"nginx\",\"config\":{\"msg\":\"hi\"}}");
    }

    @Test
    void aFooBeginsInProcessingWhateverItsAuthorSays() {
        var sent = Api.v2("a", "nginx", "'msg': 'hi'")
                .replaceAll(
                        "}$", ", 'status': {'phase': 'Ready', 'conditions': [{'type': 'Worker', 'status': 'True'}]}}");
        assertThat(api.post(api.path("v2"), sent).ok().at("/status")).isEqualTo("{\"phase\":\"Processing\"}");

        api.post(api.path("v1"), Api.v1("b", "'msg': 'hi'")).ok();
        assertThat(api.get(api.path("v2", "b")).at("/status")).isEqualTo("{\"phase\":\"Processing\"}");
    }

    @Test
    void anUpdateOfTheFooItselfKeepsItsStatusInBothVersions() {
        var first = api.created("a", "nginx", "'msg': 'hi'");
        api.patch(api.path("v2", "a", "status"), Api.MERGE, "{'status': {'phase': 'Ready'}}")
                .ok();

        var withStatus = Api.v2("a", "nginx", "'msg': 'one'").replaceAll("}$", ", 'status': {'phase': 'Processing'}}");
        assertThat(api.put(api.path("v2", "a"), withStatus).ok().at("/status/phase"))
                .isEqualTo("Ready");
        assertThat(api.put(api.path("v2", "a"), Api.v2("a", "nginx", "'msg': 'two'"))
                        .ok()
                        .at("/status/phase"))
                .isEqualTo("Ready");
        api.put(api.path("v1", "a"), Api.v1("a", "nginx", "'msg': 'three'")).ok();
        api.patch(api.path("v1", "a"), Api.MERGE, "{'spec': {'msg1': 'four'}}").ok();

        var last = api.get(api.path("v2", "a")).ok();
        assertThat(last.at("/status")).isEqualTo("{\"phase\":\"Ready\"}");
        assertThat(last.at("/spec/config")).isEqualTo("{\"msg\":\"three\",\"msg1\":\"four\"}");
        assertThat(last.at("/metadata/uid")).isEqualTo(first.at("/metadata/uid"));
    }

    @Test
    void theStatusIsReadReplacedAndPatchedByItself() {
        api.created("a", "nginx", "'msg': 'hi'");
        var path = api.path("v2", "a", "status");
        assertThat(api.get(path).ok().at("/status/phase")).isEqualTo("Processing");

        var ready = Api.v2("a", "other", "'msg': 'other'")
                .replaceAll(
                        "}$", ", 'status': {'phase': 'Ready', 'conditions': [{'type': 'Worker', 'status': 'False'}]}}");
        var put = api.put(path, ready).ok();
        assertThat(put.at("/status/phase")).isEqualTo("Ready");
        assertThat(put.at("/spec/image")).isEqualTo("nginx");

        api.patch(path, Api.STRATEGIC, "{'status': {'conditions': [{'type': 'Config', 'status': 'True'}]}}")
                .ok();
        var patched = api.patch(
                        path, Api.STRATEGIC, "{'status': {'conditions': [{'type': 'Worker', 'status': 'True'}]}}")
                .ok();
        assertThat(patched.json().at("/status/conditions"))
                .extracting(one ->
                        one.get("type").asText() + "=" + one.get("status").asText())
                .containsExactlyInAnyOrder("Worker=True", "Config=True");
        api.patch(path, Api.MERGE, "{'status': {'phase': 'Lost'}}")
                .refused(
                        422,
                        "Foo.hello.zeng.dev \"a\" is invalid: status.phase: Unsupported value: \"Lost\": supported values:"
                                + " \"Processing\", \"Ready\"");
        assertThat(api.get(api.path("v1", "a", "status")).code()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "v2, 'Name=a, Status=Processing, Age=0s, Message=hi, Message1=there', '0, 0, 0, 1, 1'",
        "v1, 'Name=a, Age=0s, Message=hi, Message1=there', '0, 0, 0, 1'"
    })
    void aTableHasTheColumnsOfItsVersion(String version, String cells, String priorities) {
        api.created("a", "nginx", "'msg': 'hi', 'msg1': 'there'");
        var table = api.get(api.path(version), Api.TABLE).ok().json();
        var shown = new StringBuilder();
        var wide = new StringBuilder();
        for (int i = 0; i < table.at("/columnDefinitions").size(); i++) {
            var column = table.at("/columnDefinitions").get(i);
            var cell = table.at("/rows/0/cells").get(i).asText();
            shown.append(", ").append(column.get("name").asText()).append('=').append(cell);
            wide.append(", ").append(column.get("priority").asInt());
        }
        assertThat(shown.substring(2).replaceAll("Age=\\ds", "Age=0s")).isEqualTo(cells);
        assertThat(wide.substring(2)).isEqualTo(priorities);
    }

    @Test
    void discoveryTellsOfAllThatIsServed() {
        var resources = api.get("/apis/hello.zeng.dev/v2").ok().json().at("/resources");
        assertThat(resources)
                .extracting(one -> one.get("name").asText() + " "
                        + one.path("group").asText("") + " " + one.get("kind").asText() + " " + one.get("verbs"))
                .containsExactlyInAnyOrder(
                        "foos  Foo [\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\",\"update\",\"watch\"]",
                        "foos/status  Foo [\"get\",\"patch\",\"update\"]",
                        "foos/config  Config [\"get\",\"patch\",\"update\"]",
                        "foos/base64 transformation.zeng.dev Base64 [\"create\"]");
        assertThat(resources.toString()).contains("\"shortNames\":[\"fo\"]");
        assertThat(api.get("/apis/hello.zeng.dev").at("/preferredVersion/version"))
                .isEqualTo("v2");
        assertThat(api.get("/apis/hello.zeng.dev/v1").text()).doesNotContain("foos/status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void noFooBeginsInTheClustersOwnNamespace(String version, KubernetesClient client) {
        var theirs = new Api(client, "kube-system");
        var foo = version.equals("v1") ? Api.v1("a", "'msg': 'hi'") : Api.v2("a", "nginx", "'msg': 'hi'");

        theirs.post(theirs.path(version), foo)
                .refused(
                        403,
                        "foos.hello.zeng.dev \"a\" is forbidden: namespace/kube-system is not permitted, please change the"
                                + " resource namespace");
        api.post(api.path(version), foo).ok();
    }
}
