package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands that change cats, other than apply.
@EveryKubectl
class WritingTests {
    private static final String NAME = "get cat mycat -o jsonpath={.spec.name}";
    private static final String REVISION = "get cat mycat -o jsonpath={.metadata.resourceVersion}";

    @BeforeEach
    void aFileAboutALuckyCat(Kubectl kubectl) {
        kubectl.file("lucky.yaml", Cats.yaml("mycat", "lucky"));
    }

    @Test
    void aCatIsCreatedOnce(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").shows("cat.animal.skai.io/mycat created");
        kubectl.run("create -f lucky.yaml")
                .refuses("Error from server (AlreadyExists): error when creating \"lucky.yaml\":"
                        + " cats.animal.skai.io \"mycat\" already exists");
    }

    @Test
    void aDryRunChangesNothing(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml --dry-run=server").shows("cat.animal.skai.io/mycat created (server dry run)");
        kubectl.run("get cats -o name").shows();

        kubectl.run("create -f lucky.yaml").text();
        var revision = kubectl.run(REVISION).text();
        kubectl.run("delete cat mycat --dry-run=server").text();
        kubectl.run("label cat mycat a=b --dry-run=server").shows("cat.animal.skai.io/mycat labeled (server dry run)");
        kubectl.run(REVISION).shows(revision);
    }

    @Test
    void aNameIsMadeUpWhereOnlyItsBeginningIsGiven(Kubectl kubectl) {
        kubectl.file(
                "kitten.yaml",
                Cats.yaml("kitten-").replace("  name: kitten-\n  name", "  generateName: kitten-\n  name"));
        var created = kubectl.run("create -f kitten.yaml -o name").text();
        assertThat(created).matches("cat\\.animal\\.skai\\.io/kitten-[bcdfghjklmnpqrstvwxz2456789]{5}\n");
    }

    @Test
    void aCatIsReplaced(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.file("happy.yaml", Cats.yaml("mycat", "happy"));

        kubectl.run("replace -f happy.yaml").shows("cat.animal.skai.io/mycat replaced");
        kubectl.run(NAME).shows("happy");
        assertThat(kubectl.run("replace --force -f lucky.yaml").lines())
                .containsExactly("cat.animal.skai.io \"mycat\" deleted", "cat.animal.skai.io/mycat replaced");
        kubectl.run(NAME).shows("lucky");
    }

    @Test
    void aCatThatIsNotThereIsNotReplaced(Kubectl kubectl) {
        kubectl.run("replace -f lucky.yaml")
                .refuses("Error from server (NotFound): error when replacing \"lucky.yaml\":"
                        + " cats.animal.skai.io \"mycat\" not found");
    }

    @Test
    void aReplacementOfWhatWasReadTooLongAgoIsRefused(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.file("stale.yaml", kubectl.run("get cat mycat -o yaml").text());
        kubectl.run("label cat mycat color=grey").text();

        var refused = kubectl.run("replace -f stale.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .startsWith("Error from server (Conflict): error when replacing \"stale.yaml\": Operation cannot be"
                        + " fulfilled on cats.animal.skai.io \"mycat\": the object has been modified; please apply your"
                        + " changes to the latest version and try again");
    }

    @Test
    void catsAreDeletedByFileNameSelectionAndAltogether(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.file(
                "litter.yaml",
                String.join(
                        "---\n",
                        Cats.yaml("a", "A", "{color: grey}"),
                        Cats.yaml("b", "B", "{color: grey}"),
                        Cats.yaml("c", "C", "{color: white}"),
                        Cats.yaml("d", "D", "{color: white}")));
        kubectl.run("create -f litter.yaml")
                .shows(
                        "cat.animal.skai.io/a created",
                        "cat.animal.skai.io/b created",
                        "cat.animal.skai.io/c created",
                        "cat.animal.skai.io/d created");

        kubectl.run("delete -f lucky.yaml").shows("cat.animal.skai.io \"mycat\" deleted");
        kubectl.run("delete cats -l color=grey")
                .shows("cat.animal.skai.io \"a\" deleted", "cat.animal.skai.io \"b\" deleted");
        kubectl.run("delete cat c").shows("cat.animal.skai.io \"c\" deleted");
        kubectl.run("delete cats --all").shows("cat.animal.skai.io \"d\" deleted");
        kubectl.run("get cats -o name").shows();
        assertThat(kubectl.run("delete cats --all").lines()).containsExactly("No resources found");
    }

    @Test
    void aCatThatIsNotThereIsNotDeleted(Kubectl kubectl) {
        kubectl.run("delete -f lucky.yaml")
                .refuses("Error from server (NotFound): error when deleting \"lucky.yaml\":"
                        + " cats.animal.skai.io \"mycat\" not found");
        kubectl.run("delete cat mycat --ignore-not-found").shows();
    }

    @Test
    void aWholeCollectionIsDeletedInOneRequest(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        kubectl.run("delete --raw /apis/animal.skai.io/v1alpha1/namespaces/default/cats")
                .text();
        kubectl.run("get cats -o name").shows();
    }

    @Test
    void aCatIsLabeled(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();

        kubectl.run("label cat mycat color=grey").shows("cat.animal.skai.io/mycat labeled");
        kubectl.run("label cat mycat color=grey").shows("cat.animal.skai.io/mycat not labeled");
        kubectl.run("label cat mycat color=white")
                .refuses("error: 'color' already has a value (grey), and --overwrite is false");
        kubectl.run("label cat mycat color=white --overwrite").shows("cat.animal.skai.io/mycat labeled");
        kubectl.run("label cat mycat --list").shows("color=white");
        kubectl.run("label cats --all color-").shows("cat.animal.skai.io/mycat unlabeled");
        kubectl.run("get cats -l color").findsNothing();
    }

    @Test
    void aCatIsAnnotated(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();

        kubectl.run("annotate cat mycat 'mood=very good'").shows("cat.animal.skai.io/mycat annotated");
        kubectl.run("annotate cat mycat mood=bad --overwrite").shows("cat.animal.skai.io/mycat annotated");
        kubectl.run("get cat mycat -o jsonpath={.metadata.annotations.mood}").shows("bad");
        kubectl.run("annotate cat mycat mood-").shows("cat.animal.skai.io/mycat annotated");
        kubectl.run("get cat mycat -o jsonpath={.metadata.annotations}").shows();
    }

    @Test
    void aCatIsEdited(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        var renames = kubectl.with(
                "EDITOR",
                kubectl.script("rename", "sed -i 's/name: lucky/name: happy/' \"$1\"\n")
                        .toString());
        var looks = kubectl.with("EDITOR", "true");

        renames.run("edit cat mycat").shows("cat.animal.skai.io/mycat edited");
        kubectl.run(NAME).shows("happy");
        var untouched = looks.run("edit cat mycat");
        assertThat(untouched.exit()).isZero();
        assertThat(untouched.out() + untouched.err()).isEqualTo("Edit cancelled, no changes made.\n");
    }

    @Test
    void anEditThatIsRefusedComesBackWithTheReason(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        var empties = kubectl.with(
                "EDITOR",
                kubectl.script("empty", "sed -i 's/name: lucky/name: \"\"/' \"$1\"\ncp \"$1\" seen.yaml\n")
                        .toString());

        var refused = empties.run("edit cat mycat");
        assertThat(refused.exit()).as("%s", refused).isOne();
        assertThat(refused.err()).endsWith("error: Edit cancelled, no valid changes were saved.\n");
        assertThat(kubectl.read("seen.yaml"))
                .contains(
                        "# cats.animal.skai.io \"mycat\" was not valid:",
                        "# * spec.name: Required value: must be specified");
        kubectl.run(NAME).shows("lucky");
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
    void aPatchWhoseTestFailsChangesNothing(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();
        var refused = kubectl.run("patch cat mycat --type json -p '["
                + "{\"op\":\"replace\",\"path\":\"/spec/name\",\"value\":\"happy\"},"
                + "{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"yourcat\"}]'");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .startsWith("The request is invalid: the server rejected our request due to an error in our request");
        kubectl.run(NAME).shows("lucky");
    }

    @Test
    void theStatusIsPatchedApartFromTheRest(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();

        kubectl.run("patch cat mycat --type merge -p {\"status\":{\"mood\":\"good\"}}")
                .shows("cat.animal.skai.io/mycat patched (no change)");
        kubectl.run("patch cat mycat --subresource=status --type merge -p"
                        + " {\"status\":{\"mood\":\"good\"},\"spec\":{\"name\":\"happy\"}}")
                .shows("cat.animal.skai.io/mycat patched");
        kubectl.run("get cat mycat -o jsonpath={.status.mood},{.spec.name},{.metadata.generation}")
                .shows("good,lucky,1");
        kubectl.run("get cat mycat --subresource=status -o jsonpath={.status.mood}")
                .shows("good");
    }

    @Test
    void theLivesOfACatAreScaled(Kubectl kubectl) {
        kubectl.run("create -f lucky.yaml").text();

        kubectl.run("scale cat mycat --current-replicas=8 --replicas=7")
                .refuses("error: Expected replicas to be 8, was 9");
        kubectl.run("scale cat mycat --current-replicas=9 --replicas=7").shows("cat.animal.skai.io/mycat scaled");
        kubectl.run("get cat mycat -o jsonpath={.spec},{.metadata.generation}")
                .shows("{\"lives\":7,\"name\":\"lucky\"},2");
        kubectl.run("patch cat mycat --subresource=status --type merge -p {\"status\":{\"lives\":8}}")
                .text();
        var scale = Administrator.json(
                kubectl.run("get --raw " + Administrator.CATS + "/mycat/scale").text());
        assertThat(scale.path("apiVersion").asText()).isEqualTo("autoscaling/v1");
        assertThat(scale.path("kind").asText()).isEqualTo("Scale");
        assertThat(scale.at("/spec/replicas").asInt()).isEqualTo(7);
        assertThat(scale.at("/status/replicas").asInt()).isEqualTo(8);
    }
}
