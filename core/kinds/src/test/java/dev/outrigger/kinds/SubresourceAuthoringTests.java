package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Subresource.Method;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What authors get of the subresources they write, and what they are told where they err.
class SubresourceAuthoringTests {
    record Herd(Spec spec, Status status) {}

    record Spec(Integer size, String name, Inner inner) {}

    record Inner(Long deep) {}

    record Status(Integer counted, String selector) {}

    record Plan(Spec spec) {}

    interface Nothing {}

    record Unmapped(Nothing nothing) {}

    record Calls(Integer times, List<String> names) {}

    record Deep(Inner inner) {}

    private static final GroupVersionKind PLAN = new GroupVersionKind("farm.example.com", "v1", "Plan");

    private static Resource<Herd> herd() {
        return Resource.of(Herd.class).in("farm.example.com", "v1");
    }

    private static Edit<Herd, Plan> edit() {
        return Edit.of(
                Plan.class, PLAN, herd -> new Plan(herd.spec()), (herd, plan) -> new Herd(plan.spec(), herd.status()));
    }

    private static Connected connected(Herd herd, Object options, Connection connection) {
        return Connected.text("");
    }

    private static void refused(Resource<?> resource, String message) {
        assertThatThrownBy(resource::type)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Herd.class.getName() + message);
    }

    @Test
    void theEngineIsToldOfAllOfThem() {
        var type = herd().scale(".spec.inner.deep", ".status.counted", ".status.selector")
                .subresource("plan", edit())
                .subresource("call", Connect.of(Calls.class, SubresourceAuthoringTests::connected))
                .type();

        assertThat(type.subresources())
                .extracting(Subresource::name)
                .containsExactly("status", "scale", "plan", "call");
        assertThat(type.subresource("plan", "v1").orElseThrow())
                .isInstanceOfSatisfying(Subresource.Edit.class, plan -> {
                    assertThat(plan.kind().name()).isEqualTo(PLAN);
                    assertThat(plan.kind().schema().name()).isEqualTo("com.example.farm.v1.Plan");
                    assertThat(plan.kind().schema().properties())
                            .containsKeys("apiVersion", "kind", "metadata", "spec");
                });
        assertThat(type.subresource("call", "v1").orElseThrow())
                .isInstanceOfSatisfying(Subresource.Connect.class, call -> {
                    assertThat(call.methods()).containsExactly(Method.GET);
                    assertThat(call.options().kind()).contains("Calls");
                    assertThat(call.options().schema().properties()).containsKeys("times", "names");
                });
    }

    @Test
    void twoOfOneNameAreRefused() {
        refused(
                herd().subresource("plan", edit()).subresource("plan", edit()),
                " has two subresources named plan: give one of them another name");
        refused(
                herd().subresource("status", edit()),
                " has two subresources named status (one comes with the member status): give yours another name");
        refused(
                herd().scale(".spec.size", ".status.counted").scale(".spec.size", ".status.counted"),
                " has two subresources named scale: give one of them another name");
    }

    @Test
    void aNameThatNoPathHoldsIsRefused() {
        refused(
                herd().subresource("Plan/B", edit()),
                ": \"Plan/B\" cannot be the name of a subresource: use lower-case letters, digits and '-'");
    }

    @Test
    void aScaleNeedsPathsToFieldsThatAreThere() {
        refused(
                herd().scale(".spec.seize", ".status.counted"),
                ": the scale's spec replicas path .spec.seize is no field of the type: correct the path or add the field");
        refused(
                herd().scale(".spec.name", ".status.counted"),
                ": the scale's spec replicas path .spec.name leads to a field that is no whole number: make it an"
                        + " Integer");
        refused(
                herd().scale("spec.size", ".status.counted"),
                ": the scale's spec replicas path spec.size must be below .spec");
        refused(
                herd().scale(".spec.size", ".spec.size"),
                ": the scale's status replicas path .spec.size must be below .status");
        refused(
                herd().scale(".spec.size", ".status.counted", ".status.counted"),
                ": the scale's label selector path .status.counted leads to a field that is no string: make it a String");
        refused(
                herd().scale(".spec.size", ".status.counted", ".metadata.name"),
                ": the scale's label selector path .metadata.name must be below .spec or .status");
    }

    @Test
    void aTypeThatCannotBeMappedIsRefused() {
        Map<String, Supplier<AuthoredSubresource<Herd>>> unmapped = Map.of(
                "an edit",
                () -> Edit.of(Unmapped.class, PLAN, _ -> new Unmapped(null), (herd, _) -> herd),
                "an action",
                () -> Action.of(Unmapped.class, PLAN, (_, body, _) -> body));
        unmapped.forEach((what, subresource) -> assertThatThrownBy(
                        () -> herd().subresource("odd", subresource.get()).type())
                .as(what)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(Herd.class.getName() + ": the subresource odd: Unmapped.nothing: the type ")
                .hasMessageContaining("cannot be mapped")
                .hasMessageEndingWith("use a record or a class"));
    }

    @Test
    void anOptionThatNoQueryHoldsIsRefused() {
        refused(
                herd().subresource("call", Connect.of(Deep.class, SubresourceAuthoringTests::connected)),
                ": the subresource call: " + Deep.class.getName()
                        + ".inner cannot stand in a query: make it a string, a number, a boolean, or a list of them");
    }

    @Test
    void theManifestOfACrdTellsOfTheScale() {
        var manifest = CrdManifest.of(
                herd().scale(".spec.size", ".status.counted", ".status.selector")
                        .type(),
                new CrdConversion.None());

        var version = (Value.Struct) manifest.struct("spec").items("versions").getFirst();
        assertThat(version.struct("subresources").struct("scale").text("specReplicasPath"))
                .contains(".spec.size");
    }

    record OldHerd(OldSpec spec, Status status) {}

    record OldSpec(Integer head) {}

    private static Spoke<OldHerd, Herd> old() {
        return Spoke.of(OldHerd.class, "v1beta1", new Renaming());
    }

    private static final class Renaming implements VersionConversion<OldHerd, Herd> {
        @Override
        public Herd toHub(OldHerd old) {
            var spec = old.spec() == null ? null : new Spec(old.spec().head(), null, null);
            return new Herd(spec, old.status());
        }

        @Override
        public OldHerd fromHub(Herd herd) {
            var spec = herd.spec() == null ? null : new OldSpec(herd.spec().size());
            return new OldHerd(spec, herd.status());
        }
    }

    private static Resource<Herd> versioned(Spoke<OldHerd, Herd> old) {
        return herd().version(old).scale(".spec.size", ".status.counted", ".status.selector");
    }

    private static List<Value> scales(Resource<?> resource) {
        var webhook = CrdConversion.Service.parse("farm/herds", Optional.empty());
        return CrdManifest.of(resource.type(), webhook).struct("spec").items("versions").stream()
                .map(version ->
                        (Value) ((Value.Struct) version).struct("subresources").struct("scale"))
                .toList();
    }

    @Test
    void aVersionTellsWhereItHasTheNumbersOrThatItHasNone() {
        var hub = Value.object(
                "specReplicasPath",
                ".spec.size",
                "statusReplicasPath",
                ".status.counted",
                "labelSelectorPath",
                ".status.selector");
        var own = Value.object("specReplicasPath", ".spec.head", "statusReplicasPath", ".status.counted");

        assertThat(scales(versioned(old().scale(".spec.head", ".status.counted"))))
                .containsExactly(hub, own);
        var without = versioned(old().withoutScale());
        assertThat(scales(without)).containsExactly(hub, Value.Struct.EMPTY);
        assertThat(without.type().subresource("scale", "v1beta1")).isEmpty();
        assertThat(without.type().subresource("scale", "v1")).isPresent();
    }

    @Test
    void aVersionWithoutTheNumbersIsNoCrdUntilItSaysWhereTheyAre() {
        assertThatThrownBy(() -> scales(versioned(old())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("herds.farm.example.com v1beta1 cannot be a CRD: OldHerd: the scale's spec replicas path"
                        + " .spec.size is no field of the type: correct the path or add the field, or say with"
                        + " .scale(…) or .withoutScale() of its Spoke where the version has it");
        assertThatThrownBy(() ->
                        versioned(old().scale(".spec.heads", ".status.counted")).type())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(OldHerd.class.getName() + " (v1beta1): the scale's spec replicas path .spec.heads is no"
                        + " field of the type: correct the path or add the field");
        assertThatThrownBy(() -> herd().version(old().scale(".spec.head", ".status.counted"))
                        .type())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Herd.class.getName() + " has no scale, of which [v1beta1] could have its own: add"
                        + " .scale(…) to the resource");
    }
}
