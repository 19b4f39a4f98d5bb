package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.codec.Json;
import dev.outrigger.junit.ServerExtension;
import dev.outrigger.kinds.CrdConversion;
import dev.outrigger.kinds.CrdManifest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is published of the types: OpenAPI, and the CRD.
class TypeTests {
    @RegisterExtension
    static final ServerExtension SERVER = ServerExtension.of(Main::server);

    private static JsonNode crd() {
        var conversion = CrdConversion.Service.parse("default/hello", Optional.empty());
        var manifest = Json.encode(CrdManifest.of(Main.foos().type(), conversion));
        return Serialization.unmarshal(new String(manifest, StandardCharsets.UTF_8), JsonNode.class);
    }

    @Test
    void theCrdIsTheOriginals() {
        var crd = crd();
        assertThat(crd.at("/metadata/name").asText()).isEqualTo("foos.hello.zeng.dev");
        assertThat(crd.at("/spec/group").asText()).isEqualTo("hello.zeng.dev");
        assertThat(crd.at("/spec/scope").asText()).isEqualTo("Namespaced");
        assertThat(crd.at("/spec/names").toString())
                .isEqualTo("{\"kind\":\"Foo\",\"listKind\":\"FooList\",\"plural\":\"foos\",\"singular\":\"foo\","
                        + "\"shortNames\":[\"fo\"]}");
        assertThat(crd.at("/spec/conversion/webhook/clientConfig/service/path").asText())
                .isEqualTo("/convert/hello.zeng.dev");
        assertThat(crd.at("/spec/versions"))
                .extracting(version -> version.get("name").asText() + " " + version.get("served") + " "
                        + version.get("storage") + " " + version.path("subresources"))
                .containsExactly("v2 true true {\"status\":{}}", "v1 true false ");
    }

    @Test
    void itsColumnsAreThoseOfItsVersions() {
        assertThat(crd().at("/spec/versions"))
                .extracting(version -> columns(version.get("additionalPrinterColumns")))
                .containsExactly(
                        "Status .status.phase, Age .metadata.creationTimestamp, Message .spec.config.msg 1,"
                                + " Message1 .spec.config.msg1 1",
                        "Age .metadata.creationTimestamp, Message .spec.msg, Message1 .spec.msg1 1");
    }

    private static String columns(JsonNode columns) {
        var text = new StringBuilder();
        for (var column : columns) {
            text.append(", ")
                    .append(column.get("name").asText())
                    .append(' ')
                    .append(column.get("jsonPath").asText());
            if (column.has("priority")) text.append(' ').append(column.get("priority"));
        }
        return text.substring(2);
    }

    @Test
    void itsSchemasRequireWhatMustBeThere() {
        var schemas = crd().at("/spec/versions").findValues("openAPIV3Schema");
        var v2 = schemas.getFirst();
        assertThat(v2.at("/required").toString()).isEqualTo("[\"spec\"]");
        assertThat(v2.at("/properties/spec/required").toString()).isEqualTo("[\"image\",\"config\"]");
        assertThat(v2.at("/properties/spec/properties/config/required").toString())
                .isEqualTo("[\"msg\"]");
        var conditions = v2.at("/properties/status/properties/conditions");
        assertThat(conditions.at("/items/required").toString()).isEqualTo("[\"type\",\"status\"]");
        assertThat(conditions.at("/x-kubernetes-list-type").asText()).isEqualTo("map");
        assertThat(conditions.at("/x-kubernetes-list-map-keys").toString()).isEqualTo("[\"type\"]");
        assertThat(v2.at("/properties/status/properties/phase/enum").toString())
                .isEqualTo("[\"Processing\",\"Ready\"]");

        var v1 = schemas.getLast();
        assertThat(v1.at("/properties/spec/required").toString()).isEqualTo("[\"msg\"]");
        assertThat(v1.at("/properties").has("status")).isFalse();
    }

    @Test
    void openApiTellsOfEveryKind(KubernetesClient client) {
        var api = new Api(client, "n");
        var v3 = api.get("/openapi/v3/apis/hello.zeng.dev/v2").ok();
        assertThat(v3.at("/info/title")).isEqualTo("hello.zeng.dev-server");
        assertThat(v3.at("/info/version")).isEqualTo("0.1");
        var schemas = v3.json().at("/components/schemas");
        assertThat(schemas.fieldNames())
                .toIterable()
                .contains(
                        "dev.zeng.hello.v2.Foo",
                        "dev.zeng.hello.v2.FooList",
                        "dev.zeng.hello.v2.Config",
                        "dev.zeng.transformation.v1beta1.Base64");
        assertThat(schemas.at("/dev.zeng.hello.v2.FooStatus/properties/conditions/x-kubernetes-patch-merge-key")
                        .asText())
                .isEqualTo("type");
        assertThat(schemas.at("/dev.zeng.hello.v2.FooSpec/properties/image/description")
                        .asText())
                .startsWith("Container image");

        var v2 = api.get("/openapi/v2").ok().json();
        assertThat(v2.at("/definitions").fieldNames())
                .toIterable()
                .contains("dev.zeng.hello.v1.FooV1", "dev.zeng.hello.v2.Foo", "dev.zeng.hello.v2.Config");
    }
}
