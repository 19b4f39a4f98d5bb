package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.meta.Value;
import io.fabric8.crd.generator.annotation.SelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A resource of several Java types: what the engine is told of its versions, and what an author's mistakes are told.
class SpokeTests {
    record FooV2(Spec spec, Status status) {
        record Spec(String image, Config config) {}

        record Config(String msg) {}

        record Status(String phase) {}
    }

    record FooV1(Spec spec) {
        record Spec(@SelectableField String msg) {}
    }

    private static final class Hello implements MetadataConversion<FooV1, FooV2> {
        @Override
        public FooV2 toHub(FooV1 foo, ConvertedMetadata metadata) {
            var image = metadata.annotations().get("spec.image");
            var msg = foo.spec() == null ? null : foo.spec().msg();
            var phase = metadata.annotations().remove("phase");
            var status = phase == null ? null : new FooV2.Status(phase);
            return new FooV2(new FooV2.Spec(image, new FooV2.Config(msg)), status);
        }

        @Override
        public FooV1 fromHub(FooV2 foo, ConvertedMetadata metadata) {
            if (foo.status() != null)
                metadata.annotations().put("phase", foo.status().phase());
            if (foo.spec() == null) return new FooV1(null);
            if (foo.spec().image() != null)
                metadata.annotations().put("spec.image", foo.spec().image());
            var config = foo.spec().config();
            return new FooV1(new FooV1.Spec(config == null ? null : config.msg()));
        }
    }

    private static Resource<FooV2> foos() {
        return Resource.of(FooV2.class).in("hello.example", "v2").kind("Foo");
    }

    private static Resource<FooV2> both() {
        return foos().version(FooV1.class, "v1", new Hello());
    }

    private static final VersionConversion<FooV1, FooV2> PLAIN =
            VersionConversion.of(foo -> new FooV2(null, null), foo -> new FooV1(null));

    private static Value.Struct object(String version, Value.Struct metadata, Value.Struct spec) {
        return Value.object(
                "apiVersion", "hello.example/" + version, "kind", "Foo", "metadata", metadata, "spec", spec);
    }

    @Test
    void theClassIsTheHubAndTheStoredVersionUnlessAnotherIsNamed() {
        var type = both().type();
        assertThat(type.versions()).extracting(ResourceType.Version::name).containsExactly("v2", "v1");
        assertThat(type.hub()).isEqualTo("v2");
        assertThat(type.storageVersion()).isEqualTo("v2");
        assertThat(both().storedAs("v1").type().storageVersion()).isEqualTo("v1");
        assertThat(type.version("v1").selectableFields()).containsExactly("spec.msg");
        assertThat(type.hasStatus("v2")).isTrue();
        assertThat(type.hasStatus("v1")).isFalse();
    }

    @Test
    void objectsPassWithTheirMetadataAndTheConversionsAnnotations() {
        var type = both().type();
        var metadata = Value.object("name", "a", "uid", "u", "annotations", Value.object("x", "y"));
        var hub = object("v2", metadata, Value.object("image", "busybox", "config", Value.object("msg", "hi")));

        var first = type.fromHub(hub, type.version("v1"));
        assertThat(first.text("apiVersion")).contains("hello.example/v1");
        assertThat(first.struct("spec")).isEqualTo(Value.object("msg", "hi"));
        assertThat(first.struct("metadata"))
                .isEqualTo(metadata.with("annotations", Value.object("x", "y", "spec.image", "busybox")));

        var back = type.toHub(first, type.version("v1"));
        assertThat(back.struct("spec")).isEqualTo(hub.struct("spec"));
        assertThat(back.text("apiVersion")).contains("hello.example/v2");
    }

    @Test
    void aVersionsOwnDefaultingMayLookAtLabels() {
        var type = foos().version(Spoke.of(FooV1.class, "v1", new Hello()).defaulting((foo, metadata) -> {
                    metadata.labels().putIfAbsent("name", metadata.name());
                    return foo.spec() == null ? new FooV1(new FooV1.Spec("hello")) : foo;
                }))
                .type();
        var bare = Value.object("metadata", Value.object("name", "a"));

        var completed = type.completed(bare, type.version("v1"));
        assertThat(completed.struct("spec")).isEqualTo(Value.object("msg", "hello"));
        assertThat(completed.struct("metadata").struct("labels")).isEqualTo(Value.object("name", "a"));
    }

    @Test
    void thePreferredVersionIsTheBestOrTheOneThatIsNamed() {
        assertThat(foos().version(FooV1.class, "v3alpha1", PLAIN)
                        .type()
                        .versions()
                        .getFirst()
                        .name())
                .isEqualTo("v2");
        assertThat(both().preferred("v1").type().versions().getFirst().name()).isEqualTo("v1");
        assertThatThrownBy(() -> both().preferred("v7").type())
                .hasMessageContaining("FooV2.preferred(\"v7\") names none of the served versions");
    }

    @Test
    void aHubThatIsNotServedIsNotStoredEither() {
        var type = foos().notServed()
                .version(FooV1.class, "v1", new Hello())
                .storedAs("v1")
                .type();
        assertThat(type.served()).extracting(ResourceType.Version::name).containsExactly("v1");
        assertThat(type.storageVersion()).isEqualTo("v1");
        assertThatThrownBy(() ->
                        foos().notServed().version(FooV1.class, "v1", PLAIN).type())
                .hasMessageContaining("FooV2 (v2) is not stored")
                .hasMessageContaining(".storedAs(\"v1\")");
        assertThatThrownBy(() -> foos().notServed().storedAs("v2").type()).hasMessageContaining("served in no version");
    }

    @Version("v1")
    record Claims(FooV1.Spec spec) {}

    @Test
    void twoStoredVersionsAreAMistake() {
        assertThatThrownBy(() -> both().storedAs("v1").storedAs("v2").type())
                .hasMessageContaining("FooV2 has two stored versions, v1 and v2");
        var conversion = VersionConversion.<Claims, FooV2>of(foo -> new FooV2(null, null), foo -> new Claims(null));
        assertThatThrownBy(
                        () -> foos().version(Spoke.of(Claims.class, conversion)).type())
                .hasMessageContaining("two stored versions")
                .hasMessageContaining("Claims")
                .hasMessageContaining("@Version(storage = false)");
        var settled = foos().version(Spoke.of(Claims.class, conversion))
                .storedAs("v2")
                .type();
        assertThat(settled.storageVersion()).isEqualTo("v2");
        assertThatThrownBy(() -> both().storedAs("v3").type())
                .hasMessageContaining("the storage version v3 of foos.hello.example is none of its versions");
    }

    @Test
    void aStoredVersionThatLosesTheStatusIsAMistake() {
        assertThatThrownBy(() ->
                        foos().version(FooV1.class, "v1", PLAIN).storedAs("v1").type())
                .hasMessageContaining("FooV1 (v1) is stored and loses the status")
                .hasMessageContaining(".storedAs(\"v2\")");
    }

    @Test
    void aVersionThatIsThereTwiceOrHasNoNameIsAMistake() {
        assertThatThrownBy(() -> foos().version(FooV1.class, "V1", PLAIN).type())
                .hasMessageContaining("\"V1\" is no name for a version of foos.hello.example");
        assertThatThrownBy(() -> foos().version(FooV1.class, "v2", PLAIN).type())
                .hasMessageContaining("foos.hello.example has two versions v2");
    }

    record Ruled(@ValidationRule("true") FooV1.Spec spec) {}

    @Test
    void rulesOfAVersionThatNobodyWouldRunAreAMistake() {
        var conversion = VersionConversion.<Ruled, FooV2>of(foo -> new FooV2(null, null), foo -> new Ruled(null));
        assertThatThrownBy(() -> foos().version(Ruled.class, "v1", conversion).type())
                .hasMessageContaining("Ruled has CEL rules")
                .hasMessageContaining("move them to dev.outrigger.kinds.SpokeTests$FooV2");
    }

    @Test
    void aConversionThatFailsForTheEmptiestObjectIsAMistake() {
        var careless = VersionConversion.<FooV1, FooV2>of(
                foo -> new FooV2(new FooV2.Spec("", new FooV2.Config(foo.spec().msg())), null), foo -> new FooV1(null));
        assertThatThrownBy(() -> foos().version(FooV1.class, "v1", careless).type())
                .hasMessageContaining("FooV1: toHub fails for a Foo of which clients sent only what is required")
                .hasMessageContaining("NullPointerException")
                .hasMessageContaining("take members that are null");
    }

    @Test
    void aConversionThatRefusesIsToldFromOneThatFails() {
        var refusing = VersionConversion.<FooV1, FooV2>of(
                foo -> {
                    throw new IllegalArgumentException("no such thing");
                },
                foo -> {
                    if (foo.spec() != null) throw new IllegalStateException("secret");
                    return new FooV1(null);
                });
        var type = foos().version(FooV1.class, "v1", refusing).type();
        var foo = object("v1", Value.object("name", "a", "namespace", "n"), Value.Struct.EMPTY);

        assertThatThrownBy(() -> type.toHub(foo, type.version("v1")))
                .isInstanceOfSatisfying(
                        ConversionException.class, e -> assertThat(e.refused()).isTrue())
                .hasMessage("Foo \"n/a\" cannot be converted from hello.example/v1 to hello.example/v2: no such thing");
        assertThatThrownBy(() -> type.fromHub(foo, type.version("v1")))
                .isInstanceOfSatisfying(
                        ConversionException.class, e -> assertThat(e.refused()).isFalse())
                .hasMessageContaining("the log of this server says why")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aLifecycleDecidesWhatAProgramServesAndWarnsOf() {
        var type = foos().version(Spoke.of(FooV1.class, "v1", PLAIN)
                        .lifecycle(Lifecycle.introduced("1.0").deprecated("1.1").removed("1.3")))
                .type();
        assertThat(served(type, "0.9")).containsExactly("v2");
        assertThat(served(type, "1.0")).containsExactly("v2", "v1");
        assertThat(type.at(ComponentVersion.parse("1.0")).version("v1").deprecation())
                .isEmpty();
        assertThat(type.at(ComponentVersion.parse("1.2")).version("v1").deprecation())
                .isPresent();
        assertThat(served(type, "1.3")).containsExactly("v2");
        assertThat(type.at(ComponentVersion.parse("v1.10.4")).find("v1")).isPresent();
        assertThatThrownBy(() -> Lifecycle.introduced("1.2").removed("1.1")).hasMessageContaining("which is earlier");
        assertThatThrownBy(() -> Lifecycle.introduced("one")).hasMessageContaining("MAJOR.MINOR such as 1.2");
    }

    private static List<String> served(ResourceType type, String at) {
        return type.at(ComponentVersion.parse(at)).served().stream()
                .map(ResourceType.Version::name)
                .toList();
    }
}
