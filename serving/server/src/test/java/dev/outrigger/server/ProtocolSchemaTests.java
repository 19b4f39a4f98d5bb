package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the schema of a type and the rules of metadata let through.
class ProtocolSchemaTests extends ProtocolCase {
    private static final String QUALIFIED =
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used"
                    + " for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private static final String LABEL_VALUE = "a valid label must be an empty string or consist of alphanumeric"
            + " characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
            + " or 'my_value',  or '12345', regex used for validation is"
            + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    @Test
    void everyKindOfMemberIsKept() {
        var rex = createDog(
                "rex",
                "'breed': 'POODLE'",
                "'tricks': ['sit', 'roll']",
                "'puppies': [{'name': 'a', 'age': 1}, {'name': 'b'}]",
                "'weights': {'spring': 12, 'autumn': 14}",
                "'collar': {'color': 'red', 'text': 'REX'}",
                "'voice': 'loud'");

        assertThat(rex.at("/spec"))
                .isEqualTo(Map.of(
                        "age", 3L,
                        "breed", "POODLE",
                        "tricks", List.of("sit", "roll"),
                        "puppies", List.of(Map.of("name", "a", "age", 1L), Map.of("name", "b")),
                        "weights", Map.of("spring", 12L, "autumn", 14L),
                        "collar", Map.of("color", "red", "text", "REX"),
                        "voice", "loud"));
        assertThat(admin().get(dogs("rex")).json()).isEqualTo(rex.json());
    }

    @Test
    void aDefaultOfTheSchemaIsFilledIn() {
        assertThat(createDog("rex").at("/spec/voice")).isEqualTo("quiet");
    }

    @Test
    void anEmptyStatusDefaultsToNothing() {
        assertThat(createDog("rex").has("/status")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'age': 31 | spec.age: Invalid value: 31: spec.age in body should be less than or equal to 30 | FieldValueInvalid | spec.age",
                "'age': -1 | spec.age: Invalid value: -1: spec.age in body should be greater than or equal to 0 | FieldValueInvalid | spec.age",
                "'breed': 'CAT' | spec.breed: Unsupported value: \"CAT\": supported values: \"BEAGLE\", \"POODLE\" | FieldValueNotSupported | spec.breed",
                "'collar': {'color': 'R2'} | spec.collar.color: Invalid value: \"R2\": spec.collar.color in body should match '^[a-z]+$' | FieldValueInvalid | spec.collar.color",
                "'collar': {'text': 'x'} | spec.collar.text: Invalid value: \"x\": spec.collar.text in body should be at least 2 chars long | FieldValueInvalid | spec.collar.text",
                "'tricks': ['sit', 'roll', 'sit'] | spec.tricks[2]: Duplicate value: \"sit\" | FieldValueDuplicate | spec.tricks[2]",
                "'puppies': [{'name': 'a'}, {'age': 1}] | spec.puppies[1].name: Required value | FieldValueRequired | spec.puppies[1].name"
            })
    void aValueOutsideTheSchemaIsInvalid(String member, String sentence, String reason, String field) {
        var answer = admin().post(dogs(), dog("rex", member));

        answer.refused(422, "Invalid", "Dog.pets.example.com \"rex\" is invalid: " + sentence)
                .cause(reason, sentence.substring(field.length() + 2), field);
        admin().get(dogs("rex")).is(404);
    }

    @Test
    void severalErrorsAreListedTogether() {
        var answer = admin().post(dogs(), dog("rex", "'age': 31", "'breed': 'CAT'"));

        answer.refused(422, "Invalid");
        assertThat(answer.textAt("/message"))
                .startsWith("Dog.pets.example.com \"rex\" is invalid: [")
                .endsWith("]");
        assertThat(answer.listAt("/details/causes")).hasSize(2);
    }

    @Test
    void aRequiredMemberMustBeThere() {
        admin().post(dogs(), object("pets.example.com/v1", "Dog", "'name': 'rex'", "'voice': 'loud'"))
                .refused(422, "Invalid", "Dog.pets.example.com \"rex\" is invalid: spec.age: Required value")
                .cause("FieldValueRequired", "Required value", "spec.age");
    }

    @Test
    void aPatchIsHeldToTheSchemaToo() {
        createDog("rex");

        admin().merge(dogs("rex"), "{'spec': {'age': 99}}")
                .refused(422, "Invalid")
                .saying("spec.age");
        admin().merge(dogs("rex"), "{'spec': {'tricks': ['a', 'a']}}")
                .refused(422, "Invalid")
                .cause("FieldValueDuplicate", "Duplicate value: \"a\"", "spec.tricks[1]");
        admin().merge(dogs("rex") + "/status", "{'status': {'phase': 'old'}}").ok();
    }

    @ParameterizedTest
    @CsvSource({"9007199254740993", "2147483647", "-1"})
    void wholeNumbersAreKeptExactly(String number) {
        var created = admin().post(dogs(), dog("rex", "'weights': {'a': " + number + "}"));

        if (Long.parseLong(number) <= Integer.MAX_VALUE) {
            assertThat(created.created().at("/spec/weights/a")).isEqualTo(Long.parseLong(number));
        } else {
            assertThat(created.code()).as(created.text()).isIn(400, 422);
        }
    }

    @Test
    void aLabelKeyMustBeQualified() {
        admin().post(cats(), labelled("tom", "'labels': {'-a': 'b'}"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: metadata.labels: Invalid value: \"-a\": " + QUALIFIED)
                .cause("FieldValueInvalid", "Invalid value: \"-a\": " + QUALIFIED, "metadata.labels");
    }

    @Test
    void aLabelValueMustBeOne() {
        admin().post(cats(), labelled("tom", "'labels': {'a': 'b c'}"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"tom\" is invalid: metadata.labels: Invalid value: \"b c\": "
                                + LABEL_VALUE);
    }

    @Test
    void aLabelValueHasAtMost63Bytes() {
        admin().post(cats(), labelled("tom", "'labels': {'a': '" + "b".repeat(63) + "'}"))
                .created();

        admin().post(cats(), labelled("kitty", "'labels': {'a': '" + "b".repeat(64) + "'}"))
                .refused(422, "Invalid")
                .saying("must be no more than 63 bytes");
        admin().post(cats(), labelled("kitty", "'labels': {'" + "a".repeat(64) + "': 'b'}"))
                .refused(422, "Invalid")
                .saying("name part must be no more than 63 bytes");
    }

    @Test
    void annotationsHoldAtMost256Kibibytes() {
        var most = 256 * 1024 - 1;
        admin().post(cats(), labelled("tom", "'annotations': {'a': '" + "b".repeat(most) + "'}"))
                .created();

        admin().post(cats(), labelled("kitty", "'annotations': {'a': '" + "b".repeat(most + 1) + "'}"))
                .refused(
                        422,
                        "Invalid",
                        "Cat.animal.skai.io \"kitty\" is invalid: metadata.annotations: Too long: may not be more than"
                                + " 262144 bytes")
                .cause("FieldValueTooLong", "Too long: may not be more than 262144 bytes", "metadata.annotations");
    }

    @Test
    void anAnnotationKeyMayBeUpperCaseAndMustBeQualified() {
        admin().post(cats(), labelled("tom", "'annotations': {'Example.COM/A': 'any thing'}"))
                .created();

        admin().post(cats(), labelled("kitty", "'annotations': {'a b': 'c'}"))
                .refused(422, "Invalid")
                .saying("metadata.annotations: Invalid value: \"a b\": " + QUALIFIED);
    }

    @Test
    void aFinalizerMustBeQualified() {
        admin().post(cats(), labelled("tom", "'finalizers': ['a b/c']"))
                .refused(422, "Invalid")
                .saying("metadata.finalizers: Invalid value: \"a b/c\": ");
    }

    @Test
    void bothPropagationFinalizersTogetherAreRefused() {
        admin().post(cats(), labelled("tom", "'finalizers': ['orphan', 'foregroundDeletion']"))
                .refused(422, "Invalid")
                .saying("finalizer orphan and foregroundDeletion cannot be both set");
    }

    @Test
    void anOwnerReferenceNeedsAllItsParts() {
        admin().post(
                        cats(),
                        labelled("tom", "'ownerReferences': [{'apiVersion': '', 'kind': '', 'name': '', 'uid': ''}]"))
                .refused(422, "Invalid")
                .cause(
                        "FieldValueInvalid",
                        "Invalid value: \"\": version must not be empty",
                        "metadata.ownerReferences.apiVersion")
                .cause("FieldValueInvalid", "Invalid value: \"\": must not be empty", "metadata.ownerReferences.kind")
                .cause("FieldValueInvalid", "Invalid value: \"\": must not be empty", "metadata.ownerReferences.name")
                .cause("FieldValueInvalid", "Invalid value: \"\": must not be empty", "metadata.ownerReferences.uid");
    }

    @Test
    void onlyOneOwnerControls() {
        var owner = "{'apiVersion': 'v1', 'kind': 'Owner', 'name': '%s', 'uid': '%s', 'controller': true}";

        admin().post(
                        cats(),
                        labelled(
                                "tom",
                                "'ownerReferences': [" + owner.formatted("a", "1") + "," + owner.formatted("b", "2")
                                        + "]"))
                .refused(422, "Invalid")
                .saying(
                        "Only one reference can have Controller set to true. Found \"true\" in references for Owner/a and"
                                + " Owner/b");
    }

    @Test
    void aRepeatedOwnerReferenceIsDroppedWithAWarning() {
        var owner = "{'apiVersion': 'v1', 'kind': 'Owner', 'name': 'a', 'uid': 'u1'}";

        var tom = admin().post(cats(), labelled("tom", "'ownerReferences': [" + owner + "," + owner + "]"))
                .created();

        assertThat(tom.listAt("/metadata/ownerReferences")).hasSize(1);
        assertThat(tom.warnings())
                .anyMatch(warning -> warning.contains(".metadata.ownerReferences contains duplicate entries"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a.b", "-a", "a_b"})
    void aNamespaceThatIsNoLabelIsRefused(String name) {
        admin().post(ANIMALS + "/namespaces/" + name + "/cats", cat("tom"))
                .refused(422, "Invalid")
                .saying("metadata.namespace");
    }
}
