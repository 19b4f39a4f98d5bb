package dev.outrigger.patch;

import static dev.outrigger.patch.Given.MORNING;
import static dev.outrigger.patch.Given.NOON;
import static dev.outrigger.patch.Given.boat;
import static dev.outrigger.patch.Given.object;
import static dev.outrigger.patch.Given.ownership;
import static dev.outrigger.patch.Given.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Objects that move from client-side to server-side apply.
class LastAppliedTests {
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    /// A boat that `kubectl apply` made on the client's side.
    private static Value.Struct clientSide(String spec) {
        var configuration = boat(spec);
        var annotated = annotated(configuration, Json.write(configuration));
        return ownership()
                .update(Optional.empty(), annotated, FieldManager.named("kubectl-client-side-apply"), MORNING);
    }

    private static Value.Struct annotated(Value.Struct boat, String text) {
        var annotations = Value.object(ANNOTATION, text);
        return boat.with("metadata", boat.struct("metadata").with("annotations", annotations));
    }

    private static Value.Struct apply(Value.Struct live, String spec, String manager) {
        return ownership().apply(Optional.of(live), Given.applying(boat(spec)), FieldManager.named(manager), NOON);
    }

    private static String annotation(Value.Struct object) {
        return object.struct("metadata").struct("annotations").text(ANNOTATION).orElse("");
    }

    @Test
    void kubectlTakesOverWhatItAppliedOnTheClientsSide() {
        var ark = apply(clientSide("{'name':'Ark','sails':1}"), "{'name':'Ark','sails':2}", "kubectl");
        assertThat(ark.get("spec")).contains(object("{'name':'Ark','sails':2}"));
        assertThat(Given.applied(ark, "kubectl")).isEqualTo(".spec.name\n.spec.sails");
    }

    @Test
    void anotherManagerMeetsTheConflict() {
        var live = clientSide("{'sails':1}");
        assertThat(refusal(() -> apply(live, "{'sails':2}", "flux"))).isNotNull();
    }

    @Test
    void aFieldThatChangedSinceIsStillAConflict() {
        var live = clientSide("{'name':'Ark','sails':1}");
        var changed = ownership()
                .update(
                        Optional.of(live),
                        live.with("spec", object("{'name':'Ark','sails':5}")),
                        FieldManager.named("autoscaler"),
                        MORNING);
        assertThat(refusal(() -> apply(changed, "{'name':'Boat','sails':2}", "kubectl")))
                .hasMessage("Apply failed with 1 conflict: "
                        + "conflict with \"autoscaler\" using sea.example/v1: .spec.sails");
    }

    @Test
    void theAnnotationFollowsWhatKubectlApplies() {
        var ark = apply(clientSide("{'name':'Ark'}"), "{'sails':2,'name':'Ark'}", "kubectl");
        assertThat(annotation(ark)).isEqualTo("""
                {"apiVersion":"sea.example/v1","kind":"Boat","metadata":{"name":"ark"},"spec":{"name":"Ark","sails":2}}
                """);
    }

    @Test
    void anObjectWithoutTheAnnotationGetsNone() {
        var live = ownership()
                .apply(Optional.empty(), Given.applying(boat("{'sails':1}")), FieldManager.named("kubectl"), MORNING);
        assertThat(annotation(live)).isEmpty();
    }

    @Test
    void anUnreadableAnnotationAllowsNothing() {
        var live = annotated(clientSide("{'sails':1}"), "{nope");
        assertThat(refusal(() -> apply(live, "{'sails':2}", "kubectl"))).isNotNull();
    }
}
