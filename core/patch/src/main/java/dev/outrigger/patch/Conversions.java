package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.Arrays;
import java.util.Optional;

/// Objects as seen in each of their versions.
record Conversions(Versions versions) {

    /// An object with the shape it has in its version.
    ///
    /// @throws Mistyped where it does not have that shape
    TypedObject typed(Value.Struct object, String apiVersion, TypeCheck.Duplicates duplicates) {
        var shape = shape(apiVersion).orElseThrow(() -> new Mistyped("no corresponding type for " + apiVersion));
        TypeCheck.problem(shape, object, duplicates).ifPresent(problem -> {
            throw new Mistyped(problem);
        });
        return new TypedObject(object, shape, apiVersion);
    }

    /// An object in another version; empty where that version is not served.
    Optional<TypedObject> convert(TypedObject object, String apiVersion) {
        if (object.apiVersion().equals(apiVersion)) return Optional.of(object);
        if (versions.schema(apiVersion).isEmpty()) return Optional.empty();
        var converted = versions.convert(object.value(), apiVersion);
        return Optional.of(typed(converted, apiVersion, TypeCheck.Duplicates.ALLOWED));
    }

    /// The fields that writes in a version leave alone.
    FieldSet ignored(String apiVersion) {
        var fields = FieldSet.EMPTY;
        for (String pointer : versions.resetFields(apiVersion)) fields = fields.union(field(pointer));
        return fields;
    }

    private Optional<Shape> shape(String apiVersion) {
        return versions.schema(apiVersion).map(Shape::of);
    }

    private static FieldSet field(String pointer) {
        return FieldSet.ofFields(Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toArray(String[]::new));
    }
}
