package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolDiscoveryTests extends ProtocolCase {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String AGGREGATED_OLD =
            "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";
    private static final String KUBECTL = AGGREGATED + "," + AGGREGATED_OLD + ",application/json";

    @Test
    void theGroupsAreListed() {
        var groups = admin().get("/apis").ok();

        assertThat(groups.at("/kind")).isEqualTo("APIGroupList");
        assertThat(groups.at("/apiVersion")).isEqualTo("v1");
        assertThat(groups.listAt("/groups").stream()
                        .map(group -> ((Map<?, ?>) group).get("name"))
                        .toList())
                .isEqualTo(List.of(
                        "animal.skai.io",
                        "notes.example.com",
                        "old.example.com",
                        "pets.example.com",
                        "ponds.example.com"));
        assertThat(groups.at("/groups/0"))
                .isEqualTo(Map.of(
                        "name", "animal.skai.io",
                        "versions", List.of(Map.of("groupVersion", "animal.skai.io/v1alpha1", "version", "v1alpha1")),
                        "preferredVersion", Map.of("groupVersion", "animal.skai.io/v1alpha1", "version", "v1alpha1")));
    }

    @Test
    void aGroupNamesItsVersions() {
        var group = admin().get("/apis/animal.skai.io").ok();

        assertThat(group.at("/kind")).isEqualTo("APIGroup");
        assertThat(group.at("/apiVersion")).isEqualTo("v1");
        assertThat(group.at("/name")).isEqualTo("animal.skai.io");
        assertThat(group.at("/versions/0/groupVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(group.at("/preferredVersion/version")).isEqualTo("v1alpha1");
    }

    @Test
    void aVersionNamesItsResources() {
        var list = admin().get(ANIMALS).ok();

        assertThat(list.at("/kind")).isEqualTo("APIResourceList");
        assertThat(list.at("/apiVersion")).isEqualTo("v1");
        assertThat(list.at("/groupVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(list.listAt("/resources").stream()
                        .map(one -> ((Map<?, ?>) one).get("name"))
                        .toList())
                .isEqualTo(List.of("cats", "cats/status", "kennels", "kennels/status"));
        assertThat(list.at("/resources/0/singularName")).isEqualTo("cat");
        assertThat(list.at("/resources/0/namespaced")).isEqualTo(true);
        assertThat(list.at("/resources/0/kind")).isEqualTo("Cat");
        assertThat(list.at("/resources/0/verbs"))
                .isEqualTo(List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"));
        assertThat(list.at("/resources/0/shortNames")).isEqualTo(List.of("ct"));
        assertThat(list.at("/resources/0/categories")).isEqualTo(List.of("all"));
        assertThat(list.textAt("/resources/0/storageVersionHash")).matches("[A-Za-z0-9+/]{11}=");
        assertThat(list.at("/resources/1/verbs")).isEqualTo(List.of("get", "patch", "update"));
        assertThat(list.at("/resources/1/kind")).isEqualTo("Cat");
        assertThat(list.at("/resources/1/singularName")).isEqualTo("");
        assertThat(list.at("/resources/2/namespaced")).isEqualTo(false);
    }

    @Test
    void aTypeWithoutAStatusHasNoSubresource() {
        assertThat(admin().get(NOTES).listAt("/resources")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {AGGREGATED, KUBECTL})
    void theAggregatedFormHoldsEverything(String accept) {
        var list = admin().get("/apis", "Accept", accept).ok();

        assertThat(list.header("Content-Type"))
                .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        assertThat(list.header("Vary")).contains("Accept");
        assertThat(list.header("ETag")).matches("\"[0-9A-F]{64,}\"");
        assertThat(list.at("/kind")).isEqualTo("APIGroupDiscoveryList");
        assertThat(list.at("/apiVersion")).isEqualTo("apidiscovery.k8s.io/v2");
        assertThat(list.at("/items/0/metadata/name")).isEqualTo("animal.skai.io");
        assertThat(list.at("/items/0/versions/0/version")).isEqualTo("v1alpha1");
        assertThat(list.at("/items/0/versions/0/freshness")).isEqualTo("Current");
        var cat = "/items/0/versions/0/resources/0";
        assertThat(list.at(cat + "/resource")).isEqualTo("cats");
        assertThat(list.at(cat + "/responseKind"))
                .isEqualTo(Map.of("group", "animal.skai.io", "version", "v1alpha1", "kind", "Cat"));
        assertThat(list.at(cat + "/scope")).isEqualTo("Namespaced");
        assertThat(list.at(cat + "/singularResource")).isEqualTo("cat");
        assertThat(list.at(cat + "/shortNames")).isEqualTo(List.of("ct"));
        assertThat(list.at(cat + "/subresources/0/subresource")).isEqualTo("status");
        assertThat(list.at(cat + "/subresources/0/responseKind/kind")).isEqualTo("Cat");
        assertThat(list.at(cat + "/subresources/0/verbs")).isEqualTo(List.of("get", "patch", "update"));
        assertThat(list.at("/items/0/versions/0/resources/1/scope")).isEqualTo("Cluster");
    }

    @Test
    void theAggregatedFormIsNotSentTwice() {
        var first = admin().get("/apis", "Accept", AGGREGATED).ok();

        var second = admin().get("/apis", "Accept", AGGREGATED, "If-None-Match", first.header("ETag"))
                .is(304);
        var other = admin().get("/apis", "Accept", AGGREGATED, "If-None-Match", "\"other\"")
                .ok();

        assertThat(second.body()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(other.body()).isEqualTo(first.body());
    }

    @Test
    void theOldAggregatedFormFallsBackWhereMoreIsAccepted() {
        admin().get("/apis", "Accept", AGGREGATED_OLD).refused(406, "NotAcceptable");
        assertThat(admin().get("/apis", "Accept", AGGREGATED_OLD + ",application/json")
                        .ok()
                        .at("/kind"))
                .isEqualTo("APIGroupList");
    }

    @Test
    void discoveryMayBeYaml() {
        var yaml = admin().get(ANIMALS, "Accept", "application/yaml").ok();

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.at("/kind")).isEqualTo("APIResourceList");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/apis", "/apis/animal.skai.io", "/apis/animal.skai.io/v1alpha1"})
    void discoveryIsForReading(String path) {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "HEAD")) {
            admin().send(method, path, new byte[0]).is(405);
        }
    }

    @Test
    void anUnknownVersionIsAStatus() {
        admin().get("/apis/animal.skai.io/v9")
                .refused(404, "NotFound", "the server could not find the requested resource");
        admin().get("/apis/animal.skai.io/v9/cats")
                .refused(404, "NotFound", "the server could not find the requested resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nope", "/api", "/apis/nope", "/apis/nope.example.com/v1", "/api/v1", "/api/v1/namespaces/x"})
    void anUnknownPathIsAnsweredWithThoseThereAre(String path) {
        var answer = admin().get(path).is(404);

        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.listAt("/paths").stream().map(String::valueOf).toList())
                .contains("/apis", "/apis/animal.skai.io", "/apis/animal.skai.io/v1alpha1", "/healthz", "/version");
    }

    @Test
    void theRootListsThePaths() {
        assertThat(admin().get("/").ok().listAt("/paths").stream()
                        .map(String::valueOf)
                        .toList())
                .contains("/apis", "/apis/animal.skai.io/v1alpha1", "/livez", "/openapi/v2", "/openapi/v3", "/readyz");
    }

    @Test
    void theVersionHasDigitsAndAGitVersion() {
        var version = admin().get("/version").ok();

        assertThat(version.textAt("/major")).matches("\\d+");
        assertThat(version.textAt("/minor")).matches("\\d+");
        assertThat(version.textAt("/gitVersion")).matches("v\\d+\\.\\d+\\.\\d+.*");
        assertThat(version.textAt("/platform")).contains("/");
    }
}
