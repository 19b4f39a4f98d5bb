package dev.outrigger.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Conversion;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.ComponentVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeprecationTests {
    /// A type with these versions; the ones with a star are deprecated.
    private static ResourceType served(String... versions) {
        var all = Arrays.stream(versions)
                .map(version -> new ResourceType.Version(
                        version.replace("*", ""),
                        Schema.of(Schema.Type.OBJECT),
                        List.of(),
                        List.of(),
                        Conversion.IDENTITY,
                        version.endsWith("*")
                                ? Optional.of(new ResourceType.Deprecation(Optional.empty()))
                                : Optional.empty()))
                .toList();
        return new ResourceType(
                "pets.example.com",
                new ResourceType.Names("Dog", "dogs", "dog", List.of(), List.of()),
                ResourceType.Scope.NAMESPACED,
                all,
                all.getFirst().name(),
                new Strategy() {},
                List.of());
    }

    @Test
    void theBestVersionThatStaysIsNamed() {
        assertThat(Deprecations.warning(served("v1alpha1*", "v1beta1", "v1", "v2*"), "v1alpha1"))
                .contains("pets.example.com/v1alpha1 Dog is deprecated; use pets.example.com/v1 Dog");
    }

    @Test
    void aVersionIsNotSentToALesserOne() {
        assertThat(Deprecations.warning(served("v1*", "v1beta1"), "v1"))
                .contains("pets.example.com/v1 Dog is deprecated");
    }

    @Test
    void aVersionThatStaysDoesNotWarn() {
        assertThat(Deprecations.warning(served("v1alpha1*", "v1"), "v1")).isEmpty();
    }

    @Test
    void aLifecycleIsToldInUpstreamsWords() {
        var lifecycle = Lifecycle.introduced("1.0").deprecated("1.1").removed("1.3");
        assertThat(Deprecations.warning(living(lifecycle), "v1beta1"))
                .contains("pets.example.com/v1beta1 Dog is deprecated in v1.1+, unavailable in v1.3+; use"
                        + " pets.example.com/v1 Dog");
        var replaced =
                Lifecycle.introduced("1.0").deprecated("1.1").replacedBy(new GroupVersionKind("a.b", "v2", "Cat"));
        assertThat(Deprecations.warning(living(replaced), "v1beta1"))
                .contains("pets.example.com/v1beta1 Dog is deprecated in v1.1+; use a.b/v2 Cat");
    }

    private static ResourceType living(Lifecycle lifecycle) {
        var type = served("v1", "v1beta1");
        var version = type.version("v1beta1");
        var dying = new ResourceType.Version(
                version.name(),
                version.schema(),
                version.columns(),
                version.selectableFields(),
                version.conversion(),
                version.deprecation(),
                true,
                lifecycle);
        return new ResourceType(
                        type.group(),
                        type.names(),
                        type.scope(),
                        List.of(type.version("v1"), dying),
                        type.hub(),
                        type.storageVersion(),
                        type.strategy(),
                        List.of(),
                        Optional.empty())
                .at(ComponentVersion.parse("1.2"));
    }
}
