package dev.outrigger.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.junit.jupiter.api.Test;

class MappabilityTests {
    record OfClosed(Closed spec) {}

    record OfInner(Inner spec) {}

    record OfAbstract(Shape spec) {}

    record OfMade(Made spec) {}

    record OfTyped(Tool spec) {}

    static final class Closed {
        public final String name;

        Closed(String name, int age) {
            this.name = name + age;
        }
    }

    final class Inner {
        public String name = "";
    }

    abstract static class Shape {
        public int size;
    }

    static final class Made {
        public final String name;

        @JsonCreator
        Made(@JsonProperty("name") String name) {
            if (name == null) throw new IllegalStateException("needs a name");
            this.name = name;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes(@JsonSubTypes.Type(value = Hammer.class, name = "hammer"))
    abstract static class Tool {
        public int weight;
    }

    static final class Hammer extends Tool {}

    private static ResourceType type(Class<?> type) {
        return Resource.of(type).in("a.example.com", "v1").type();
    }

    @Test
    void aTypeThatJacksonCannotMakeIsRefusedNamingTheMemberTheClassAndTheFix() {
        assertThatThrownBy(() -> type(OfClosed.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OfClosed.spec: the type " + Closed.class.getName() + " cannot be mapped: ")
                .hasMessageEndingWith(
                        "; make it a record, give it a constructor without arguments, or mark one with @JsonCreator")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> type(OfInner.class)).hasMessageStartingWith("OfInner.spec: the type ");
        assertThatThrownBy(() -> type(OfAbstract.class)).hasMessageContaining("abstract");
        assertThatThrownBy(() -> type(Shape.class)).hasMessageStartingWith("the type " + Shape.class.getName());
    }

    @Test
    void aTypeThatJacksonCanMakeOfSomethingIsTaken() {
        assertThat(type(OfMade.class).names().kind()).isEqualTo("OfMade");
        assertThat(type(OfTyped.class).names().kind()).isEqualTo("OfTyped");
    }
}
