package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.OpenApi;
import dev.outrigger.schema.Pruning;
import dev.outrigger.schema.PublishedResource;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Validation;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// fabric8's classes of Kubernetes' own kinds, served as they are.
class KubernetesTypesTests {
    private static final Schema POD = schema(Pod.class);

    private static Schema schema(Class<?> type) {
        var made = Resource.of(type).type();
        return made.hubVersion().schema();
    }

    private static Schema at(Schema schema, String path) {
        var at = schema;
        for (String step : path.split("\\.")) {
            at = step.equals("*") ? at.items().orElseThrow() : at.properties().get(step);
            assertThat(at).as(path).isNotNull();
        }
        return at;
    }

    @Test
    void theirPlaceAndNamesAreKubernetes() {
        var pod = Resource.of(Pod.class).type();
        var namespace = Resource.of(Namespace.class).type();

        assertThat(pod.kind("v1").apiVersion()).isEqualTo("v1");
        assertThat(pod.names().plural()).isEqualTo("pods");
        assertThat(pod.namespaced()).isTrue();
        assertThat(pod.statusSubresource()).isTrue();
        assertThat(namespace.names().plural()).isEqualTo("namespaces");
        assertThat(namespace.namespaced()).isFalse();
        assertThat(namespace.statusSubresource()).isTrue();
        assertThat(Resource.of(ConfigMap.class).type().statusSubresource()).isFalse();
        assertThat(Resource.of(Event.class).type().names().plural()).isEqualTo("events");
    }

    @ParameterizedTest
    @ValueSource(classes = {Pod.class, ConfigMap.class, Namespace.class, Event.class, Service.class, Node.class})
    void documentsAndMessagesCanBeMadeOfThem(Class<?> type) {
        var made = Resource.of(type).type();
        var published = new PublishedResource(
                made.kind("v1"), made.names().plural(), true, made.hubVersion().schema(), Set.of("get"), List.of());

        assertThat(published.schema().name()).isEqualTo("io.k8s.api.core.v1." + type.getSimpleName());
        assertThat(OpenApi.v2(new OpenApi.Info("t", "1"), List.of(published))
                        .struct("definitions")
                        .members())
                .containsKey(published.schema().name());
        assertThat(withoutNumber(made.hubVersion().schema())).isEmpty();
        assertThat(ProtoMessages.of(made, made.hubVersion())).isPresent();
    }

    /// The members of Kubernetes' types that are no field of a message.
    private static Set<String> withoutNumber(Schema schema) {
        var found = new TreeSet<String>();
        schema.properties().forEach((name, member) -> {
            boolean own = !List.of("apiVersion", "kind", "metadata").contains(name);
            if (own && KubernetesTypes.has(schema) && member.proto().number() == 0)
                found.add(schema.name() + "." + name);
            found.addAll(withoutNumber(member));
        });
        schema.items().ifPresent(items -> found.addAll(withoutNumber(items)));
        schema.additionalProperties().ifPresent(values -> found.addAll(withoutNumber(values)));
        return found;
    }

    @Test
    void whatJacksonTakesToTextByItsOwnCodeIsText() {
        var event = schema(Event.class);

        assertThat(event.properties().get("eventTime").format()).isEqualTo("date-time");
        assertThat(event.properties().get("firstTimestamp").type()).isEqualTo(Schema.Type.STRING);
        assertThat(at(POD, "spec.containers.*.livenessProbe.httpGet.port").type())
                .isEqualTo(Schema.Type.INT_OR_STRING);
        assertThat(at(POD, "spec.overhead").additionalProperties().orElseThrow().type())
                .isEqualTo(Schema.Type.INT_OR_STRING);
    }

    @Test
    void aQuantityMayBeAnyNumberAsInKubernetes() {
        var limits = Value.object("resources", Value.object("limits", Value.object("cpu", new Value.Real(0.5))));
        var pod = Value.object(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Value.object("name", "tom"),
                "spec",
                Value.object("containers", Value.Array.of(limits.with("name", Value.of("a")))));

        assertThat(Validation.types(pod, POD)).isEmpty();
        assertThat(Validation.check(pod, POD)).isEmpty();
        assertThat(Pruning.prune(pod, POD).unknownFields()).isEmpty();
    }

    @Test
    void metadataInsideAnObjectIsTheSharedType() {
        assertThat(at(POD, "spec.volumes.*.ephemeral.volumeClaimTemplate.metadata")
                        .name())
                .isEqualTo(MetaSchemas.OBJECT_META.name());
        assertThat(at(POD, "spec.topologySpreadConstraints.*.labelSelector").name())
                .isEqualTo(MetaSchemas.LABEL_SELECTOR.name());
    }

    @Test
    void listsMergeAsUpstreamWhereItsKeysAreKnownAndAreAtomicElsewhere() {
        assertThat(at(POD, "spec.containers").merge()).isEqualTo(merged("name"));
        assertThat(at(POD, "spec.containers.*.ports").merge()).isEqualTo(merged("containerPort", "protocol"));
        assertThat(at(POD, "spec.containers.*.ports.*.protocol").defaultValue()).contains(Value.of("TCP"));
        assertThat(at(POD, "spec.containers.*.env").merge()).isEqualTo(merged("name"));
        assertThat(at(POD, "status.conditions").merge()).isEqualTo(merged("type"));
        assertThat(at(schema(Namespace.class), "status.conditions").merge()).isEqualTo(merged("type"));

        assertThat(at(POD, "spec.tolerations").merge()).isEqualTo(Schema.Merge.DEFAULT);
        assertThat(at(POD, "spec.containers.*.command").merge()).isEqualTo(Schema.Merge.DEFAULT);
        assertThat(at(POD, "status.containerStatuses").merge()).isEqualTo(Schema.Merge.DEFAULT);
    }

    private static Schema.Merge merged(String... keys) {
        return new Schema.Merge(Schema.ListType.MAP, List.of(keys), false, "merge", keys[0]);
    }

    @Test
    void whatItemsAreToldApartByIsRequired() {
        assertThat(at(POD, "spec").required()).containsExactly("containers");
        assertThat(at(POD, "spec.containers.*").required()).containsExactly("name");
        assertThat(at(POD, "status.conditions.*").required()).containsExactly("status", "type");
    }

    @Test
    void referencesHaveOneOwner() {
        assertThat(at(POD, "spec.imagePullSecrets.*").merge().atomicMap()).isTrue();
        assertThat(at(schema(Event.class), "involvedObject").merge().atomicMap())
                .isTrue();
    }

    record Runner(Spec spec) {
        record Spec(
                PodTemplateSpec template,
                GenericKubernetesResource other,
                List<EndpointPort> ports,
                List<io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort> sliced) {}
    }

    @Test
    void anAuthorsTypeMayHoldThemAndTheyKeepTheirNames() {
        var runner = Resource.of(Runner.class).in("run.example.com", "v1").type();
        var spec = runner.hubVersion().schema().properties().get("spec");

        assertThat(spec.name()).isEqualTo("com.example.run.v1.RunnerSpec");
        assertThat(at(spec, "template.spec").name()).isEqualTo("io.k8s.api.core.v1.PodSpec");
        assertThat(at(spec, "ports.*").name()).isEqualTo("io.k8s.api.core.v1.EndpointPort");
        assertThat(at(spec, "sliced.*").name()).isEqualTo("io.k8s.api.discovery.v1.EndpointPort");
        assertThat(at(spec, "other").embeddedResource()).isTrue();
        assertThat(CrdManifest.of(runner, new CrdConversion.None())
                        .struct("spec")
                        .text("group"))
                .contains("run.example.com");
    }

    interface InNamespaces extends Namespaced {}

    @Group("pets.example.com")
    @Version("v1")
    static class Cage extends CustomResource<String, Void> implements InNamespaces {}

    @Test
    void whoeverIsNamespacedBySomethingElseIsNamespaced() {
        assertThat(Resource.of(Cage.class).type().namespaced()).isTrue();
    }

    @Group("pets.example.com")
    @Version("v1")
    static class Foo extends CustomResource<String, Void> {}

    @Test
    void fabric8sClientsFindWhatIsMadeOfTheirClasses() {
        assertThat(Resource.of(Foo.class).type().names().plural()).isEqualTo("fooes");
        assertThat(Resource.of(Foo.class).plural("foos").type().names().plural())
                .isEqualTo("foos");
    }
}
