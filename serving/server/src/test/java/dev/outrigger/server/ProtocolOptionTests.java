package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// dryRun, fieldManager and fieldValidation on every write.
class ProtocolOptionTests extends ProtocolCase {

    @Test
    void anUnknownFieldIsWarnedOfAndDropped() {
        var created = admin().post(cats(), cat("tom", "'wings': 2")).created();
        var updated = admin().put(cats("tom"), cat("tom", "'lives': 8", "'claws': 20"))
                .ok();
        var patched = admin().merge(cats("tom") + "?fieldValidation=Warn", "{'spec': {'fins': 1}}")
                .ok();

        assertThat(created.warnings()).containsExactly("299 - \"unknown field \\\"spec.wings\\\"\"");
        assertThat(updated.warnings()).containsExactly("299 - \"unknown field \\\"spec.claws\\\"\"");
        assertThat(patched.warnings()).containsExactly("299 - \"unknown field \\\"spec.fins\\\"\"");
        assertThat(patched.json().struct("spec").members()).containsOnlyKeys("name", "lives");
    }

    @Test
    void anUnknownFieldIsWarnedOfThoughTheRequestIsRefused() {
        admin().post(cats(), cat("tom")).created();
        var taken = admin().post(cats(), cat("tom", "'wings': 2")).refused(409, "AlreadyExists");
        var misnamed = admin().put(cats("felix"), cat("tom", "'claws': 20")).refused(400, "BadRequest");
        var stale = admin().put(
                        cats("tom"), json("{'metadata': {'name': 'tom', 'resourceVersion': '1'}, 'spec': {'fins': 1}}"))
                .refused(409, "Conflict");
        var invalid = admin().merge(cats("tom"), "{'metadata': {'labels': {'a b': ''}}, 'spec': {'tail': 1}}")
                .refused(422, "Invalid");

        assertThat(taken.warnings()).containsExactly("299 - \"unknown field \\\"spec.wings\\\"\"");
        assertThat(misnamed.warnings()).containsExactly("299 - \"unknown field \\\"spec.claws\\\"\"");
        assertThat(stale.warnings()).containsExactly("299 - \"unknown field \\\"spec.fins\\\"\"");
        assertThat(invalid.warnings()).containsExactly("299 - \"unknown field \\\"spec.tail\\\"\"");
    }

    @Test
    void everyUnknownFieldHasItsWarning() {
        var created = admin().post(
                        cats(),
                        json("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'metadata': {'name': 'tom',"
                                + " 'colour': 'red'}, 'spec': {'name': 'Tom', 'wings': 2}, 'extra': {}}"))
                .created();

        assertThat(created.warnings())
                .containsExactlyInAnyOrder(
                        "299 - \"unknown field \\\"metadata.colour\\\"\"",
                        "299 - \"unknown field \\\"spec.wings\\\"\"",
                        "299 - \"unknown field \\\"extra\\\"\"");
        assertThat(created.has("/extra")).isFalse();
        assertThat(created.has("/metadata/colour")).isFalse();
    }

    @Test
    void aDuplicateFieldIsWarnedOfAndTheLastOneCounts() {
        var created =
                admin().post(cats(), cat("tom", "'lives': 9", "'lives': 8")).created();

        assertThat(created.warnings()).containsExactly("299 - \"duplicate field \\\"spec.lives\\\"\"");
        assertThat(created.at("/spec/lives")).isEqualTo(8L);
    }

    @Test
    void ignoreIsSilent() {
        var body = cat("tom", "'wings': 2", "'lives': 9", "'lives': 8");
        var created = admin().post(cats() + "?fieldValidation=Ignore", body).created();
        var updated = admin().put(cats("tom") + "?fieldValidation=Ignore", body).ok();
        var patched = admin().merge(cats("tom") + "?fieldValidation=Ignore", "{'spec': {'fins': 1}}")
                .ok();

        assertThat(created.warnings()).isEmpty();
        assertThat(updated.warnings()).isEmpty();
        assertThat(patched.warnings()).isEmpty();
        assertThat(patched.json().struct("spec").members()).containsOnlyKeys("name", "lives");
    }

    @Test
    void strictRefusesAnUnknownFieldOnCreate() {
        admin().post(cats() + "?fieldValidation=Strict", cat("tom", "'wings': 2"))
                .refused(
                        400,
                        "BadRequest",
                        "Cat in version \"v1alpha1\" cannot be handled as a Cat: strict decoding error: unknown field"
                                + " \"spec.wings\"");
        admin().get(cats("tom")).is(404);
    }

    @Test
    void strictNamesAllThatIsWrong() {
        admin().post(cats() + "?fieldValidation=Strict", cat("tom", "'lives': 9", "'lives': 8", "'wings': 2"))
                .refused(400, "BadRequest")
                .saying("strict decoding error: ", "duplicate field \"spec.lives\"", "unknown field \"spec.wings\"");
    }

    @Test
    void strictRefusesAnUnknownFieldOnUpdate() {
        var tom = createCat("tom");

        admin().put(cats("tom") + "?fieldValidation=Strict", tom.with("/spec/wings", "2"))
                .refused(
                        400,
                        "BadRequest",
                        "Cat in version \"v1alpha1\" cannot be handled as a Cat: strict decoding error: unknown field"
                                + " \"spec.wings\"");
    }

    @Test
    void strictRefusesAnUnknownFieldInAPatchesResult() {
        var tom = createCat("tom");

        admin().merge(cats("tom") + "?fieldValidation=Strict", "{'spec': {'wings': 2}}")
                .refused(422, "Invalid")
                .saying(
                        " \"\" is invalid: patch: Invalid value: ",
                        "strict decoding error: unknown field \"spec.wings\"");
        admin().patch(
                        cats("tom") + "?fieldValidation=Strict",
                        "application/json-patch+json",
                        "[{'op': 'add', 'path': '/spec/wings', 'value': 2}]")
                .refused(422, "Invalid")
                .saying("strict decoding error: unknown field \"spec.wings\"");
        assertThat(admin().get(cats("tom")).json()).isEqualTo(tom.json());
    }

    @Test
    void membersThatNoJsonPatchOperationHasAreWarnedOfOrRefused() {
        createCat("tom");
        var patch = "[{'op': 'replace', 'path': '/spec/lives', 'value': 8, 'path': '/spec/lives', 'xyz': 1}]";
        var path = cats("tom") + "?fieldValidation=";

        admin().patch(path + "Strict", "application/json-patch+json", patch)
                .refused(422, "Invalid")
                .saying(" \"\" is invalid: patch: Invalid value: ")
                .saying(
                        "strict decoding error: json patch unknown field \"[0].xyz\", json patch duplicate field \"[0].path\"");
        assertThat(admin().patch(path + "Warn", "application/json-patch+json", patch)
                        .ok()
                        .warnings())
                .containsExactly(
                        "299 - \"json patch unknown field \\\"[0].xyz\\\"\"",
                        "299 - \"json patch duplicate field \\\"[0].path\\\"\"");
        assertThat(admin().patch(path + "Ignore", "application/json-patch+json", patch)
                        .ok()
                        .warnings())
                .isEmpty();
    }

    @Test
    void aConfigurationThatSaysAFieldTwiceIsRefusedWhereStrict() {
        var twice = "apiVersion: animal.skai.io/v1alpha1\nkind: Cat\nspec: {name: a, lives: 3, lives: 4}\n";
        createCat("tom");
        var path = cats("tom") + "?fieldManager=vet&force=true&fieldValidation=";

        admin().apply(path + "Strict", twice)
                .refused(400, "BadRequest", "error strict decoding patch: duplicate field \"spec.lives\"");
        assertThat(admin().apply(path + "Warn", twice).ok().warnings())
                .containsExactly("299 - \"duplicate field \\\"spec.lives\\\"\"");
        assertThat(admin().apply(path + "Ignore", twice).ok().warnings()).isEmpty();
    }

    @Test
    void aWarningCarriesAnyCharacterAsUtf8() {
        var created = admin().post(cats(), cat("tom", "'wing€😀': 2")).created();
        var sent = created.warnings().getFirst().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(new String(sent, java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("299 - \"unknown field \\\"spec.wing€😀\\\"\"");
    }

    @Test
    void noMoreThanAHundredUnknownFieldsAreNamed() {
        var many = java.util.stream.IntStream.range(0, 120)
                .mapToObj(i -> "'wing" + i + "': 1")
                .toArray(String[]::new);
        var refused = admin().post(cats() + "?fieldValidation=Strict", cat("tom", many))
                .refused(400, "BadRequest");
        assertThat(refused.textAt("/message")).contains("spec.wing99\"").doesNotContain("spec.wing100");
    }

    @Test
    void strictLetsAKnownFieldThrough() {
        admin().post(cats() + "?fieldValidation=Strict", cat("tom", "'lives': 9"))
                .created();
        admin().merge(cats("tom") + "?fieldValidation=Strict", "{'spec': {'lives': 8}}")
                .ok();
    }

    @Test
    void strictAppliesToYamlToo() {
        admin().post(
                        cats() + "?fieldValidation=Strict",
                        "apiVersion: animal.skai.io/v1alpha1\nkind: Cat\nmetadata: {name: tom}\nspec: {name: a, wings: 2}\n",
                        "Content-Type",
                        "application/yaml")
                .refused(400, "BadRequest")
                .saying("unknown field \"spec.wings\"");
    }

    @Test
    void anUnknownDirectiveIsRefused() {
        admin().post(cats() + "?fieldValidation=Maybe", cat("tom"))
                .refused(
                        422,
                        "Invalid",
                        "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Maybe\":"
                                + " supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"")
                .cause(
                        "FieldValueNotSupported",
                        "Unsupported value: \"Maybe\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\"",
                        "fieldValidation");
    }

    @ParameterizedTest
    @CsvSource({"POST, CreateOptions", "PUT, UpdateOptions", "PATCH, PatchOptions"})
    void anUnknownDryRunIsRefused(String method, String kind) {
        var path = (method.equals("POST") ? cats() : cats("tom")) + "?dryRun=Some";
        var type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";

        admin().send(method, path, java.util.Optional.of(cat("tom")), "Content-Type", type)
                .refused(
                        422,
                        "Invalid",
                        kind + ".meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]: supported values:"
                                + " \"All\"")
                .cause("FieldValueNotSupported", "Unsupported value: [\"Some\"]: supported values: \"All\"", "dryRun");
    }

    @Test
    void aManagerOf128BytesIsTakenAndALongerOneIsNot() {
        admin().post(cats() + "?fieldManager=" + "m".repeat(128), cat("tom")).created();

        admin().post(cats() + "?fieldManager=" + "m".repeat(129), cat("kitty"))
                .refused(
                        422,
                        "Invalid",
                        "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128"
                                + " bytes")
                .cause("FieldValueTooLong", "Too long: may not be more than 128 bytes", "fieldManager");
    }

    @Test
    void aManagerOfUnprintableCharactersIsRefused() {
        admin().post(cats() + "?fieldManager=a%07b", cat("tom"))
                .refused(
                        422,
                        "Invalid",
                        "CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Invalid value: \"a\\ab\": invalid"
                                + " character U+0007 (at position 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1x", "ten"})
    void aMalformedTimeoutIsABadRequest(String timeout) {
        admin().get(cats() + "?timeout=" + timeout).refused(400, "BadRequest");
    }

    @Test
    void aWellFormedTimeoutIsAccepted() {
        admin().get(cats() + "?timeout=10s").ok();
    }
}
