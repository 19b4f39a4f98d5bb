package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients are told of subresources before they use them.
class SubresourceDiscoveryTests extends HerdCase {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final String OBJECT = "/apis/farm.example.com/v1/namespaces/{namespace}/herds/{name}";

    private static Value.Struct named(List<Value> list, String member, String name) {
        return list.stream()
                .map(Value.Struct.class::cast)
                .filter(one -> one.text(member).orElse("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String at(String pointer, Value.Struct root) {
        return String.valueOf(
                ProtocolAnswer.find(root, pointer).map(ProtocolAnswer::java).orElse(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            v1       | status | -                    | -       | Herd     | [get, patch, update]
            v1       | scale  | autoscaling          | v1      | Scale    | [get, patch, update]
            v1       | diet   | -                    | -       | DietPlan | [get, patch, update]
            v1       | encode | encoding.example.com | v1beta1 | Encoding | [create]
            v1       | call   | -                    | -       | Calls    | [create, get]
            v1       | gate   | -                    | -       | Herd     | [create, delete, get, patch, update]
            v1alpha1 | status | -                    | -       | Herd     | [get, patch, update]
            v1alpha1 | scale  | autoscaling          | v1      | Scale    | [get, patch, update]
            v1alpha1 | diet   | farm.example.com     | v1      | DietPlan | [get, patch, update]
            """)
    void eachIsListedWithItsKindAndVerbs(
            String version, String name, String group, String kindVersion, String kind, String verbs) {
        var list = admin().get("/apis/farm.example.com/" + version).ok().json();
        var entry = named(list.items("resources"), "name", "herds/" + name);
        assertThat(at("/kind", entry)).isEqualTo(kind);
        assertThat(at("/verbs", entry)).isEqualTo(verbs);
        assertThat(at("/group", entry)).isEqualTo(String.valueOf(group));
        assertThat(at("/version", entry)).isEqualTo(String.valueOf(kindVersion));
        assertThat(at("/namespaced", entry)).isEqualTo("true");
        assertThat(at("/singularName", entry)).isEmpty();
    }

    @Test
    void theAggregatedFormHasThemBelowTheirResource() {
        var list = admin().get("/apis", "Accept", AGGREGATED).ok();
        var version = named(((Value.Struct) list.json().items("items").getFirst()).items("versions"), "version", "v1");
        var herds = named(version.items("resources"), "resource", "herds");
        var names = herds.items("subresources").stream()
                .map(one -> ((Value.Struct) one).text("subresource").orElse(""));
        assertThat(names).containsExactly("call", "diet", "encode", "gate", "scale", "status");
        var encode = named(herds.items("subresources"), "subresource", "encode");
        assertThat(ProtocolAnswer.java(encode))
                .isEqualTo(Map.of(
                        "subresource",
                        "encode",
                        "responseKind",
                        Map.of("group", "encoding.example.com", "version", "v1beta1", "kind", "Encoding"),
                        "verbs",
                        List.of("create")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /scale       | get   | get     | readFarmExampleComV1NamespacedHerdScale              | Scale
            /scale       | put   | put     | replaceFarmExampleComV1NamespacedHerdScale           | Scale
            /scale       | patch | patch   | patchFarmExampleComV1NamespacedHerdScale             | Scale
            /diet        | get   | get     | readFarmExampleComV1NamespacedHerdDiet               | DietPlan
            /encode      | post  | post    | createFarmExampleComV1NamespacedHerdEncode           | Encoding
            /call        | get   | connect | connectFarmExampleComV1GetNamespacedHerdCall         | Calls
            /call        | post  | connect | connectFarmExampleComV1PostNamespacedHerdCall        | Calls
            /gate        | put   | connect | connectFarmExampleComV1PutNamespacedHerdGate         | Herd
            /gate/{path} | head  | connect | connectFarmExampleComV1HeadNamespacedHerdGateWithPath | Herd
            """)
    void bothOpenApiDocumentsHaveTheirOperations(String path, String method, String action, String id, String kind) {
        var v2 = admin().get("/openapi/v2").ok().json();
        var v3 = admin().get("/openapi/v3/apis/farm.example.com/v1").ok().json();
        for (var document : List.of(v2, v3)) {
            var operation = document.struct("paths").struct(OBJECT + path).struct(method);
            assertThat(at("/x-kubernetes-action", operation)).isEqualTo(action);
            assertThat(at("/operationId", operation)).isEqualTo(id);
            assertThat(at("/x-kubernetes-group-version-kind/kind", operation)).isEqualTo(kind);
        }
    }

    @Test
    void theOptionsOfAConnectionAreItsParameters() {
        var document = admin().get("/openapi/v3/apis/farm.example.com/v1").ok().json();
        var call = document.struct("paths").struct(OBJECT + "/call");
        var times = named(call.items("parameters"), "name", "times");
        assertThat(at("/in", times)).isEqualTo("query");
        assertThat(at("/schema/type", times)).isEqualTo("integer");
        assertThat(at("/schema/type", named(call.items("parameters"), "name", "loud")))
                .isEqualTo("boolean");
        var gate = document.struct("paths").struct(OBJECT + "/gate/{path}");
        assertThat(at("/in", named(gate.items("parameters"), "name", "path"))).isEqualTo("path");
    }

    @Test
    void theirKindsArePublished() {
        var schemas = admin().get("/openapi/v3/apis/farm.example.com/v1")
                .ok()
                .json()
                .struct("components")
                .struct("schemas");
        assertThat(schemas.members())
                .containsKeys(
                        "com.example.farm.v1.DietPlan",
                        "com.example.encoding.v1beta1.Encoding",
                        "io.k8s.api.autoscaling.v1.Scale");
        var published = schemas.struct("com.example.encoding.v1beta1.Encoding");
        assertThat(at("/x-kubernetes-group-version-kind/0/group", published)).isEqualTo("encoding.example.com");
    }
}
