package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.server.ProtocolTypes.Dog;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// fabric8's client reads and writes as it is used to.
class Fabric8Tests extends ProtocolCase {
    private Fabric8Client fabric8;
    private NonNamespaceOperation<Dog, KubernetesResourceList<Dog>, Resource<Dog>> dogs;

    @BeforeEach
    void connect() {
        fabric8 = Fabric8Client.of(server().kubeconfig());
        dogs = fabric8.dogs(namespace);
    }

    @AfterEach
    void disconnect() {
        fabric8.close();
    }

    private Dog create(String name) {
        return dogs.resource(Fabric8Client.dog(name, 3)).create();
    }

    private static void mustBeRefused(int code, String reason, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo(code);
            assertThat(refused.getStatus().getReason()).isEqualTo(reason);
        });
    }

    @Test
    void theServerAndItsResourcesAreDiscovered() {
        var client = fabric8.client();
        assertThat(client.supports(Dog.class)).isTrue();
        assertThat(client.supports("pets.example.com/v1", "Wolf")).isFalse();
        assertThat(client.getApiGroup("pets.example.com").getPreferredVersion().getGroupVersion())
                .isEqualTo("pets.example.com/v1");
        assertThat(client.getApiResources("pets.example.com/v1").getResources())
                .extracting(resource -> resource.getName())
                .containsExactly("dogs", "dogs/status");
        assertThat(client.getKubernetesVersion().getMajor()).isEqualTo("1");
    }

    @Test
    void aDogIsCreatedReadUpdatedAndDeleted() {
        var created = create("rex");
        assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(created.getSpec().voice).isEqualTo("quiet");
        assertThat(dogs.withName("rex").get().getMetadata()).isEqualTo(created.getMetadata());

        created.getSpec().age = 4;
        var updated = dogs.resource(created).update();
        assertThat(updated.getSpec().age).isEqualTo(4);
        assertThat(updated.getMetadata().getGeneration()).isEqualTo(2);

        assertThat(dogs.withName("rex").delete()).singleElement().satisfies(gone -> {
            assertThat(gone.getUid()).isEqualTo(created.getMetadata().getUid());
            assertThat(gone.getKind()).isEqualTo("dogs");
        });
        assertThat(dogs.withName("rex").get()).isNull();
        assertThat(dogs.withName("rex").delete()).isEmpty();
    }

    @Test
    void errorsCarryTheStatus() {
        create("rex");
        mustBeRefused(409, "AlreadyExists", () -> create("rex"));
        mustBeRefused(
                404,
                "NotFound",
                () -> dogs.resource(Fabric8Client.dog("nobody", 3)).update());
        assertThatThrownBy(() -> dogs.resource(Fabric8Client.dog("old", 31)).create())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(422);
                    assertThat(refused.getStatus().getDetails().getCauses())
                            .singleElement()
                            .satisfies(cause -> {
                                assertThat(cause.getField()).isEqualTo("spec.age");
                                assertThat(cause.getReason()).isEqualTo("FieldValueInvalid");
                            });
                });
    }

    @Test
    void listsAreSelectedByLabelsAndFields() {
        dogs.resource(Fabric8Client.dog("a", 1, "black")).create();
        dogs.resource(Fabric8Client.dog("b", 1, "white")).create();
        create("c");
        assertThat(names(dogs.withLabel("color", "black").list())).containsExactly("a");
        assertThat(names(dogs.withLabelIn("color", "black", "white").list())).containsExactly("a", "b");
        assertThat(names(dogs.withoutLabel("color").list())).containsExactly("c");
        assertThat(names(dogs.withField("metadata.name", "b").list())).containsExactly("b");
        assertThat(names(dogs.withoutField("metadata.name", "b").list())).containsExactly("a", "c");
        assertThat(names(fabric8.client()
                        .resources(Dog.class)
                        .inAnyNamespace()
                        .withField("metadata.namespace", namespace)
                        .list()))
                .containsExactly("a", "b", "c");
        mustBeRefused(400, "BadRequest", () -> dogs.withField("spec.age", "1").list());
    }

    @Test
    void aListComesInPagesOfOneMoment() {
        for (String name : List.of("a", "b", "c")) create(name);
        var first = dogs.list(new ListOptionsBuilder().withLimit(2L).build());
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(1);
        create("bb");
        var last = dogs.list(new ListOptionsBuilder()
                .withLimit(2L)
                .withContinue(first.getMetadata().getContinue())
                .build());
        assertThat(names(last)).containsExactly("c");
        assertThat(last.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    private static List<String> names(KubernetesResourceList<? extends HasMetadata> list) {
        return list.getItems().stream().map(one -> one.getMetadata().getName()).toList();
    }

    @Test
    void aDogIsPatchedInEveryWay() {
        create("rex");
        var rex = dogs.withName("rex");
        var edited = rex.edit(dog -> {
            dog.getSpec().age = 4;
            return dog;
        });
        assertThat(edited.getSpec().age).isEqualTo(4);
        assertThat(rex.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"age\":5}}")
                        .getSpec()
                        .age)
                .isEqualTo(5);
        assertThat(rex.patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\":{\"age\":6}}")
                        .getSpec()
                        .age)
                .isEqualTo(6);
        assertThat(rex.patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"replace\",\"path\":\"/spec/age\",\"value\":7}]")
                        .getSpec()
                        .age)
                .isEqualTo(7);
        mustBeRefused(
                422,
                "Invalid",
                () -> rex.patch(
                        PatchContext.of(PatchType.JSON), "[{\"op\":\"test\",\"path\":\"/spec/age\",\"value\":1}]"));
        mustBeRefused(
                409,
                "Conflict",
                () -> rex.patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"resourceVersion\":\""
                                + edited.getMetadata().getResourceVersion() + "\"}}"));
    }

    @Test
    void fieldsAreAppliedByTheServer() {
        var applied =
                dogs.resource(Fabric8Client.dog("rex", 3)).fieldManager("alice").serverSideApply();
        var managed = applied.getMetadata().getManagedFields();
        assertThat(managed).singleElement().satisfies(entry -> {
            assertThat(entry.getManager()).isEqualTo("alice");
            assertThat(entry.getOperation()).isEqualTo("Apply");
        });
        var again =
                dogs.resource(Fabric8Client.dog("rex", 3)).fieldManager("alice").serverSideApply();
        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(applied.getMetadata().getResourceVersion());

        var bobs = dogs.resource(Fabric8Client.dog("rex", 4)).fieldManager("bob");
        assertThatThrownBy(bobs::serverSideApply).isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
            assertThat(refused.getCode()).isEqualTo(409);
            assertThat(refused.getStatus().getDetails().getCauses())
                    .singleElement()
                    .satisfies(cause -> {
                        assertThat(cause.getField()).isEqualTo(".spec.age");
                        assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
                    });
        });
        assertThat(bobs.forceConflicts().serverSideApply().getSpec().age).isEqualTo(4);
    }

    @Test
    void theStatusIsWrittenApart() {
        var rex = create("rex");
        rex.setStatus(new ProtocolTypes.DogStatus());
        rex.getStatus().phase = "asleep";
        rex.getSpec().age = 9;
        var seen = dogs.resource(rex).updateStatus();
        assertThat(seen.getStatus().phase).isEqualTo("asleep");
        assertThat(seen.getSpec().age).isEqualTo(3);
        assertThat(seen.getMetadata().getGeneration()).isEqualTo(1);
        mustBeRefused(409, "Conflict", () -> dogs.resource(rex).updateStatus());

        var awake = dogs.withName("rex").editStatus(dog -> {
            dog.getStatus().phase = "awake";
            return dog;
        });
        assertThat(awake.getStatus().phase).isEqualTo("awake");
        awake.getStatus().phase = "dreaming";
        assertThat(dogs.resource(awake).patchStatus().getStatus().phase).isEqualTo("dreaming");
    }

    @Test
    void whoeverReadTooLongAgoIsToldSo() {
        var stale = create("rex");
        dogs.withName("rex").edit(dog -> {
            dog.getMetadata().setLabels(new HashMap<>(Map.of("color", "black")));
            return dog;
        });
        stale.getSpec().age = 9;
        mustBeRefused(409, "Conflict", () -> dogs.resource(stale).update());
        mustBeRefused(
                409,
                "Conflict",
                () -> dogs.withName("rex")
                        .lockResourceVersion(stale.getMetadata().getResourceVersion())
                        .delete());
        assertThat(dogs.withName("rex").get().getSpec().age).isEqualTo(3);
    }

    @Test
    void aDryRunChangesNothing() {
        assertThat(dogs.resource(Fabric8Client.dog("rex", 3))
                        .dryRun(true)
                        .create()
                        .getSpec()
                        .voice)
                .isEqualTo("quiet");
        assertThat(dogs.withName("rex").get()).isNull();
        create("rex");
        dogs.withName("rex").dryRun(true).delete();
        assertThat(dogs.withName("rex").get()).isNotNull();
    }

    @Test
    void aDogWithAFinalizerIsDeletedInTwoSteps() {
        var rex = Fabric8Client.dog("rex", 3);
        rex.addFinalizer("pets.example.com/walk");
        dogs.resource(rex).create();
        dogs.withName("rex")
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .withGracePeriod(0)
                .delete();
        assertThat(dogs.withName("rex").get().isMarkedForDeletion()).isTrue();
        dogs.withName("rex").edit(dog -> {
            dog.removeFinalizer("pets.example.com/walk");
            return dog;
        });
        assertThat(dogs.withName("rex").get()).isNull();
    }

    @Test
    void aCollectionIsDeletedByItsSelector() {
        dogs.resource(Fabric8Client.dog("a", 1, "black")).create();
        create("b");
        dogs.withLabel("color", "black").delete();
        assertThat(names(dogs.list())).containsExactly("b");
    }

    @Test
    void whatHasNoClassIsReadAndWrittenToo() {
        var client = fabric8.client();
        var tom = client.resource("""
                apiVersion: animal.skai.io/v1alpha1
                kind: Cat
                metadata: {name: tom}
                spec: {name: Tom}
                """).inNamespace(namespace).create();
        assertThat(tom.getMetadata().getUid()).isNotEmpty();
        var cats = client.genericKubernetesResources("animal.skai.io/v1alpha1", "Cat")
                .inNamespace(namespace);
        assertThat(names(cats.list())).containsExactly("tom");
        assertThat(cats.withName("tom").get().<String>get("spec", "name")).isEqualTo("Tom");
        assertThat(client.resource(tom).inNamespace(namespace).delete()).hasSize(1);
    }
}
