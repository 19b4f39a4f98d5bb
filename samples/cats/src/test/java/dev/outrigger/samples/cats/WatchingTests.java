package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Commands that go on until something happens.
@EveryKubectl
class WatchingTests {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z";
    private static final String NO_FINALIZERS = "patch cat tom --type merge -p {\"metadata\":{\"finalizers\":null}}";

    @Test
    void aWatchShowsCatsAsTheyComeAndChange(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        try (var watch = kubectl.start("get cats --watch")) {
            watch.out().next("NAME   CREATED AT", PATIENCE);
            watch.out().next("tom    " + TIME, PATIENCE);

            kubectl.run("label cat tom color=grey").shows("cat.animal.skai.io/tom labeled");
            watch.out().next("tom    " + TIME, PATIENCE);

            kubectl.runReading(Cats.yaml("felix"), "create -f -").text();
            watch.out().next("felix   " + TIME, PATIENCE);
            assertThat(watch.isAlive()).isTrue();
        }
    }

    @Test
    void aWatchNamesItsEvents(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        try (var watch = kubectl.start("get cat -w --output-watch-events")) {
            watch.out().next("EVENT +NAME   CREATED AT", PATIENCE);
            watch.out().next("ADDED +tom    " + TIME, PATIENCE);

            kubectl.run("annotate cat tom mood=good").shows("cat.animal.skai.io/tom annotated");
            watch.out().next("MODIFIED   tom    " + TIME, PATIENCE);

            kubectl.run("delete cat tom").shows("cat.animal.skai.io \"tom\" deleted");
            watch.out().next("DELETED    tom    " + TIME, PATIENCE);
        }
    }

    @Test
    void aWatchOfOneCatIsSilentAboutTheOthers(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        try (var watch = kubectl.start("get cat tom -w -o jsonpath={.metadata.name}={.spec.name}{\"\\n\"}")) {
            watch.out().next("tom=tom", PATIENCE);
            kubectl.runReading(Cats.yaml("felix"), "create -f -").text();
            kubectl.run("patch cat tom --type merge -p {\"spec\":{\"name\":\"Thomas\"}}")
                    .text();
            watch.out().next("tom=Thomas", PATIENCE);
            assertThat(watch.out().soFar()).doesNotContain("felix");
        }
    }

    @Test
    void aCatThatLeavesTheSelectionIsDeletedForItsWatchers(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom", "Tom", "{color: grey}"), "create -f -")
                .text();
        try (var watch = kubectl.start("get cats -l color=grey -w --output-watch-events")) {
            watch.out().next("ADDED +tom    " + TIME, PATIENCE);
            kubectl.run("label cat tom color=white --overwrite").text();
            watch.out().next("DELETED +tom    " + TIME, PATIENCE);
            kubectl.run("label cat tom color=grey --overwrite").text();
            watch.out().next("ADDED +tom    " + TIME, PATIENCE);
        }
    }

    @Test
    void aWatchThatWantsNoListBeginsWithTheFirstChange(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        try (var watch = kubectl.start("get cats --watch-only -o name -v=6")) {
            watch.err().next(".*watch=true.*", PATIENCE);
            kubectl.runReading(Cats.yaml("felix"), "create -f -").text();
            assertThat(watch.out().next(".+", PATIENCE)).isEqualTo("cat.animal.skai.io/felix");
        }
    }

    @Test
    void deletingWaitsUntilTheCatIsGone(Kubectl kubectl) {
        kubectl.runReading(withFinalizer(), "create -f -").text();
        try (var delete = kubectl.start("delete cat tom --wait -v=6")) {
            delete.err().next(".*watch=true.*", PATIENCE);
            assertThat(kubectl.run("get cat tom -o jsonpath={.metadata.deletionTimestamp}")
                            .lines())
                    .containsExactly("<time>");

            kubectl.run(NO_FINALIZERS).text();
            assertThat(delete.exit(PATIENCE)).as("%s", delete).isEqualTo(OptionalInt.of(0));
            assertThat(delete.out().whole(PATIENCE)).startsWith("cat.animal.skai.io \"tom\" deleted");
        }
        kubectl.run("get cat tom").refuses("Error from server (NotFound): cats.animal.skai.io \"tom\" not found");
    }

    @Test
    void waitingForTheEndOfACatEndsWithIt(Kubectl kubectl) {
        kubectl.runReading(withFinalizer(), "create -f -").text();
        kubectl.run("delete cat tom --wait=false").shows("cat.animal.skai.io \"tom\" deleted");
        try (var wait = kubectl.start("wait --for=delete cat/tom --timeout=20s -v=6")) {
            wait.err().next(".*watch=true.*", PATIENCE);
            kubectl.run(NO_FINALIZERS).text();
            assertThat(wait.exit(PATIENCE)).as("%s", wait).isEqualTo(OptionalInt.of(0));
            assertThat(wait.out().whole(PATIENCE)).isEqualTo("cat.animal.skai.io/tom condition met\n");
        }
    }

    @Test
    void waitingForAFieldEndsWhenItHasTheValue(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        try (var wait = kubectl.start("wait cat/tom --for=jsonpath={.spec.name}=Thomas --timeout=20s -v=6")) {
            wait.err().next(".*watch=true.*", PATIENCE);
            kubectl.run("patch cat tom --type merge -p {\"spec\":{\"name\":\"Tommy\"}}")
                    .text();
            kubectl.run("patch cat tom --type merge -p {\"spec\":{\"name\":\"Thomas\"}}")
                    .text();
            assertThat(wait.exit(PATIENCE)).as("%s", wait).isEqualTo(OptionalInt.of(0));
            assertThat(wait.out().whole(PATIENCE)).isEqualTo("cat.animal.skai.io/tom condition met\n");
        }
    }

    @Test
    void waitingInVainEndsWithTheTimeout(Kubectl kubectl) {
        kubectl.runReading(Cats.yaml("tom"), "create -f -").text();
        kubectl.run("wait cat/tom --for=jsonpath={.spec.name}=Thomas --timeout=1s")
                .refuses("error: timed out waiting for the condition on cats/tom");
    }

    private static String withFinalizer() {
        return Cats.yaml("tom").replace("spec:", "  finalizers: [animal.skai.io/nap]\nspec:");
    }
}
