package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolPatchTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return embeddedStorages();
    }

    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";

    private ProtocolAnswer jsonPatch(String name, String operations) {
        return admin().patch(cats(name), JSON_PATCH, operations);
    }

    @Test
    void aMergePatchSetsAndRemoves() {
        var tom = createCat("tom", "'lives': 9", "'mood': 'fine'", "'traits': {'a': '1', 'b': '2'}");

        var changed = admin().merge(
                        cats("tom"), "{'spec': {'lives': 8, 'mood': null, 'traits': {'a': null, 'c': '3'}}}")
                .ok();

        assertThat(changed.at("/spec"))
                .isEqualTo(Map.of("name", "tom", "lives", 8L, "traits", Map.of("b", "2", "c", "3")));
        assertThat(changed.revision()).isGreaterThan(tom.revision());
        assertThat(admin().get(cats("tom")).json()).isEqualTo(changed.json());
    }

    @Test
    void aMergePatchReplacesLists() {
        createCat("tom", "'likes': ['fish', 'milk']");

        var changed =
                admin().merge(cats("tom"), "{'spec': {'likes': ['mice']}}").ok();

        assertThat(changed.at("/spec/likes")).isEqualTo(List.of("mice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'spec': {'lives': 9}}", "{'metadata': {'labels': null}}"})
    void aPatchThatChangesNothingKeepsTheResourceVersion(String patch) {
        var tom = createCat("tom", "'lives': 9");

        assertThat(admin().merge(cats("tom"), patch).ok().json()).isEqualTo(tom.json());
    }

    @Test
    void aPatchOfAMissingObjectIsNotFound() {
        admin().merge(cats("tom"), "{}").refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
        jsonPatch("tom", "[]").refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
        admin().patch(cats("tom"), STRATEGIC, "{}").refused(404, "NotFound", "cats.animal.skai.io \"tom\" not found");
    }

    @Test
    void aPatchWithAStaleResourceVersionIsRefused() {
        var tom = createCat("tom");
        admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();

        var refused = admin().merge(
                        cats("tom"),
                        "{'metadata': {'resourceVersion': '" + tom.resourceVersion() + "'}, 'spec': {'lives': 7}}");

        refused.refused(409, "Conflict")
                .saying("Operation cannot be fulfilled on cats.animal.skai.io \"tom\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    void aPatchWithTheCurrentResourceVersionGoesThrough() {
        var tom = createCat("tom");

        admin().merge(
                        cats("tom"),
                        "{'metadata': {'resourceVersion': '" + tom.resourceVersion() + "'}, 'spec': {'lives': 7}}")
                .ok();
    }

    @Test
    void aPatchCannotChangeTheUid() {
        createCat("tom");

        admin().merge(cats("tom"), "{'metadata': {'uid': 'another'}}")
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: metadata.uid: Invalid value: \"another\": field is"
                                + " immutable")
                .cause("FieldValueInvalid", "Invalid value: \"another\": field is immutable", "metadata.uid");
    }

    @Test
    void aPatchCannotChangeNameOrNamespace() {
        createCat("tom");

        admin().merge(cats("tom"), "{'metadata': {'name': 'kitty'}}").refused(400, "BadRequest");
        admin().merge(cats("tom"), "{'metadata': {'namespace': 'elsewhere'}}").refused(400, "BadRequest");
    }

    @Test
    void aPatchWhoseResultIsInvalidIsRefused() {
        var tom = createCat("tom");

        admin().merge(cats("tom"), "{'spec': {'name': ''}}")
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: spec.name: Required value: must be specified");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void aPatchToAnotherKindIsRefused() {
        createCat("tom");

        admin().merge(cats("tom"), "{'kind': 'Dog'}").refused(422, "Invalid").saying("patch: Invalid value: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "'text'", "12", "null", "{'a': }", "{'spec': {'lives': 'nine'"})
    void aMalformedMergePatchIsABadRequest(String patch) {
        createCat("tom");

        var answer = admin().merge(cats("tom"), patch);

        assertThat(answer.code()).as(answer.text()).isIn(400, 422);
        assertThat(answer.at("/kind")).isEqualTo("Status");
    }

    @Test
    void aJsonPatchAddsReplacesRemovesMovesCopiesAndTests() {
        createCat("tom", "'lives': 9", "'mood': 'fine'", "'likes': ['fish']", "'traits': {'a': '1', 'b/c': '2'}");

        var changed = jsonPatch("tom", """
                        [{'op': 'test', 'path': '/spec/lives', 'value': 9},
                         {'op': 'replace', 'path': '/spec/lives', 'value': 8},
                         {'op': 'remove', 'path': '/spec/mood'},
                         {'op': 'add', 'path': '/spec/likes/-', 'value': 'milk'},
                         {'op': 'add', 'path': '/spec/likes/0', 'value': 'mice'},
                         {'op': 'copy', 'from': '/spec/traits/a', 'path': '/spec/traits/d'},
                         {'op': 'move', 'from': '/spec/traits/b~1c', 'path': '/spec/traits/e'}]""").ok();

        assertThat(changed.at("/spec"))
                .isEqualTo(Map.of(
                        "name",
                        "tom",
                        "lives",
                        8L,
                        "likes",
                        List.of("mice", "fish", "milk"),
                        "traits",
                        Map.of("a", "1", "d", "1", "e", "2")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'op': 'test', 'path': '/spec/lives', 'value': 1}]",
                "[{'op': 'replace', 'path': '/spec/nope/deeper', 'value': 1}]",
                "[{'op': 'remove', 'path': '/spec/nope'}]",
                "[{'op': 'add', 'path': '/spec/likes/7', 'value': 'x'}]"
            })
    void aJsonPatchThatDoesNotFitIsRefused(String patch) {
        var tom = createCat("tom", "'lives': 9", "'likes': ['fish']");

        var refused = jsonPatch("tom", patch);

        refused.refused(422, "Invalid", "the server rejected our request due to an error in our request");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "'text'", "{'op': 'remove'}", "[{'op': ", "12", "[1]"})
    void aMalformedJsonPatchIsABadRequest(String patch) {
        createCat("tom");

        jsonPatch("tom", patch).refused(400, "BadRequest");
    }

    @Test
    void aJsonPatchOfAnUnknownOperationIsRefused() {
        createCat("tom");

        var answer = jsonPatch("tom", "[{'op': 'paint', 'path': '/spec/mood'}]");

        assertThat(answer.code()).as(answer.text()).isIn(400, 422);
    }

    @Test
    void aJsonPatchOfMoreThanTenThousandOperationsIsTooLarge() {
        createCat("tom");
        var operation = "{'op': 'add', 'path': '/spec/mood', 'value': 'x'}";
        var many = "[" + (operation + ",").repeat(10_000) + operation + "]";

        jsonPatch("tom", many)
                .refused(413, "RequestEntityTooLarge")
                .saying("The allowed maximum operations in a JSON patch is 10000, got 10001");
    }

    @Test
    void anEmptyJsonPatchChangesNothing() {
        var tom = createCat("tom");

        assertThat(jsonPatch("tom", "[]").ok().json()).isEqualTo(tom.json());
    }

    @Test
    void aStrategicPatchOfMapsAndScalarsWorksLikeAMergePatch() {
        createCat("tom", "'lives': 9", "'mood': 'fine'", "'traits': {'a': '1'}");

        var changed = admin().patch(
                        cats("tom"), STRATEGIC, "{'spec': {'lives': 8, 'mood': null, 'traits': {'b': '2'}}}")
                .ok();

        assertThat(changed.at("/spec"))
                .isEqualTo(Map.of("name", "tom", "lives", 8L, "traits", Map.of("a", "1", "b", "2")));
    }

    @Test
    void aStrategicPatchMergesFinalizers() {
        admin().post(cats(), labelled("tom", "'finalizers': ['a.b/c']")).created();

        var changed = admin().patch(cats("tom"), STRATEGIC, "{'metadata': {'finalizers': ['a.b/d']}}")
                .ok();
        var removed = admin().patch(
                        cats("tom"), STRATEGIC, "{'metadata': {'$deleteFromPrimitiveList/finalizers': ['a.b/c']}}")
                .ok();

        assertThat(changed.listAt("/metadata/finalizers").stream().map(String::valueOf))
                .containsExactlyInAnyOrder("a.b/c", "a.b/d");
        assertThat(removed.at("/metadata/finalizers")).isEqualTo(List.of("a.b/d"));
        admin().merge(cats("tom"), "{'metadata': {'finalizers': null}}").ok();
    }

    @Test
    void aStrategicPatchMergesOwnerReferencesByUid() {
        var owner = "{'apiVersion': 'v1', 'kind': 'Owner', 'name': '%s', 'uid': '%s'}";
        admin().post(cats(), labelled("tom", "'ownerReferences': [" + owner.formatted("one", "1") + "]"))
                .created();

        var changed = admin().patch(
                        cats("tom"),
                        STRATEGIC,
                        "{'metadata': {'ownerReferences': [" + owner.formatted("two", "2") + "]}}")
                .ok();
        var removed = admin().patch(
                        cats("tom"), STRATEGIC, "{'metadata': {'ownerReferences': [{'$patch': 'delete', 'uid': '1'}]}}")
                .ok();

        assertThat(changed.listAt("/metadata/ownerReferences")).hasSize(2);
        assertThat(removed.at("/metadata/ownerReferences/0/name")).isEqualTo("two");
        assertThat(removed.listAt("/metadata/ownerReferences")).hasSize(1);
    }

    @Test
    void aStrategicPatchReplacesWhereItSaysSo() {
        createCat("tom", "'traits': {'a': '1'}");

        var changed = admin().patch(cats("tom"), STRATEGIC, "{'spec': {'traits': {'$patch': 'replace', 'b': '2'}}}")
                .ok();

        assertThat(changed.at("/spec/traits")).isEqualTo(Map.of("b", "2"));
    }

    @Test
    void plainJsonIsNoPatchType() {
        createCat("tom");

        admin().patch(cats("tom"), "application/json", "{}").refused(415, "UnsupportedMediaType");
        admin().patch(cats("tom"), "text/plain", "{}")
                .refused(415, "UnsupportedMediaType")
                .saying(
                        "the body of the request was in an unknown format - accepted media types include: ",
                        "application/json-patch+json",
                        "application/merge-patch+json",
                        "application/strategic-merge-patch+json",
                        "application/apply-patch+yaml");
    }

    @Test
    void aPatchTypeMayHaveParameters() {
        createCat("tom");

        admin().patch(cats("tom"), "application/merge-patch+json; charset=utf-8", "{'spec': {'lives': 8}}")
                .ok();
    }

    @Test
    void forceIsForApplyAlone() {
        createCat("tom");

        admin().merge(cats("tom") + "?force=true", "{}")
                .refused(
                        422,
                        "Invalid",
                        "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for"
                                + " non-apply patch")
                .cause("FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force");
    }

    @Test
    void aPatchOfTheStatusChangesTheStatusAlone() {
        var tom = createCat("tom", "'lives': 9");

        var changed = admin().merge(
                        cats("tom") + "/status",
                        "{'metadata': {'labels': {'a': 'b'}}, 'spec': {'lives': 1}, 'status': {'meals': 3}}")
                .ok();
        var again = admin().patch(
                        cats("tom") + "/status", JSON_PATCH, "[{'op': 'add', 'path': '/status/asleep', 'value': true}]")
                .ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(9L);
        assertThat(changed.has("/metadata/labels")).isFalse();
        assertThat(changed.at("/status")).isEqualTo(Map.of("meals", 3L));
        assertThat(again.at("/status")).isEqualTo(Map.of("meals", 3L, "asleep", true));
        assertThat(again.at("/metadata/generation")).isEqualTo(tom.at("/metadata/generation"));
    }

    @Test
    void aPatchOfTheObjectLeavesTheStatusAlone() {
        createCat("tom");
        admin().merge(cats("tom") + "/status", "{'status': {'meals': 3}}").ok();

        var changed = admin().merge(cats("tom"), "{'spec': {'lives': 8}, 'status': {'meals': 4}}")
                .ok();

        assertThat(changed.at("/status/meals")).isEqualTo(3L);
    }

    @Test
    void aDryRunAnswersAsARealPatchAndStoresNothing() {
        var tom = createCat("tom");

        var changed = admin().merge(cats("tom") + "?dryRun=All", "{'spec': {'lives': 8}}")
                .ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(8L);
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
        admin().merge(cats("tom") + "?dryRun=All", "{'spec': {'name': ''}}").refused(422, "Invalid");
        admin().apply(cats("kitty") + "?dryRun=All&fieldManager=me", cat("kitty"))
                .created();
        admin().get(cats("kitty")).is(404);
    }

    @Test
    void aCollectionIsNotPatched() {
        admin().merge(cats(), "{}").refused(405, "MethodNotAllowed");
        admin().put(cats(), cat("tom")).refused(405, "MethodNotAllowed");
    }

    @Test
    void anObjectIsNotPostedTo() {
        createCat("tom");

        admin().post(cats("tom"), cat("tom")).refused(405, "MethodNotAllowed");
    }

    @Test
    void aTypedListOfObjectsIsReplacedByAStrategicPatch() {
        createDog("rex", "'puppies': [{'name': 'a'}, {'name': 'b'}]");

        var changed = admin().patch(dogs("rex"), STRATEGIC, "{'spec': {'puppies': [{'name': 'c'}]}}")
                .ok();

        assertThat(changed.at("/spec/puppies")).isEqualTo(List.of(Map.of("name", "c")));
    }
}
