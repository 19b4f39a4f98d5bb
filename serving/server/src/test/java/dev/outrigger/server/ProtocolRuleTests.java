package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the CEL rules of a type let through, and what clients hear where they do not.
class ProtocolRuleTests extends ProtocolCase {
    private static final String INVALID = "Pond.ponds.example.com \"p\" is invalid: ";

    private ProtocolAnswer create(String... members) {
        return admin().post(ponds(), pond("p", members));
    }

    @Test
    void whatKeepsTheRulesIsStored() {
        create(
                        "'shallow': 1",
                        "'deep': 2",
                        "'owner': 'ann'",
                        "'deed': 'd1'",
                        "'site': 'north'",
                        "'silt': 0",
                        "'water': 'warm'",
                        "'source': 'brook'",
                        "'fish': ['carp', 'tench']",
                        "'plants': {'reed': {'count': 3}}")
                .created();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'shallow': 3, 'deep': 2 | spec.shallow | FieldValueInvalid | Invalid value: shallow is 3, deep 2",
                "'owner': 'ann' | spec.deed | FieldValueRequired | Required value: an owned pond has a deed",
                "'owner': 'p', 'deed': 'd' | <nil> | FieldValueDuplicate | Duplicate value",
                "'silt': 1 | spec.silt | FieldValueInvalid | Invalid value: 1: silt begins at 0 and only grows",
                "'water': 'salt' | spec.water | FieldValueInvalid | Invalid value: \"salt\": failed rule: self.startsWith('w')",
                "'source': 'rain' | spec.source | FieldValueInvalid | Invalid value: \"rain\": failed rule: self != 'rain'",
                "'fish': ['a', 'a'] | spec.fish | FieldValueInvalid | Invalid value: names twice",
                "'plants': {'reed': {'count': 10}} | spec.plants[reed].count | FieldValueInvalid | Invalid value: 10: failed rule: self < 10"
            })
    void aBrokenRuleIsToldAsItsAuthorWants(String members, String field, String reason, String message) {
        create(members)
                .refused(422, "Invalid", INVALID + field + ": " + message)
                .cause(reason, message, field);
        admin().get(ponds("p")).is(404);
    }

    @Test
    void rulesMaySpeakOfTheNameOfTheObject() {
        admin().post(ponds(), pond("ocean"))
                .refused(
                        422,
                        "Invalid",
                        "Pond.ponds.example.com \"ocean\" is invalid: <nil>: Invalid value: an ocean is no pond");
    }

    @Test
    void allBrokenRulesAreToldTogether() {
        create("'shallow': 3", "'deep': 2", "'water': 'salt'")
                .refused(
                        422,
                        "Invalid",
                        INVALID + "[spec.shallow: Invalid value: shallow is 3, deep 2, spec.water: Invalid value:"
                                + " \"salt\": failed rule: self.startsWith('w')]");
    }

    @Test
    void rulesAreNotRunOverAnObjectThatLacksWhatTheyRelyOn() {
        var words =
                "Invalid value: null: some validation rules were not checked because the object was invalid; correct"
                        + " the existing errors to complete validation";
        create("'water': 'salt and more'", "'shallow': 3", "'deep': 2")
                .refused(
                        422,
                        "Invalid",
                        INVALID + "[spec.water: Too long: may not be more than 8 bytes, <nil>: " + words + "]")
                .cause("FieldValueInvalid", words, "<nil>");
    }

    @Test
    void rulesAreRunBesideLimitsThatTheyDoNotRelyOn() {
        create("'shallow': 101", "'deep': 2")
                .refused(
                        422,
                        "Invalid",
                        INVALID + "[spec.shallow: Invalid value: 101: spec.shallow in body should be less than or equal"
                                + " to 100, spec.shallow: Invalid value: shallow is 101, deep 2]");
    }

    @Test
    void aTransitionRuleComparesWithWhatWasStored() {
        create("'site': 'north'", "'silt': 0").created();
        var words = "Forbidden: a pond stays where it is";

        admin().put(ponds("p"), pond("p", "'site': 'south'"))
                .refused(422, "Invalid", INVALID + "spec.site: " + words)
                .cause("FieldValueForbidden", words, "spec.site");
        admin().merge(ponds("p"), "{'spec': {'site': 'south'}}").refused(422, "Invalid");
        admin().merge(ponds("p") + "?dryRun=All", "{'spec': {'site': 'south'}}").refused(422, "Invalid");
        admin().patch(
                        ponds("p"),
                        "application/json-patch+json",
                        json("[{'op': 'replace', 'path': '/spec/site', 'value': 'south'}]"))
                .refused(422, "Invalid");
        admin().apply(ponds("p") + "?fieldManager=m&force=true", pond("p", "'site': 'south'"))
                .refused(422, "Invalid");
        admin().merge(ponds("p"), "{'spec': {'site': null}}").ok();
        admin().merge(ponds("p"), "{'spec': {'site': 'south'}}").ok();
    }

    @Test
    void anOptionalOldValueLetsOneRuleSpeakOfBothBirthAndChange() {
        create("'silt': 0").created();

        admin().merge(ponds("p"), "{'spec': {'silt': 4}}").ok();
        admin().merge(ponds("p"), "{'spec': {'silt': 3}}")
                .refused(422, "Invalid", INVALID + "spec.silt: Invalid value: 3: silt begins at 0 and only grows");
    }

    @Test
    void valuesOfAMapAreComparedByTheirNames() {
        create("'plants': {'reed': {'count': 3}}").created();

        admin().merge(ponds("p"), "{'spec': {'plants': {'reed': {'count': 2}}}}")
                .refused(
                        422,
                        "Invalid",
                        INVALID + "spec.plants[reed].count: Invalid value: 2: failed rule: self >= oldSelf");
        admin().merge(ponds("p"), "{'spec': {'plants': {'reed': null, 'lily': {'count': 2}}}}")
                .ok();
    }

    @Test
    void theStatusIsHeldToItsRules() {
        create("'site': 'north'").created();

        admin().merge(ponds("p") + "/status", "{'status': {'level': -1}}")
                .refused(422, "Invalid", INVALID + "status: Invalid value: dry");
        admin().merge(ponds("p") + "/status", "{'status': {'level': null}}")
                .refused(422, "Invalid")
                .saying("status.level: Required value", "some validation rules were not checked");
        admin().apply(
                        ponds("p") + "/status?fieldManager=m",
                        json("{'apiVersion': 'ponds.example.com/v1', 'kind': 'Pond', 'metadata': {'name': 'p'},"
                                + " 'status': {'level': -2}}"))
                .refused(422, "Invalid", INVALID + "status: Invalid value: dry");
        admin().merge(ponds("p") + "/status", "{'status': {'level': 1}}").ok();
    }

    @Test
    void aDryRunAndAnApplyThatCreatesAreHeldToTheRules() {
        admin().post(ponds() + "?dryRun=All", pond("p", "'water': 'salt'")).refused(422, "Invalid");
        admin().apply(ponds("p") + "?fieldManager=m", pond("p", "'water': 'salt'"))
                .refused(422, "Invalid");
        admin().get(ponds("p")).is(404);
    }

    @Test
    void theRulesArePublished() {
        var schemas = admin().get("/openapi/v3/apis/ponds.example.com/v1").ok();
        var spec = "/components/schemas/com.example.ponds.v1.Spec";

        assertThat(schemas.listAt("/components/schemas/com.example.ponds.v1.Pond/x-kubernetes-validations"))
                .hasSize(2);
        assertThat(schemas.at(spec + "/properties/site/x-kubernetes-validations"))
                .isEqualTo(List.of(Map.of(
                        "rule",
                        "self == oldSelf",
                        "message",
                        "a pond stays where it is",
                        "reason",
                        "FieldValueForbidden")));
        var swagger = admin().get("/openapi/v2").ok();
        assertThat(swagger.listAt("/definitions/com.example.ponds.v1.Pond/x-kubernetes-validations"))
                .hasSize(2);
    }
}
