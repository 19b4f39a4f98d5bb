package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Resource;
import dev.outrigger.schema.Rule;
import dev.outrigger.server.Options;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.RunningServer;
import dev.outrigger.transcripts.Kubectl;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the screen says of objects that break the CEL rules of their type, and which ones a field selector shows.
class RuleTests {
    private static final String BOAT = """
            apiVersion: harbour.example.com/v1
            kind: Boat
            metadata:
              name: %s
            spec:
              color: %s
              seats: %d
            """;

    record Boat(Spec spec) {
        record Spec(String color, Integer seats) {}
    }

    @TempDir
    Path folder;

    private RunningServer server;
    private Kubectl kubectl;

    @BeforeEach
    void start() {
        var boats = Resource.of(Boat.class)
                .in("harbour.example.com", "v1")
                .selectableField(".spec.color")
                .rule("self.spec.seats > 0", "a boat has seats")
                .rule(Rule.of("self.spec.seats == oldSelf.spec.seats")
                        .withMessage("seats cannot be built in later")
                        .withReason(Rule.Reason.FORBIDDEN)
                        .withFieldPath(".spec.seats"));
        server = Outrigger.server().resource(boats).start(Options.inMemory(folder.resolve("data")));
        kubectl = new Kubectl(folder.resolve("work"), server.kubeconfig());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBrokenRuleIsToldInItsAuthorsWords() {
        kubectl.file("boat.yaml", BOAT.formatted("ann", "red", 0));

        kubectl.run("apply -f boat.yaml")
                .refuses("The Boat \"ann\" is invalid: <nil>: Invalid value: a boat has seats");
        kubectl.file("boat.yaml", BOAT.formatted("ann", "red", 4));
        kubectl.run("apply -f boat.yaml").shows("boat.harbour.example.com/ann created");
        kubectl.run("patch boat ann --type merge -p {\"spec\":{\"seats\":5}}")
                .refuses("The Boat \"ann\" is invalid: spec.seats: Forbidden: seats cannot be built in later");
    }

    @Test
    void boatsAreChosenByTheirColor() {
        kubectl.runReading(BOAT.formatted("ann", "red", 4) + "---\n" + BOAT.formatted("bob", "blue", 4), "apply -f -")
                .text();

        kubectl.run("get boats --field-selector spec.color=blue -o name").shows("boat.harbour.example.com/bob");
        kubectl.run("get boats --field-selector spec.color!=blue -o name").shows("boat.harbour.example.com/ann");
        // Some kubectls say before it what they were looking for.
        var refused = kubectl.run("get boats --field-selector spec.seats=4");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err())
                .startsWith("Error from server (BadRequest): ")
                .contains("\"spec.seats\" is not a known field selector: only \"metadata.name\","
                        + " \"metadata.namespace\", \"spec.color\"");
    }
}
