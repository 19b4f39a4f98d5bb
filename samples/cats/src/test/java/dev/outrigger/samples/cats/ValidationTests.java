package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cats that are refused, and what the screen says of them.
@EveryKubectl
class ValidationTests {
    private static final String REQUIRED = "The Cat \"mycat\" is invalid: spec.name: Required value: must be specified";

    @ParameterizedTest
    @ValueSource(strings = {"create -f cat.yaml", "apply -f cat.yaml", "apply --server-side -f cat.yaml"})
    void aCatWithoutANameOfItsOwnIsRefused(String command, Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "\"\""));

        kubectl.run(command).refuses(REQUIRED);
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void aCatKeepsItsName(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("mycat", "lucky"), "create -f -").text();

        kubectl.run("patch cat mycat --type merge -p {\"spec\":{\"name\":\"\"}}")
                .refuses(REQUIRED);
        kubectl.run("patch cat mycat --type json -p [{\"op\":\"remove\",\"path\":\"/spec\"}]")
                .refuses(REQUIRED);
        kubectl.run("get cat mycat -o jsonpath={.spec.name}").shows("lucky");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefused(Kubectl kubectl) {
        kubectl.file("cat.yaml", withTail());

        kubectl.run("create -f cat.yaml")
                .refuses("Error from server (BadRequest): error when creating \"cat.yaml\": Cat in version \"v1alpha1\""
                        + " cannot be handled as a Cat: strict decoding error: unknown field \"spec.tail\"");
        kubectl.run("apply -f cat.yaml")
                .refuses("Error from server (BadRequest): error when creating \"cat.yaml\": Cat in version \"v1alpha1\""
                        + " cannot be handled as a Cat: strict decoding error: unknown field \"spec.tail\"");
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void aFieldThatNobodyKnowsIsWarnedOfAndNotStored(Kubectl kubectl) {
        kubectl.file("cat.yaml", withTail());

        kubectl.run("apply --validate=warn -f cat.yaml")
                .showsAndWarns("cat.animal.skai.io/mycat created", "Warning: unknown field \"spec.tail\"");
        kubectl.run("get cat mycat -o jsonpath={.spec}").shows("{\"lives\":9,\"name\":\"mycat\"}");
    }

    @Test
    void aFieldThatNobodyKnowsIsIgnoredWhereThatIsAskedFor(Kubectl kubectl) {
        kubectl.file("cat.yaml", withTail());

        kubectl.run("create --validate=ignore -f cat.yaml").shows("cat.animal.skai.io/mycat created");
        kubectl.run("get cat mycat -o jsonpath={.spec}").shows("{\"lives\":9,\"name\":\"mycat\"}");
    }

    @Test
    void anUnknownFieldInAnUpdateIsRefused(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("mycat"), "apply -f -").text();
        kubectl.file("cat.yaml", withTail());

        var refused = kubectl.run("apply -f cat.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err()).contains("strict decoding error: unknown field \"spec.tail\"");
        kubectl.run("get cat mycat -o jsonpath={.spec}").shows("{\"lives\":9,\"name\":\"mycat\"}");
    }

    @Test
    void aFieldGivenTwiceIsRefused(Kubectl kubectl) {
        kubectl.file(
                "cat.json", Cats.json("mycat", "lucky", "").replace("\"spec\": {", "\"spec\": {\"name\": \"twice\", "));

        // Of what it reads itself kubectl would keep the last of the two.
        var refused = kubectl.run("create --raw " + Administrator.CATS + "?fieldValidation=Strict -f cat.json");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err()).contains("duplicate field \"spec.name\"");
    }

    @Test
    void aFieldOfAnotherTypeIsRefused(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "[not, a, name]"));

        var refused = kubectl.run("create -f cat.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err()).contains("spec.name");
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void aNameThatIsNoDnsNameIsRefused(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("My_Cat", "lucky"));

        var refused = kubectl.run("create -f cat.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .startsWith("The Cat \"My_Cat\" is invalid: metadata.name: Invalid value: \"My_Cat\":"
                        + " a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    void anotherKindIsUnknown(Kubectl kubectl) {
        kubectl.file("dog.yaml", Cats.yaml("rex").replace("kind: Cat", "kind: Dog"));

        kubectl.run("apply -f dog.yaml")
                .refuses(
                        "error: resource mapping not found for name: \"rex\" namespace: \"default\" from \"dog.yaml\":"
                                + " no matches for kind \"Dog\" in version \"animal.skai.io/v1alpha1\"",
                        "ensure CRDs are installed first");
    }

    private static String withTail() {
        return Cats.yaml("mycat") + "  tail: long\n";
    }
}
