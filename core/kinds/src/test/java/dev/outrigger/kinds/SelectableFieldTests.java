package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.crd.generator.annotation.SelectableField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectableFieldTests {
    @AdditionalSelectableField(jsonPath = ".spec.depth")
    @AdditionalSelectableField(jsonPath = ".spec.inner.name")
    static class Box {
        public Spec spec;
    }

    static class Spec {
        @SelectableField
        public String color;

        public long depth;
        public double weight;
        public Inner inner;
        public List<String> marks;
    }

    static class Inner {
        public String name;

        @SelectableField
        public boolean open;
    }

    private static Resource<Box> box() {
        return Resource.of(Box.class).in("a.b", "v1");
    }

    @Test
    void annotatedFieldsAndThoseAddedInTheProgramAreSelectableOnce() {
        var version = box().selectableField(".spec.color").type().version("v1");

        assertThat(version.selectableFields())
                .containsExactly("spec.color", "spec.inner.open", "spec.depth", "spec.inner.name");
    }

    @ParameterizedTest
    @CsvSource({
        ".spec.size,is no field of the type",
        ".spec.marks[0],is no field of the type",
        ".spec.weight,'must be a string, a boolean or a whole number'",
        ".spec.inner,'must be a string, a boolean or a whole number'",
        ".metadata.name,must not point to fields in metadata"
    })
    void whatCannotBeSelectedByIsRefusedNamingClassAndPath(String path, String why) {
        var resource = box().selectableField(path);

        assertThatThrownBy(resource::type)
                .hasMessageContaining(Box.class.getName())
                .hasMessageContaining(path)
                .hasMessageContaining(why);
    }
}
