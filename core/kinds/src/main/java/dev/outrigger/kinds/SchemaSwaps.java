package dev.outrigger.kinds;

import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The fabric8 `@SchemaSwap` annotations of the classes around a place: members of one type, anywhere below the
/// annotated class, that get the schema of another type, or are left out.
final class SchemaSwaps {
    private static final String ONE = Annotations.CRD + "SchemaSwap";
    private static final String SEVERAL = Annotations.CRD + "SchemaSwaps";

    private final Deque<List<Swap>> around = new ArrayDeque<>();

    /// One annotation, and how often the member was entered on the way here.
    static final class Swap {
        private final Class<?> original;
        private final String field;
        private final Class<?> target;
        private final int depth;
        private int entered;

        private Swap(Annotation annotation) {
            this.original = Annotations.value(annotation, "originalType", Class.class);
            this.field = Annotations.value(annotation, "fieldName", String.class);
            this.target = Annotations.value(annotation, "targetType", Class.class);
            this.depth = Annotations.value(annotation, "depth", Integer.class);
        }

        /// Whether the member is swapped here; not yet where it may be entered once more, as a type that
        /// contains itself may be up to a depth.
        boolean isDue() {
            return entered >= depth;
        }

        /// The type in the member's place; empty where the member is left out.
        Optional<Class<?>> target() {
            return target == void.class ? Optional.empty() : Optional.of(target);
        }

        void enter() {
            entered++;
        }

        void leave() {
            entered--;
        }
    }

    /// Comes to a class.
    void enter(Class<?> type) {
        around.push(Arrays.stream(type.getAnnotations())
                .flatMap(SchemaSwaps::each)
                .map(Swap::new)
                .toList());
    }

    /// Leaves the class that was come to last.
    void leave() {
        around.pop();
    }

    private static Stream<Annotation> each(Annotation annotation) {
        var name = annotation.annotationType().getName();
        if (name.equals(ONE)) return Stream.of(annotation);
        return name.equals(SEVERAL)
                ? Arrays.stream(Annotations.value(annotation, "value", Annotation[].class))
                : Stream.empty();
    }

    /// The swap of a member, by the nearest class that has one.
    ///
    /// @param field the name of the Java member
    Optional<Swap> of(Class<?> owner, String field) {
        return around.stream()
                .flatMap(List::stream)
                .filter(swap -> swap.original == owner && swap.field.equals(field))
                .findFirst();
    }

    /// Whether a type may contain itself here, since a swap ends that at some depth.
    boolean mayRecur() {
        return around.stream().flatMap(List::stream).anyMatch(swap -> swap.depth > 0);
    }

    /// Whether there are any: types below are then published in place, since they are not the same everywhere.
    boolean isEmpty() {
        return around.stream().allMatch(List::isEmpty);
    }
}
