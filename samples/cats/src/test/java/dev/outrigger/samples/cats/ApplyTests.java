package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// `kubectl apply` and `kubectl diff`.
@EveryKubectl
class ApplyTests {
    private static final String NAME = "get cat mycat -o jsonpath={.spec.name}";
    private static final String REVISION = "get cat mycat -o jsonpath={.metadata.resourceVersion}";

    @Test
    void theSampleOfTheRepositoryIsCreatedThenUnchangedThenConfigured(Kubectl kubectl) throws IOException {
        var lucky = Files.readString(CatsServer.ROOT.resolve("samples/cats/lucky.yaml"));
        kubectl.file("lucky.yaml", lucky);

        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat created");
        kubectl.run("get cat").shows("NAME    CREATED AT", "mycat   <time>");
        var revision = kubectl.run(REVISION).text();
        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat unchanged");
        kubectl.run(REVISION).shows(revision);

        kubectl.file("lucky.yaml", lucky.replace("name: lucky", "name: happy"));
        kubectl.run("apply -f lucky.yaml").shows("cat.animal.skai.io/mycat configured");
        kubectl.run(NAME).shows("happy");
        kubectl.run("get cat mycat -o jsonpath={.metadata.generation}").shows("2");
    }

    @Test
    void whatIsNoLongerInTheFileIsRemovedAndWhatOthersWroteStays(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky", "{color: grey, size: big}"));
        kubectl.run("apply -f cat.yaml").text();
        kubectl.run("label cat mycat mood=good").text();

        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky", "{color: grey}"));
        kubectl.run("apply -f cat.yaml").shows("cat.animal.skai.io/mycat configured");
        kubectl.run("label cat mycat --list").showsInAnyOrder("color=grey", "mood=good");
    }

    @Test
    void whatWasCreatedWithoutApplyIsTakenOverWithAWarning(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("create -f cat.yaml").text();

        kubectl.run("apply -f cat.yaml")
                .showsAndWarns(
                        "cat.animal.skai.io/mycat configured",
                        "Warning: resource cats/mycat is missing the kubectl.kubernetes.io/last-applied-configuration"
                                + " annotation which is required by kubectl apply. kubectl apply should only be used on"
                                + " resources created declaratively by either kubectl create --save-config or kubectl"
                                + " apply. The missing annotation will be patched automatically.");
        kubectl.run("apply -f cat.yaml").shows("cat.animal.skai.io/mycat unchanged");
    }

    @Test
    void aDiffShowsWhatApplyWouldChange(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        var missing = kubectl.run("diff -f cat.yaml");
        assertThat(missing.exit()).as("%s", missing).isOne();
        assertThat(missing.out()).contains("\n+spec:\n+  lives: 9\n+  name: lucky\n");

        kubectl.run("apply -f cat.yaml").text();
        kubectl.run("diff -f cat.yaml").shows();

        kubectl.file("cat.yaml", Cats.yaml("mycat", "happy"));
        var changed = kubectl.run("diff -f cat.yaml");
        assertThat(changed.exit()).as("%s", changed).isOne();
        assertThat(changed.err()).isEmpty();
        assertThat(changed.out().lines().filter(line -> line.matches("[-+] .*")))
                .containsExactly("-  generation: 1", "+  generation: 2", "-  name: lucky", "+  name: happy");
        kubectl.run(NAME).shows("lucky");
    }

    @Test
    void fieldsAreAppliedByTheServer(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));

        kubectl.run("apply --server-side -f cat.yaml").shows("cat.animal.skai.io/mycat serverside-applied");
        var revision = kubectl.run(REVISION).text();
        kubectl.run("apply --server-side -f cat.yaml").shows("cat.animal.skai.io/mycat serverside-applied");
        kubectl.run(REVISION).shows(revision);
        kubectl.run("get cat mycat --show-managed-fields -o jsonpath={.metadata.managedFields[*].manager}"
                        + "/{.metadata.managedFields[*].operation}/{.metadata.managedFields[*].fieldsV1}")
                .shows("kubectl/Apply/{\"f:spec\":{\"f:name\":{}}}");
    }

    @Test
    void twoAppliersWhoDisagreeAreInConflictUntilOneIsForced(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("apply --server-side --field-manager=alice -f cat.yaml").text();
        kubectl.file("cat.yaml", Cats.yaml("mycat", "happy"));

        var refused = kubectl.run("apply --server-side -f cat.yaml");
        assertThat(refused.exit()).isOne();
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines())
                .startsWith(
                        "error: Apply failed with 1 conflict: conflict with \"alice\": .spec.name",
                        "Please review the fields above--they currently have other managers. Here");
        kubectl.run(NAME).shows("lucky");

        kubectl.run("apply --server-side --force-conflicts -f cat.yaml")
                .shows("cat.animal.skai.io/mycat serverside-applied");
        kubectl.run(NAME).shows("happy");
        kubectl.run("get cat mycat --show-managed-fields -o jsonpath={.metadata.managedFields[*].manager}")
                .shows("kubectl");
    }

    @Test
    void anApplierIsInConflictWithWhoeverEditedTheField(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("apply --server-side -f cat.yaml").text();
        kubectl.run("patch cat mycat --type merge -p {\"spec\":{\"name\":\"happy\"}}")
                .text();

        assertThat(kubectl.run("apply --server-side -f cat.yaml").err())
                .startsWith("error: Apply failed with 1 conflict: conflict with \"kubectl-patch\" using"
                        + " animal.skai.io/v1alpha1: .spec.name\n");
    }

    @Test
    void aFieldThatNobodyAppliesAnyMoreIsRemoved(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky", "{color: grey, size: big}"));
        kubectl.run("apply --server-side -f cat.yaml").text();
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky", "{color: grey}"));
        kubectl.run("apply --server-side -f cat.yaml").text();

        kubectl.run("label cat mycat --list").shows("color=grey");
    }

    @Test
    void anObjectThatWasAppliedByTheClientMovesToTheServer(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("apply -f cat.yaml").text();
        kubectl.file("cat.yaml", Cats.yaml("mycat", "happy"));

        kubectl.run("apply --server-side -f cat.yaml").shows("cat.animal.skai.io/mycat serverside-applied");
        kubectl.run(NAME).shows("happy");
    }

    @Test
    void whatLeftTheFolderIsPruned(Kubectl kubectl) {
        var prune = "apply --prune -f litter.yaml -l litter=first --prune-allowlist=animal.skai.io/v1alpha1/Cat";
        var tom = Cats.yaml("tom", "Tom", "{litter: first}");
        kubectl.runReading(Cats.yaml("stray", "Stray", "{litter: second}"), "apply -f -")
                .text();
        kubectl.file("litter.yaml", tom + "---\n" + Cats.yaml("felix", "Felix", "{litter: first}"));
        kubectl.run(prune).shows("cat.animal.skai.io/tom created", "cat.animal.skai.io/felix created");

        kubectl.file("litter.yaml", tom);
        kubectl.run(prune).shows("cat.animal.skai.io/tom unchanged", "cat.animal.skai.io/felix pruned");
        kubectl.run("get cats -o name").shows("cat.animal.skai.io/stray", "cat.animal.skai.io/tom");
    }

    @Test
    void theLastAppliedConfigurationIsShown(Kubectl kubectl) {
        kubectl.file("cat.yaml", Cats.yaml("mycat", "lucky"));
        kubectl.run("apply -f cat.yaml").text();

        kubectl.run("apply view-last-applied cat mycat")
                .shows(
                        "apiVersion: animal.skai.io/v1alpha1",
                        "kind: Cat",
                        "metadata:",
                        "  annotations: {}",
                        "  name: mycat",
                        "  namespace: default",
                        "spec:",
                        "  name: lucky");
    }
}
