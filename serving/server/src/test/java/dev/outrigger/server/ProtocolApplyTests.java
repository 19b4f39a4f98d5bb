package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Server-side apply, and who owns what after every kind of write.
class ProtocolApplyTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return embeddedStorages();
    }

    private ProtocolAnswer apply(String manager, String body) {
        return admin().apply(cats("tom") + "?fieldManager=" + manager, body);
    }

    private ProtocolAnswer force(String manager, String body) {
        return admin().apply(cats("tom") + "?force=true&fieldManager=" + manager, body);
    }

    /// The entry of a manager: its operation, subresource and fields, as compact JSON.
    private static List<String> owners(ProtocolAnswer answer) {
        var owners = new ArrayList<String>();
        for (Value item : answer.json().struct("metadata").items("managedFields")) {
            var entry = (Value.Struct) item;
            var sub = entry.text("subresource").map(name -> "/" + name).orElse("");
            owners.add(entry.text("manager").orElse("?") + " "
                    + entry.text("operation").orElse("?") + sub + " "
                    + ProtocolJson.text(entry.struct("fieldsV1")).replace('"', '\''));
        }
        return owners;
    }

    @Test
    void anApplyOfAMissingObjectCreatesIt() {
        var tom = apply("me", cat("tom", "'lives': 9")).created();

        assertThat(tom.at("/metadata/generation")).isEqualTo(1L);
        assertThat(tom.at("/spec")).isEqualTo(Map.of("name", "tom", "lives", 9L));
        assertThat(owners(tom)).containsExactly("me Apply {'f:spec':{'f:lives':{},'f:name':{}}}");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void aSecondApplyOfTheSameChangesNothing() {
        var tom = apply("me", cat("tom")).created();

        var again = apply("me", cat("tom")).ok();

        assertThat(again.json()).isEqualTo(tom.json());
    }

    @Test
    void anEntryNamesManagerOperationVersionTimeAndFields() {
        var tom = apply("me", cat("tom")).created();

        assertThat(tom.at("/metadata/managedFields/0/manager")).isEqualTo("me");
        assertThat(tom.at("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        assertThat(tom.at("/metadata/managedFields/0/apiVersion")).isEqualTo("animal.skai.io/v1alpha1");
        assertThat(tom.textAt("/metadata/managedFields/0/time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(tom.at("/metadata/managedFields/0/fieldsType")).isEqualTo("FieldsV1");
        assertThat(tom.has("/metadata/managedFields/0/subresource")).isFalse();
    }

    @Test
    void aFieldLeftOutOfTheNextApplyGoes() {
        apply("me", cat("tom", "'lives': 9", "'mood': 'fine'")).created();

        var changed = apply("me", cat("tom", "'lives': 9")).ok();

        assertThat(changed.has("/spec/mood")).isFalse();
        assertThat(changed.at("/spec/lives")).isEqualTo(9L);
    }

    @Test
    void aFieldThatAnotherAlsoOwnsStays() {
        apply("me", cat("tom", "'lives': 9", "'mood': 'fine'")).created();
        apply("you", cat("tom", "'mood': 'fine'")).ok();

        var changed = apply("me", cat("tom", "'lives': 9")).ok();

        assertThat(changed.at("/spec/mood")).isEqualTo("fine");
        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "me Apply {'f:spec':{'f:lives':{},'f:name':{}}}",
                        "you Apply {'f:spec':{'f:mood':{},'f:name':{}}}");
    }

    @Test
    void aConflictWithAnotherApplierNamesItAndTheField() {
        apply("me", cat("tom", "'lives': 9")).created();

        apply("you", cat("tom", "'lives': 8"))
                .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"me\": .spec.lives")
                .cause("FieldManagerConflict", "conflict with \"me\"", ".spec.lives");
        assertThat(admin().get(cats("tom")).at("/spec/lives")).isEqualTo(9L);
    }

    @Test
    void aConflictWithAnUpdaterNamesTheVersionToo() {
        createCat("tom", "'lives': 9");

        apply("you", cat("tom", "'lives': 8"))
                .refused(
                        409,
                        "Conflict",
                        "Apply failed with 1 conflict: conflict with \"protocol-tests\" using"
                                + " animal.skai.io/v1alpha1: .spec.lives");
    }

    @Test
    void severalConflictsAreListed() {
        apply("me", cat("tom", "'lives': 9", "'mood': 'fine'")).created();

        apply("you", cat("tom", "'lives': 8", "'mood': 'bad'"))
                .refused(
                        409,
                        "Conflict",
                        "Apply failed with 2 conflicts: conflicts with \"me\":\n- .spec.lives\n- .spec.mood")
                .cause("FieldManagerConflict", "conflict with \"me\"", ".spec.lives")
                .cause("FieldManagerConflict", "conflict with \"me\"", ".spec.mood");
    }

    @Test
    void forceTakesTheFieldOver() {
        apply("me", cat("tom", "'lives': 9")).created();

        var changed = force("you", cat("tom", "'lives': 8")).ok();

        assertThat(changed.at("/spec/lives")).isEqualTo(8L);
        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "me Apply {'f:spec':{'f:name':{}}}", "you Apply {'f:spec':{'f:lives':{},'f:name':{}}}");
    }

    @Test
    void sharedValuesAreNoConflict() {
        apply("me", cat("tom", "'lives': 9")).created();

        apply("you", cat("tom", "'lives': 9")).ok();
    }

    @Test
    void anUpdateOfAnAppliedFieldTakesItOver() {
        apply("me", cat("tom", "'lives': 9")).created();

        var changed = admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();

        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "me Apply {'f:spec':{'f:name':{}}}", "protocol-tests Update {'f:spec':{'f:lives':{}}}");
    }

    @Test
    void aFieldManagerIsRequired() {
        admin().apply(cats("tom"), cat("tom"))
                .refused(
                        422,
                        "Invalid",
                        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
                                + " apply patch")
                .cause("FieldValueRequired", "Required value: is required for apply patch", "fieldManager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'managedFields': [{'manager': 'me'}]", "'managedFields': []"})
    void managedFieldsInTheBodyAreRefused(String managed) {
        apply("me", labelled("tom", managed)).refused(400, "BadRequest").saying("metadata.managedFields must be nil");
    }

    @Test
    void anotherKindOrVersionIsRefused() {
        apply("me", cat("tom").replace("Cat", "Dog"))
                .refused(400, "BadRequest", "invalid object type: animal.skai.io/v1alpha1, Kind=Dog");
        apply("me", cat("tom").replace("v1alpha1", "v2"))
                .refused(400, "BadRequest", "invalid object type: animal.skai.io/v2, Kind=Cat");
        apply("me", json("{'metadata': {'name': 'tom'}}")).refused(400, "BadRequest");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void anotherNameThanThePathsIsRefused() {
        apply("me", cat("kitty")).refused(400, "BadRequest");
    }

    @Test
    void theNameMayBeLeftOutOfWhatIsThereAlready() {
        var nameless = object("animal.skai.io/v1alpha1", "Cat", "", "'name': 'Tom'");
        apply("me", nameless)
                .refused(
                        400,
                        "BadRequest",
                        "the name of the object (tom based on URL) was undeterminable: name must be provided");
        createCat("tom");

        force("me", nameless).ok();
    }

    @Test
    void yamlIsTheBody() {
        var tom = apply("me", """
                        apiVersion: animal.skai.io/v1alpha1
                        kind: Cat
                        metadata:
                          name: tom
                        spec:
                          name: Tom
                        """).created();

        assertThat(tom.at("/spec/name")).isEqualTo("Tom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "a: b: c", "- 1\n- 2\n", "text", "\u0000", "&a [*a]", "null"})
    void aBodyThatIsNoObjectIsABadRequest(String body) {
        apply("me", body).refused(400, "BadRequest");
    }

    @Test
    void anUnknownFieldIsRefused() {
        var answer = apply("me", cat("tom", "'wings': 2"));

        assertThat(answer.code()).as(answer.text()).isIn(400, 422, 500);
        assertThat(answer.textAt("/message")).contains("field not declared in schema", ".spec.wings");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void aUidOnCreateIsAConflict() {
        apply("me", labelled("tom", "'uid': 'mine'"))
                .refused(409, "Conflict")
                .saying("uid mismatch: the provided object specified uid mine, and no existing object was found");
    }

    @Test
    void aResourceVersionOnCreateIsIgnored() {
        apply("me", labelled("tom", "'resourceVersion': '5'")).created();
    }

    @Test
    void aStaleResourceVersionIsRefused() {
        var tom = apply("me", cat("tom")).created();
        admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();

        apply("me", labelled("tom", "'resourceVersion': '" + tom.resourceVersion() + "'"))
                .refused(409, "Conflict");
    }

    @Test
    void theStatusIsAppliedApartWithItsOwnEntry() {
        apply("me", cat("tom")).created();
        var status = json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                + " 'status': {'asleep': true}}");

        var changed =
                admin().apply(cats("tom") + "/status?fieldManager=me", status).ok();

        assertThat(changed.at("/status/asleep")).isEqualTo(true);
        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "me Apply {'f:spec':{'f:name':{}}}", "me Apply/status {'f:status':{'f:asleep':{}}}");
    }

    @Test
    void anApplyOfTheObjectNeitherWritesNorOwnsTheStatus() {
        var body = json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom'},"
                + " 'spec': {'name': 'Tom'}, 'status': {'asleep': true}}");

        var tom = apply("me", body).created();

        assertThat(tom.has("/status")).isFalse();
        assertThat(owners(tom)).containsExactly("me Apply {'f:spec':{'f:name':{}}}");
    }

    @Test
    void theStatusOfAMissingObjectIsNotApplied() {
        admin().apply(cats("tom") + "/status?fieldManager=me", cat("tom")).refused(404, "NotFound");
    }

    @Test
    void aSetIsOwnedItemByItem() {
        var path = dogs("rex") + "?fieldManager=";
        admin().apply(path + "me", dog("rex", "'tricks': ['sit']")).created();

        var both = admin().apply(path + "you", dog("rex", "'tricks': ['roll']")).ok();
        var one = admin().apply(path + "me", dog("rex")).ok();

        assertThat(both.listAt("/spec/tricks").stream().map(String::valueOf)).containsExactlyInAnyOrder("sit", "roll");
        assertThat(one.at("/spec/tricks")).isEqualTo(List.of("roll"));
        assertThat(owners(one)).anyMatch(owner -> owner.contains("'f:tricks':{'v:\\'roll\\'':{}}"));
    }

    @Test
    void anAtomicListIsOwnedWhole() {
        apply("me", cat("tom", "'likes': ['fish']")).created();

        apply("you", cat("tom", "'likes': ['milk']"))
                .refused(409, "Conflict", "Apply failed with 1 conflict: conflict with \"me\": .spec.likes");
        var forced = force("you", cat("tom", "'likes': ['milk']")).ok();

        assertThat(forced.at("/spec/likes")).isEqualTo(List.of("milk"));
    }

    @Test
    void aMapIsOwnedMemberByMember() {
        apply("me", cat("tom", "'traits': {'a': '1'}")).created();

        var changed = apply("you", cat("tom", "'traits': {'b': '2'}")).ok();

        assertThat(changed.at("/spec/traits")).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void labelsAreOwnedOneByOneAndTheNameNever() {
        var tom = apply("me", labelled("tom", "'labels': {'a': 'b'}, 'namespace': '" + namespace + "'"))
                .created();

        assertThat(owners(tom))
                .containsExactly("me Apply {'f:metadata':{'f:labels':{'f:a':{}}},'f:spec':{'f:name':{}}}");
    }

    @Test
    void aCreateIsOwnedByTheUserAgent() {
        var tom = admin().post(cats(), labelled("tom", "'labels': {'a': 'b'}")).created();

        assertThat(owners(tom))
                .containsExactly("protocol-tests Update"
                        + " {'f:metadata':{'f:labels':{'.':{},'f:a':{}}},'f:spec':{'.':{},'f:name':{}}}");
    }

    @Test
    void aManagerMayBeNamedForEveryWrite() {
        var tom = admin().post(cats() + "?fieldManager=one", cat("tom")).created();
        var put = admin().put(cats("tom") + "?fieldManager=two", tom.with("/spec/lives", "8"))
                .ok();
        var patched = admin().merge(cats("tom") + "?fieldManager=three", "{'spec': {'mood': 'fine'}}")
                .ok();

        assertThat(owners(tom)).containsExactly("one Update {'f:spec':{'.':{},'f:name':{}}}");
        assertThat(owners(put))
                .containsExactlyInAnyOrder(
                        "one Update {'f:spec':{'.':{},'f:name':{}}}", "two Update {'f:spec':{'f:lives':{}}}");
        assertThat(owners(patched)).contains("three Update {'f:spec':{'f:mood':{}}}");
    }

    @Test
    void aFieldOfAnotherManagerChangesHandsOnUpdate() {
        admin().post(cats() + "?fieldManager=one", cat("tom", "'lives': 9")).created();

        var changed = admin().merge(cats("tom") + "?fieldManager=two", "{'spec': {'lives': 8}}")
                .ok();

        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "one Update {'f:spec':{'.':{},'f:name':{}}}", "two Update {'f:spec':{'f:lives':{}}}");
    }

    @Test
    void aWriteOfTheStatusHasItsOwnEntry() {
        createCat("tom");

        var changed = admin().merge(cats("tom") + "/status", "{'status': {'asleep': true}}")
                .ok();

        assertThat(owners(changed))
                .containsExactlyInAnyOrder(
                        "protocol-tests Update {'f:spec':{'.':{},'f:name':{}}}",
                        "protocol-tests Update/status {'f:status':{'.':{},'f:asleep':{}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{}]"})
    void anUpdateMayClearTheManagedFields(String nothing) {
        var tom = createCat("tom");

        var cleared = admin().put(cats("tom"), tom.with("/metadata/managedFields", nothing))
                .ok();

        assertThat(cleared.listAt("/metadata/managedFields")).isEmpty();
    }

    @Test
    void anApplyToAnObjectWithoutManagedFieldsLeavesTheRestToBeforeFirstApply() {
        var tom = createCat("tom", "'lives': 9");
        admin().put(cats("tom"), tom.with("/metadata/managedFields", "[]")).ok();

        var applied = apply("me", cat("tom", "'mood': 'fine'")).ok();

        assertThat(owners(applied))
                .containsExactlyInAnyOrder(
                        "me Apply {'f:spec':{'f:mood':{},'f:name':{}}}",
                        "before-first-apply Update {'f:spec':{'.':{},'f:lives':{},'f:name':{}}}");
    }

    @Test
    void anUpdateWithoutManagedFieldsKeepsThem() {
        var tom = apply("me", cat("tom")).created();

        var changed = admin().put(cats("tom"), cat("tom", "'lives': 8")).ok();

        assertThat(owners(changed)).contains(owners(tom).getFirst());
    }

    @Test
    void theUserAgentIsCutAtTheSlash() {
        var tom = admin().post(cats(), cat("tom"), "User-Agent", "kubectl/v1.36.0 (linux/amd64)")
                .created();

        assertThat(tom.at("/metadata/managedFields/0/manager")).isEqualTo("kubectl");
    }
}
