package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sessions of a kubectl of 2021, in the words it had then.
@KubectlTest(program = Kubectl.OLD)
class OldKubectlTests {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z";
    private static final String NAME = "get cat mycat -o jsonpath={.spec.name}";
    private static final String REVISION = "get cat mycat -o jsonpath={.metadata.resourceVersion}";

    @BeforeEach
    void filesAboutALuckyCat(Kubectl kubectl) {
        kubectl.file("lucky.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.file("happy.yaml", Cats.yaml("mycat", "happy"));
    }

    @Test
    void itIsThatOld(Kubectl kubectl) {
        assertThat(kubectl.run("version --short").text())
                .startsWith("Client Version: v1.20.")
                .containsPattern("(?m)^Server Version: v1\\.\\d+\\.\\d+\\+outrigger-\\S+$");
    }

    @Test
    void theResourcesAreDiscovered(Kubectl kubectl) {
        kubectl.run("api-versions").shows("animal.skai.io/v1alpha1");
        kubectl.run("api-resources -o wide")
                .shows(
                        "NAME   SHORTNAMES   APIVERSION                NAMESPACED   KIND   VERBS",
                        "cats   ct           animal.skai.io/v1alpha1   true         Cat    [create delete"
                                + " deletecollection get list patch update watch]");
        kubectl.run("get dogs").refuses("error: the server doesn't have a resource type \"dogs\"");
    }

    @Test
    void aCatIsExplainedByTheOldDocument(Kubectl kubectl) {
        assertThat(kubectl.run("explain cat").text())
                .startsWith("KIND:     Cat\nVERSION:  animal.skai.io/v1alpha1\n")
                .contains("\n   spec\t<Object>\n     What is wanted of the cat.\n");
        assertThat(kubectl.run("explain cat.spec --recursive").text())
                .contains("RESOURCE: spec <Object>")
                .endsWith("FIELDS:\n   lives\t<integer>\n   name\t<string>\n");
        assertThat(kubectl.run("explain cat.spec.name").text())
                .contains("FIELD:    name <string>")
                .endsWith("     What the cat is called.\n");
    }

    @Test
    void aFieldThatNobodyKnowsIsFoundByTheClientItself(Kubectl kubectl) {
        kubectl.file("tail.yaml", Cats.yaml("mycat") + "  tail: long\n");
        kubectl.run("create -f tail.yaml")
                .refuses("error: error validating \"tail.yaml\": error validating data: ValidationError(Cat.spec):"
                        + " unknown field \"tail\" in io.skai.animal.v1alpha1.CatSpec; if you choose to ignore these"
                        + " errors, turn validation off with --validate=false");
        kubectl.run("create --validate=false -f tail.yaml")
                .showsAndWarns("cat.animal.skai.io/mycat created", "Warning: unknown field \"spec.tail\"");
        kubectl.run("get cat mycat -o jsonpath={.spec}").shows("{\"lives\":9,\"name\":\"mycat\"}");
    }

    @Test
    void aCatWithoutANameOfItsOwnIsRefused(Kubectl kubectl) {
        kubectl.file("empty.yaml", Cats.yaml("mycat", "\"\""));
        for (var command : new String[] {"create", "apply", "apply --server-side"}) {
            kubectl.run(command + " -f empty.yaml")
                    .refuses("The Cat \"mycat\" is invalid: spec.name: Required value: must be specified");
        }
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void aCatIsAppliedComparedAndAppliedAgain(Kubectl kubectl) {
        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat created");
        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat unchanged");
        var diff = kubectl.run("diff -f happy.yaml");
        assertThat(diff.exit()).as("%s", diff).isOne();
        assertThat(diff.out()).contains("\n-  name: lucky\n+  name: happy\n");
        kubectl.run("apply --dry-run=server -f happy.yaml")
                .shows("cat.animal.skai.io/mycat configured (server dry run)");
        kubectl.run(NAME).shows("lucky");
        kubectl.run("apply -f happy.yaml").shows("cat.animal.skai.io/mycat configured");
        kubectl.run(NAME).shows("happy");
    }

    @Test
    void fieldsAreAppliedByTheServer(Kubectl kubectl) {
        kubectl.run("apply --server-side -f lucky.yaml").shows("cat.animal.skai.io/mycat serverside-applied");
        kubectl.run("apply --server-side --field-manager=bob -f lucky.yaml").text();
        var refused = kubectl.run("apply --server-side -f happy.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .startsWith("error: Apply failed with 1 conflict: conflict with \"bob\": .spec.name\n");
        kubectl.run("apply --server-side --force-conflicts -f happy.yaml")
                .shows("cat.animal.skai.io/mycat serverside-applied");
        kubectl.run(NAME).shows("happy");
    }

    @Test
    void catsAreReadInAllTheirForms(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.runReading(Cats.yaml("tom", "Tom", "{color: grey}"), "create -f -")
                .text();

        kubectl.run("get ct").shows("NAME    CREATED AT", "mycat   <time>", "tom     <time>");
        kubectl.run("get cats --chunk-size=1 -o name").shows("cat.animal.skai.io/mycat", "cat.animal.skai.io/tom");
        kubectl.run("get cats -l color=grey -A").shows("NAMESPACE   NAME   CREATED AT", "default     tom    <time>");
        kubectl.run("get cats --field-selector metadata.name=tom -o name").shows("cat.animal.skai.io/tom");
        assertThat(kubectl.run("get cat mycat -o yaml").text()).contains("\nspec:\n  lives: 9\n  name: lucky\n");
        assertThat(kubectl.run("describe cat mycat").lines())
                .contains("API Version:  animal.skai.io/v1alpha1", "Spec:", "  Name:   lucky", "Events:   <none>");
        kubectl.run("get cat nobody").refuses("Error from server (NotFound): cats.animal.skai.io \"nobody\" not found");
    }

    @Test
    void aCatIsLabeledAnnotatedAndEdited(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();

        kubectl.run("label cat mycat color=grey").shows("cat.animal.skai.io/mycat labeled");
        kubectl.run("annotate cat mycat mood=good").shows("cat.animal.skai.io/mycat annotated");
        kubectl.run("get cat mycat -o jsonpath={.metadata.labels.color},{.metadata.annotations.mood}")
                .shows("grey,good");
        var editor = kubectl.script("rename", "sed -i 's/name: lucky/name: happy/' \"$1\"\n")
                .toString();
        kubectl.with("EDITOR", editor).run("edit cat mycat").shows("cat.animal.skai.io/mycat edited");
        kubectl.run(NAME).shows("happy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "merge     | {\"spec\":{\"name\":\"happy\"}}",
                "json      | [{\"op\":\"replace\",\"path\":\"/spec/name\",\"value\":\"happy\"}]",
                "strategic | {\"spec\":{\"name\":\"happy\"}}"
            })
    void aCatIsPatched(String type, String patch, Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        var command = "patch cat mycat --type " + type + " -p '" + patch + "'";

        kubectl.run(command).shows("cat.animal.skai.io/mycat patched");
        kubectl.run(NAME).shows("happy");
        var revision = kubectl.run(REVISION).text();
        kubectl.run(command).shows("cat.animal.skai.io/mycat patched (no change)");
        kubectl.run(REVISION).shows(revision);
    }

    @Test
    void aReplacementOfWhatWasReadTooLongAgoIsRefused(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.run("create -f lucky.yaml")
                .refuses("Error from server (AlreadyExists): error when creating \"lucky.yaml\":"
                        + " cats.animal.skai.io \"mycat\" already exists");
        kubectl.file("stale.yaml", kubectl.run("get cat mycat -o yaml").text());
        kubectl.run("replace -f happy.yaml").shows("cat.animal.skai.io/mycat replaced");
        assertThat(kubectl.run("replace -f stale.yaml").err())
                .startsWith("Error from server (Conflict): error when replacing \"stale.yaml\": Operation cannot be");
        assertThat(kubectl.run("replace --force -f lucky.yaml").lines())
                .containsExactly("cat.animal.skai.io \"mycat\" deleted", "cat.animal.skai.io/mycat replaced");
        kubectl.run(NAME).shows("lucky");
    }

    @Test
    void aWatchNamesItsEventsAndADeletionWaitsForTheFinalizer(Kubectl kubectl) {
        kubectl.runReading(
                        Cats.yaml("tom").replace("spec:", "  finalizers: [animal.skai.io/nap]\nspec:"), "create -f -")
                .text();
        try (var watch = kubectl.start("get cats -w --output-watch-events")) {
            watch.out().next("ADDED +tom +" + TIME, PATIENCE);
            try (var delete = kubectl.start("delete cat tom -v=6")) {
                delete.err().next(".*watch=true.*", PATIENCE);
                watch.out().next("MODIFIED +tom +" + TIME, PATIENCE);
                kubectl.run("patch cat tom --type merge -p {\"metadata\":{\"finalizers\":null}}")
                        .text();
                watch.out().next("DELETED +tom +" + TIME, PATIENCE);
                assertThat(delete.exit(PATIENCE)).as("%s", delete).isEqualTo(OptionalInt.of(0));
            }
        }
        kubectl.run("get cats").findsNothing();
    }

    @Test
    void catsAreDeletedBySelectionAndAltogether(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.runReading(Cats.yaml("tom", "Tom", "{color: grey}"), "create -f -")
                .text();
        kubectl.run("wait --for=delete cat/tom --timeout=1s")
                .refuses("error: timed out waiting for the condition on cats/tom");
        kubectl.run("delete cats -l color=grey").shows("cat.animal.skai.io \"tom\" deleted");
        kubectl.run("delete cats --all").shows("cat.animal.skai.io \"mycat\" deleted");
        kubectl.run("delete -f lucky.yaml")
                .refuses("Error from server (NotFound): error when deleting \"lucky.yaml\":"
                        + " cats.animal.skai.io \"mycat\" not found");
    }
}
