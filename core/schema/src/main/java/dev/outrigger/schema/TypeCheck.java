package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;

/// Finds the values whose JSON type differs from the schema's.
final class TypeCheck {
    private final List<TypeMismatch> mismatches = new ArrayList<>();

    /// Where the walk is.
    ///
    /// @param path the place
    /// @param struct the type that holds the value, by its last name
    /// @param field the members that lead to the place, without indices and keys
    private record Place(Path path, String struct, Path field) {}

    static List<TypeMismatch> of(Value.Struct object, Schema schema) {
        var check = new TypeCheck();
        check.value(object, schema, new Place(Path.ROOT, object.text("kind").orElse(""), Path.ROOT));
        return List.copyOf(check.mismatches);
    }

    private void value(Value value, Schema schema, Place place) {
        if (value instanceof Value.Null) return;
        if (!fits(value, schema)) {
            mismatches.add(new TypeMismatch(
                    place.path().toString(),
                    found(value, schema),
                    place.struct(),
                    place.field().toString(),
                    goType(schema)));
        } else if (value instanceof Value.Struct struct) {
            members(struct, schema, place);
        } else if (value instanceof Value.Array(var items) && schema.items().isPresent()) {
            for (int i = 0; i < items.size(); i++) {
                Place at = new Place(place.path().item(i), place.struct(), place.field());
                value(items.get(i), schema.items().get(), at);
            }
        }
    }

    private void members(Value.Struct struct, Schema schema, Place place) {
        var members = Members.of(schema, place.path());
        String type = schema.name().isEmpty() ? place.struct() : lastName(schema.name());
        struct.members()
                .forEach((name, value) -> members.schema(name).ifPresent(member -> {
                    boolean inMap = !members.isNamed(name);
                    Path field = inMap ? place.field() : place.field().member(name);
                    value(value, member, new Place(place.path().member(name), inMap ? place.struct() : type, field));
                }));
    }

    private static boolean fits(Value value, Schema schema) {
        return switch (schema.type()) {
            case ANY -> true;
            case OBJECT -> value instanceof Value.Struct;
            case ARRAY -> value instanceof Value.Array;
            case STRING -> value instanceof Value.Text;
            case BOOLEAN -> value instanceof Value.Bool;
            case NUMBER -> value instanceof Value.Int || value instanceof Value.Real;
            case INTEGER -> ValueCheck.isInteger(value) && inRange(value, schema);
            case INT_OR_STRING -> ValueCheck.isIntOrString(value, schema);
        };
    }

    private static boolean inRange(Value value, Schema schema) {
        return !schema.format().equals("int32")
                || !(value instanceof Value.Int(var number))
                || (number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE);
    }

    private static String found(Value value, Schema schema) {
        boolean shown = schema.type() == Schema.Type.INTEGER;
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool _ -> "bool";
            case Value.Int(var number) -> shown ? "number " + number : "number";
            case Value.Real _ -> shown ? "number " + CompactJson.text(value) : "number";
            case Value.Text _ -> "string";
            case Value.Array _ -> "array";
            case Value.Struct _ -> "object";
        };
    }

    /// The Go type that such a schema is made from.
    private static String goType(Schema schema) {
        return switch (schema.type()) {
            case ANY -> "interface {}";
            case OBJECT -> goStruct(schema);
            case ARRAY -> "[]" + schema.items().map(TypeCheck::goType).orElse("interface {}");
            case STRING -> schema.format().equals("byte") ? "[]uint8" : "string";
            case INTEGER -> schema.format().equals("int32") ? "int32" : "int64";
            case NUMBER -> schema.format().equals("float") ? "float32" : "float64";
            case BOOLEAN -> "bool";
            case INT_OR_STRING -> "intstr.IntOrString";
        };
    }

    private static String goStruct(Schema schema) {
        if (!schema.name().isEmpty()) {
            String owner = schema.name().substring(0, Math.max(0, schema.name().lastIndexOf('.')));
            return lastName(owner) + "." + lastName(schema.name());
        }
        return "map[string]"
                + schema.additionalProperties().map(TypeCheck::goType).orElse("interface {}");
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
