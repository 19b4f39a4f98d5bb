package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A subresource that is a kind of its own over a part of the stored object.
class EditTests extends HerdCase {
    private final String diet = herds + "/a/diet";

    private static String plan(String spec) {
        return ProtocolCase.object("farm.example.com/v1", "DietPlan", "'name': 'a'", spec);
    }

    @Test
    void itShowsThePartUnderTheParentsIdentity() {
        var herd = herd("'shepherd': 'ann'", "'diet': {'food': 'grass', 'meals': 2}");
        var seen = admin().get(diet).ok();
        assertThat(seen.textAt("/apiVersion")).isEqualTo("farm.example.com/v1");
        assertThat(seen.textAt("/kind")).isEqualTo("DietPlan");
        assertThat(seen.textAt("/spec")).isEqualTo("{food=grass, meals=2}");
        for (String shared : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            assertThat(seen.textAt("/metadata/" + shared)).isEqualTo(herd.textAt("/metadata/" + shared));
        }
        assertThat(seen.has("/metadata/managedFields")).isFalse();
    }

    @Test
    void aPutWritesThePartAndNothingElse() {
        var before = herd("'shepherd': 'ann'", "'diet': {'food': 'grass', 'meals': 2}");
        var answer = admin().put(
                        diet,
                        ProtocolCase.json("{'apiVersion': 'farm.example.com/v1', 'kind': 'DietPlan',"
                                + " 'metadata': {'name': 'a', 'labels': {'x': 'y'}}, 'spec': {'food': 'hay'}}"))
                .ok();
        assertThat(answer.textAt("/spec")).isEqualTo("{food=hay}");
        var herd = admin().get(herds + "/a").ok();
        assertThat(herd.textAt("/spec")).isEqualTo("{shepherd=ann, diet={food=hay}}");
        assertThat(herd.has("/metadata/labels")).isFalse();
        assertThat(herd.at("/metadata/generation")).isEqualTo(2L);
        assertThat(herd.textAt("/metadata/uid")).isEqualTo(before.textAt("/metadata/uid"));
        assertThat(answer.resourceVersion()).isEqualTo(herd.resourceVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/merge-patch+json           | {'spec': {'food': 'hay'}}
            application/strategic-merge-patch+json | {'spec': {'food': 'hay'}}
            application/json-patch+json            | [{'op': 'replace', 'path': '/spec/food', 'value': 'hay'}]
            """)
    void aPatchIsOfThePartsOwnKind(String mediaType, String patch) {
        herd("'shepherd': 'ann'", "'diet': {'food': 'grass', 'meals': 2}");
        assertThat(admin().patch(diet, mediaType, patch).ok().textAt("/spec")).isEqualTo("{food=hay, meals=2}");
        assertThat(admin().get(herds + "/a").ok().textAt("/spec"))
                .isEqualTo("{shepherd=ann, diet={food=hay, meals=2}}");
    }

    @Test
    void itsApplierOwnsTheObjectsFieldsThroughTheSubresource() {
        herd("'shepherd': 'ann'");
        var applied = admin().apply(diet + "?fieldManager=cook", plan("'food': 'hay', 'meals': 3"))
                .ok();
        assertThat(applied.textAt("/spec")).isEqualTo("{food=hay, meals=3}");
        var owned = admin().get(herds + "/a").ok();
        assertThat(owned.textAt("/metadata/managedFields"))
                .contains("manager=cook", "subresource=diet", "f:food", "f:meals");

        admin().apply(diet + "?fieldManager=cook", plan("'food': 'hay'")).ok();
        assertThat(admin().get(herds + "/a").ok().textAt("/spec")).isEqualTo("{shepherd=ann, diet={food=hay}}");

        admin().apply(herds + "/a?fieldManager=owner", SubresourceTypes.herd("v1", "a", "'diet': {'food': 'oats'}"))
                .refused(409, "Conflict")
                .saying("conflict with \"cook\" with subresource \"diet\"", ".spec.diet.food");
    }

    @Test
    void anUpdaterOwnsTheObjectsFieldsThroughTheSubresource() {
        herd("'shepherd': 'ann'");
        admin().put(diet + "?fieldManager=cook", plan("'food': 'hay'")).ok();
        assertThat(admin().get(herds + "/a").ok().textAt("/metadata/managedFields"))
                .contains("manager=cook, operation=Update", "subresource=diet", "f:food");
    }

    @Test
    void theParentsRulesAreRunAndThePartsOwnToo() {
        herd("'shepherd': 'ann'", "'diet': {'food': 'grass'}");
        admin().merge(diet, "{'spec': {'food': 'wolves'}}")
                .refused(
                        422,
                        "Invalid",
                        "Herd.farm.example.com \"a\" is invalid: spec.diet.food: Invalid value: \"wolves\": is no food");
        admin().merge(diet, "{'spec': {'meals': 10}}")
                .refused(422, "Invalid")
                .saying("DietPlan.farm.example.com \"a\" is invalid: spec.meals: Invalid value: 10");
        admin().merge(diet, "{'spec': {'food': 'ash', 'meals': 8}}")
                .refused(422, "Invalid")
                .saying("DietPlan.farm.example.com \"a\" is invalid: spec: Invalid value: ", "too much ash");
        assertThat(admin().get(diet).textAt("/spec")).isEqualTo("{food=grass}");
    }

    @Test
    void preconditionsAreKept() {
        var old = herd("'shepherd': 'ann'");
        admin().merge(herds + "/a", "{'spec': {'shepherd': 'bea'}}").ok();
        admin().put(
                        diet,
                        ProtocolCase.object(
                                "farm.example.com/v1",
                                "DietPlan",
                                "'name': 'a', 'resourceVersion': '" + old.resourceVersion() + "'",
                                "'food': 'hay'"))
                .refused(409, "Conflict")
                .saying("the object has been modified");
        admin().put(
                        diet,
                        ProtocolCase.object(
                                "farm.example.com/v1", "DietPlan", "'name': 'a', 'uid': 'other'", "'food': 'hay'"))
                .refused(409, "Conflict")
                .saying("Precondition failed: UID in precondition: other");
        admin().put(diet, ProtocolCase.object("farm.example.com/v1", "DietPlan", "'name': 'b'", "'food': 'hay'"))
                .refused(400, "BadRequest", "the name of the object (b) does not match the name on the URL (a)");
    }

    @Test
    void ofWhatIsMissingNothingIsShownOrWritten() {
        var missing = "herds.farm.example.com \"a\" not found";
        admin().get(diet).refused(404, "NotFound", missing);
        admin().put(diet, plan("'food': 'hay'")).refused(404, "NotFound", missing);
        admin().merge(diet, "{'spec': {'food': 'hay'}}").refused(404, "NotFound", missing);
        admin().apply(diet + "?fieldManager=m", plan("'food': 'hay'")).refused(404, "NotFound", missing);
    }

    @Test
    void unknownFieldsAndOtherKindsAreMetAsEverywhere() {
        herd("'shepherd': 'ann'");
        var odd = plan("'food': 'hay', 'nope': 1");
        assertThat(admin().put(diet, odd).ok().warnings()).containsExactly("299 - \"unknown field \\\"spec.nope\\\"\"");
        admin().put(diet + "?fieldValidation=Strict", odd)
                .refused(400, "BadRequest")
                .saying("spec.nope");
        admin().put(diet, SubresourceTypes.herd("v1", "a"))
                .refused(400, "BadRequest")
                .saying("Herd in version \"v1\" cannot be handled as a DietPlan: no kind \"Herd\" is registered");
    }

    @Test
    void aDryRunStoresNothing() {
        var before = herd("'shepherd': 'ann'");
        var answer = admin().put(diet + "?dryRun=All", plan("'food': 'hay'")).ok();
        assertThat(answer.textAt("/spec/food")).isEqualTo("hay");
        assertThat(admin().get(herds + "/a").resourceVersion()).isEqualTo(before.resourceVersion());
    }

    @Test
    void watchersOfTheParentSeeIt() {
        var before = herd("'shepherd': 'ann'");
        try (var watch = admin().watch(herds + "?watch=true&resourceVersion=" + before.resourceVersion())) {
            admin().put(diet, plan("'food': 'hay'")).ok();
            assertThat(watch.next().at("/spec/diet/food")).isEqualTo("hay");
        }
    }

    @Test
    void itIsServedInEveryVersion() {
        herd("'shepherd': 'ann'", "'diet': {'food': 'grass'}");
        var other = diet.replace("/v1/", "/v1alpha1/");
        assertThat(admin().get(other).ok().textAt("/apiVersion")).isEqualTo("farm.example.com/v1");
        admin().merge(other, "{'spec': {'food': 'hay'}}").ok();
        admin().apply(other + "?fieldManager=cook&force=true", plan("'meals': 4"))
                .ok();
        assertThat(admin().get(herds + "/a").ok().textAt("/spec/diet")).isEqualTo("{food=hay, meals=4}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/cbor", "application/json"})
    void everyMediaTypeIsSpoken(String mediaType) {
        herd("'diet': {'food': 'grass'}");
        assertThat(admin().get(diet, "Accept", mediaType).ok().textAt("/spec/food"))
                .isEqualTo("grass");
        var yaml = "{apiVersion: farm.example.com/v1, kind: DietPlan, metadata: {name: a}, spec: {food: hay}}";
        var answer =
                admin().send("PUT", diet, Optional.of(yaml), "Content-Type", "application/yaml", "Accept", mediaType);
        assertThat(answer.ok().textAt("/spec/food")).isEqualTo("hay");
        var table = admin().get(diet, "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .ok();
        assertThat(table.textAt("/rows/0/cells/0")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void otherMethodsAreNotAllowed(String method) {
        herd("'shepherd': 'ann'");
        admin().send(method, diet, Optional.of("{}"), "Content-Type", "application/json")
                .refused(405, "MethodNotAllowed");
    }

    @Test
    void statusStaysApart() {
        herd("'shepherd': 'ann'");
        admin().merge(herds + "/a/status", "{'status': {'counted': 3}}").ok();
        admin().put(diet, plan("'food': 'hay'")).ok();
        assertThat(admin().get(herds + "/a").ok().at("/status/counted")).isEqualTo(3L);
    }
}
