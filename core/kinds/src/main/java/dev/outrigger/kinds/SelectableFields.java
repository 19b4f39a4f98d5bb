package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The fields that a type lets clients select by, as CRDs allow them: scalars outside metadata, at most eight.
final class SelectableFields {
    private static final int MOST = 8;

    private SelectableFields() {}

    /// The paths that fabric8's `@AdditionalSelectableField` annotations on the class give.
    static List<String> annotated(Class<?> type) {
        var paths = new ArrayList<String>();
        for (Annotation annotation : type.getAnnotations()) {
            var name = annotation.annotationType().getName();
            if (name.equals(Annotations.CRD + "AdditionalSelectableField")) paths.add(path(annotation));
            if (name.equals(Annotations.CRD + "AdditionalSelectableFields")) {
                var each = Annotations.value(annotation, "value", Annotation[].class);
                Arrays.stream(each).map(SelectableFields::path).forEach(paths::add);
            }
        }
        return paths;
    }

    private static String path(Annotation annotation) {
        return Annotations.value(annotation, "jsonPath", String.class);
    }

    /// The fields by the names that selectors use, such as `spec.color`.
    ///
    /// @throws IllegalArgumentException where a path leads to nothing that can be selected by
    static List<String> of(List<String> paths, Schema schema, Class<?> owner) {
        var names = new ArrayList<String>();
        for (String path : paths) {
            var name = path.startsWith(".") ? path.substring(1) : path;
            check(name, schema, owner);
            if (!names.contains(name)) names.add(name);
        }
        if (names.size() > MOST) {
            throw new IllegalArgumentException(owner.getName() + " has " + names.size()
                    + " selectable fields, more than " + MOST + ": remove some");
        }
        return names;
    }

    private static void check(String name, Schema schema, Class<?> owner) {
        var at = Optional.of(schema);
        for (String member : name.split("\\.", -1)) {
            at = at.flatMap(here -> Optional.ofNullable(here.properties().get(member)));
        }
        if (name.startsWith("metadata.")) throw refused(name, owner, "must not point to fields in metadata");
        if (at.isEmpty()) throw refused(name, owner, "is no field of the type: correct the path or add the field");
        boolean scalar = switch (at.get().type()) {
            case STRING, BOOLEAN, INTEGER -> true;
            case ANY, OBJECT, ARRAY, NUMBER, INT_OR_STRING -> false;
        };
        if (!scalar) throw refused(name, owner, "must be a string, a boolean or a whole number");
    }

    private static IllegalArgumentException refused(String name, Class<?> owner, String why) {
        return new IllegalArgumentException(owner.getName() + ": the selectable field ." + name + " " + why);
    }
}
