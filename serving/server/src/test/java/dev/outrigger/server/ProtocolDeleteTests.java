package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolDeleteTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return embeddedStorages();
    }

    private void release(String name) {
        admin().merge(cats(name), "{'metadata': {'finalizers': null}}").ok();
        admin().get(cats(name)).is(404);
    }

    private ProtocolAnswer createHeld(String name) {
        return admin().post(cats(), labelled(name, "'finalizers': ['a.b/c']")).created();
    }

    @Test
    void aDeletedObjectIsGoneAndTheAnswerSaysWhich() {
        var tom = createCat("tom");

        var answer = admin().delete(cats("tom")).ok();

        assertThat(answer.at("/kind")).isEqualTo("Status");
        assertThat(answer.at("/apiVersion")).isEqualTo("v1");
        assertThat(answer.at("/status")).isEqualTo("Success");
        assertThat(answer.at("/details"))
                .isEqualTo(Map.of(
                        "name", "tom",
                        "group", "animal.skai.io",
                        "kind", "cats",
                        "uid", tom.textAt("/metadata/uid")));
        admin().get(cats("tom")).refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
    }

    @Test
    void aMissingObjectIsNotFound() {
        admin().delete(cats("tom")).refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
    }

    @Test
    void aRecreatedObjectIsAnother() {
        var first = createCat("tom");
        admin().delete(cats("tom")).ok();

        var second = createCat("tom");

        assertThat(second.at("/metadata/uid")).isNotEqualTo(first.at("/metadata/uid"));
        assertThat(second.revision()).isGreaterThan(first.revision() + 1);
    }

    @Test
    void finalizersKeepAnObjectUntilTheLastIsGone() {
        var tom = admin().post(cats(), labelled("tom", "'finalizers': ['a.b/c', 'a.b/d']"))
                .created();

        var held = admin().delete(cats("tom")).ok();

        assertThat(held.at("/kind")).isEqualTo("Cat");
        assertThat(held.textAt("/metadata/deletionTimestamp")).matches("\\d{4}-.*Z");
        assertThat(held.at("/metadata/deletionGracePeriodSeconds")).isEqualTo(0L);
        assertThat(held.at("/metadata/generation")).isEqualTo(2L);
        assertThat(held.revision()).isGreaterThan(tom.revision());
        assertThat(admin().get(cats("tom")).json()).isEqualTo(held.json());

        var one = admin().merge(cats("tom"), "{'metadata': {'finalizers': ['a.b/d']}}")
                .ok();
        assertThat(one.at("/metadata/finalizers")).isEqualTo(List.of("a.b/d"));
        admin().get(cats("tom")).ok();

        var last =
                admin().merge(cats("tom"), "{'metadata': {'finalizers': []}}").ok();
        assertThat(last.at("/metadata/name")).isEqualTo("tom");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void aRepeatedDeleteOfAHeldObjectChangesNothing() {
        createHeld("tom");
        var first = admin().delete(cats("tom")).ok();

        var second = admin().delete(cats("tom")).ok();

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(admin().get(cats("tom")).json()).isEqualTo(first.json());
        release("tom");
    }

    @Test
    void aHeldObjectTakesNoNewFinalizers() {
        createHeld("tom");
        var held = admin().delete(cats("tom")).ok();

        admin().put(cats("tom"), held.with("/metadata/finalizers", "['a.b/c', 'a.b/d']"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: metadata.finalizers: Forbidden: no new finalizers can"
                                + " be added if the object is being deleted, found new finalizers"
                                + " []string{\"a.b/d\"}")
                .cause(
                        "FieldValueForbidden",
                        "Forbidden: no new finalizers can be added if the object is being deleted, found new"
                                + " finalizers []string{\"a.b/d\"}",
                        "metadata.finalizers");
        release("tom");
    }

    @Test
    void aHeldObjectStillTakesOtherChanges() {
        createHeld("tom");
        var held = admin().delete(cats("tom")).ok();

        var changed = admin().put(cats("tom"), held.with("/spec/lives", "0")).ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(0L);
        assertThat(changed.at("/metadata/deletionTimestamp")).isEqualTo(held.at("/metadata/deletionTimestamp"));
        release("tom");
    }

    @Test
    void anUpdateThatTakesTheLastFinalizerRemovesTheObjectWithOneEvent() {
        createHeld("tom");
        var held = admin().delete(cats("tom")).ok();
        try (var events = admin().watch(cats() + "?watch=1&resourceVersion=" + held.resourceVersion())) {

            admin().put(cats("tom"), held.without("/metadata/finalizers")).ok();

            var gone = events.next("DELETED");
            assertThat(gone.name()).isEqualTo("tom");
            assertThat(gone.revision()).isGreaterThan(held.revision());
            admin().get(cats("tom")).is(404);
        }
    }

    @Test
    void foregroundAddsItsFinalizer() {
        createCat("tom");

        var held = admin().delete(cats("tom") + "?propagationPolicy=Foreground").ok();

        assertThat(held.at("/metadata/finalizers")).isEqualTo(List.of("foregroundDeletion"));
        assertThat(held.textAt("/metadata/deletionTimestamp")).endsWith("Z");
        release("tom");
    }

    @Test
    void orphanAddsItsFinalizer() {
        createCat("tom");

        var held = admin().deleteWith(cats("tom"), "{'propagationPolicy': 'Orphan'}")
                .ok();

        assertThat(held.at("/metadata/finalizers")).isEqualTo(List.of("orphan"));
        release("tom");
    }

    @Test
    void backgroundRemovesAtOnce() {
        createCat("tom");

        var answer = admin().deleteWith(
                        cats("tom"), "{'kind': 'DeleteOptions', 'apiVersion': 'v1', 'propagationPolicy': 'Background'}")
                .ok();

        assertThat(answer.at("/status")).isEqualTo("Success");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void orphanDependentsIsTheOldWordForOrphan() {
        createCat("tom");

        var held = admin().delete(cats("tom") + "?orphanDependents=true").ok();

        assertThat(held.at("/metadata/finalizers")).isEqualTo(List.of("orphan"));
        release("tom");
    }

    @Test
    void bothWaysToSayOrphanAreRefused() {
        createCat("tom");

        admin().deleteWith(cats("tom"), "{'orphanDependents': true, 'propagationPolicy': 'Orphan'}")
                .refused(
                        422,
                        "Invalid",
                        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"Orphan\":"
                                + " orphanDependents and deletionPropagation cannot be both set");
        admin().get(cats("tom")).ok();
    }

    @Test
    void anUnknownPolicyIsRefused() {
        createCat("tom");

        admin().delete(cats("tom") + "?propagationPolicy=Maybe")
                .refused(
                        422,
                        "Invalid",
                        "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"Maybe\":"
                                + " supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"")
                .cause(
                        "FieldValueNotSupported",
                        "Unsupported value: \"Maybe\": supported values: \"Foreground\", \"Background\", \"Orphan\","
                                + " \"nil\"",
                        "propagationPolicy");
        admin().get(cats("tom")).ok();
    }

    @Test
    void aUidPreconditionThatFailsIsAConflict() {
        var tom = createCat("tom");

        admin().deleteWith(cats("tom"), "{'preconditions': {'uid': 'another'}}")
                .refused(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on Cat.animal.skai.io \"tom\": the UID in the precondition"
                                + " (another) does not match the UID in record (" + tom.at("/metadata/uid")
                                + "). The object might have been deleted and then recreated");
        admin().get(cats("tom")).ok();
    }

    @Test
    void aResourceVersionPreconditionThatFailsIsAConflict() {
        var tom = createCat("tom");

        admin().deleteWith(cats("tom"), "{'preconditions': {'resourceVersion': '1'}}")
                .refused(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on Cat.animal.skai.io \"tom\": the ResourceVersion in the"
                                + " precondition (1) does not match the ResourceVersion in record ("
                                + tom.resourceVersion() + "). The object might have been modified");
        admin().get(cats("tom")).ok();
    }

    @Test
    void preconditionsThatHoldLetTheDeleteThrough() {
        var tom = createCat("tom");

        admin().deleteWith(
                        cats("tom"),
                        "{'preconditions': {'uid': '" + tom.at("/metadata/uid") + "', 'resourceVersion': '"
                                + tom.resourceVersion() + "'}}")
                .ok();

        admin().get(cats("tom")).is(404);
    }

    @Test
    void aDryRunDeletesNothing() {
        var tom = createCat("tom");

        var answer = admin().delete(cats("tom") + "?dryRun=All").ok();
        var byBody = admin().deleteWith(cats("tom"), "{'dryRun': ['All']}").ok();

        assertThat(answer.at("/status")).isEqualTo("Success");
        assertThat(byBody.at("/status")).isEqualTo("Success");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void aDryRunMarksNothing() {
        var tom = createHeld("tom");

        var answer = admin().delete(cats("tom") + "?dryRun=All").ok();

        assertThat(answer.textAt("/metadata/deletionTimestamp")).endsWith("Z");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void anUnknownDryRunIsRefused() {
        createCat("tom");

        admin().delete(cats("tom") + "?dryRun=Some")
                .refused(
                        422,
                        "Invalid",
                        "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported"
                                + " values: \"All\"");
    }

    @Test
    void optionsMayBeYaml() {
        createCat("tom");

        admin().send(
                        "DELETE",
                        cats("tom"),
                        java.util.Optional.of("propagationPolicy: Orphan\n"),
                        "Content-Type",
                        "application/yaml")
                .ok();

        assertThat(admin().get(cats("tom")).at("/metadata/finalizers")).isEqualTo(List.of("orphan"));
        release("tom");
    }

    @Test
    void optionsOfAnotherKindAreRefused() {
        createCat("tom");

        admin().deleteWith(cats("tom"), cat("tom")).refused(400, "BadRequest");
        admin().deleteWith(cats("tom"), "{'propagationPolicy': ").refused(400, "BadRequest");
        admin().get(cats("tom")).ok();
    }

    @Test
    void aCollectionIsDeletedAndAnsweredAsTheListOfItsObjects() {
        createCat("tom");
        createCat("kitty");

        var answer = admin().delete(cats()).ok();

        assertThat(answer.at("/kind")).isEqualTo("CatList");
        assertThat(answer.at("/apiVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(answer.names()).containsExactly("kitty", "tom");
        assertThat(admin().get(cats()).names()).isEmpty();
    }

    @Test
    void anEmptyCollectionIsDeletedTooAndItsListIsEmpty() {
        var answer = admin().delete(cats()).ok();

        assertThat(answer.at("/items")).isEqualTo(List.of());
    }

    @Test
    void aCollectionIsDeletedByLabel() {
        admin().post(cats(), labelled("tom", "'labels': {'fur': 'black'}")).created();
        admin().post(cats(), labelled("kitty", "'labels': {'fur': 'white'}")).created();

        var answer = admin().delete(cats() + "?labelSelector=fur%3Dblack").ok();

        assertThat(answer.names()).containsExactly("tom");
        assertThat(admin().get(cats()).names()).containsExactly("kitty");
    }

    @Test
    void aCollectionIsDeletedByField() {
        createCat("tom");
        createCat("kitty");

        admin().delete(cats() + "?fieldSelector=metadata.name%3Dtom").ok();

        assertThat(admin().get(cats()).names()).containsExactly("kitty");
    }

    @Test
    void aCollectionsHeldObjectsStay() {
        createHeld("tom");
        createCat("kitty");

        admin().delete(cats()).ok();

        var left = admin().get(cats());
        assertThat(left.names()).containsExactly("tom");
        assertThat(left.textAt("/items/0/metadata/deletionTimestamp")).endsWith("Z");
        release("tom");
    }

    @Test
    void aDryRunDeletesNoCollection() {
        createCat("tom");

        assertThat(admin().delete(cats() + "?dryRun=All").ok().names()).containsExactly("tom");

        admin().get(cats("tom")).ok();
    }

    @Test
    void aPolicyIsObeyedForACollection() {
        createCat("tom");

        admin().delete(cats() + "?propagationPolicy=Foreground").ok();

        assertThat(admin().get(cats("tom")).at("/metadata/finalizers")).isEqualTo(List.of("foregroundDeletion"));
        release("tom");
    }

    @Test
    void theCollectionOfAllNamespacesIsNotDeleted() {
        admin().delete(ANIMALS + "/cats").refused(405, "MethodNotAllowed");
    }

    @Test
    void aClusterScopedCollectionIsDeletedBySelector() {
        var name = namespace + "-home";
        admin().post(kennels(), kennel(name, "")).created();

        admin().delete(kennels() + "?fieldSelector=metadata.name%3D" + name).ok();

        admin().get(kennels(name)).is(404);
    }
}
