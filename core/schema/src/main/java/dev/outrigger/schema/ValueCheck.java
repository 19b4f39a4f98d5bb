package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks an object along its schema and complains of what does not fit.
final class ValueCheck {
    private static final double LARGEST_EXACT_INTEGER = 0x1p53 - 1;

    private final Complaints complaints;
    private final LimitCheck limits;

    ValueCheck(Complaints complaints) {
        this.complaints = complaints;
        this.limits = new LimitCheck(complaints);
    }

    /// Checks a value and all in it. What is wrong with a value that is as it was goes unsaid
    /// (KEP-4008).
    ///
    /// @param change what stood here before; empty where nothing did
    /// @return how many checks the value passed, as upstream counts them to find the nearest of
    ///     several schemas
    int check(Value value, Schema schema, Path path, Optional<Correlation> change) {
        int before = complaints.size();
        int passed = checkAnyway(value, schema, path, change);
        if (complaints.size() > before && change.filter(Correlation::unchanged).isPresent()) {
            complaints.takeSince(before);
        }
        return passed;
    }

    /// As [#check], also of a value that is as it was; values in it may go unsaid.
    int checkAnyway(Value value, Schema schema, Path path, Optional<Correlation> change) {
        int passed = type(value, schema, path) ? 1 : 0;
        if (value instanceof Value.Null) {
            limits.enumeration(value, schema.limits().enumeration(), path);
            return passed;
        }
        if (typeName(schema.type()).isEmpty() && schema.format().isEmpty()) passed = 0;
        else passed++;
        passed += 4 + new CompositionCheck(complaints, value, path, change).check(schema.composition());
        switch (value) {
            case Value.Null _, Value.Bool _ -> {}
            case Value.Text text -> passed += text(text, schema, path);
            case Value.Int(var number) -> passed += number(value, (double) number, schema, path);
            case Value.Real(var number) -> passed += number(value, number, schema, path);
            case Value.Array(var items) -> passed += list(items, schema, path, change);
            case Value.Struct _ -> {}
        }
        limits.enumeration(value, schema.limits().enumeration(), path);
        if (value instanceof Value.Struct(var members)) passed += 1 + object(members, schema, path, change);
        return passed;
    }

    private boolean type(Value value, Schema schema, Path path) {
        if (fits(value, schema)) return true;
        String format = checkedFormat(schema);
        // Upstream names the format in place of the type, except to strings, lists and nulls.
        boolean named = format.isEmpty()
                || value instanceof Value.Text
                || value instanceof Value.Array
                || value instanceof Value.Null;
        if (named) complaints.type(path, typeName(schema.type()), typeName(value));
        else complaints.type(path, format, formatName(value));
        return false;
    }

    private static boolean fits(Value value, Schema schema) {
        if (value instanceof Value.Null) return schema.nullable() || schema.type() == Schema.Type.ANY;
        return switch (schema.type()) {
            case ANY -> true;
            case OBJECT -> value instanceof Value.Struct;
            case ARRAY -> value instanceof Value.Array;
            case STRING -> value instanceof Value.Text;
            case BOOLEAN -> value instanceof Value.Bool;
            case NUMBER -> value instanceof Value.Int || value instanceof Value.Real;
            case INTEGER -> isInteger(value);
            case INT_OR_STRING -> isIntOrString(value, schema);
        };
    }

    /// Whether the value is an integer, which includes numbers with nothing but zeros after the point.
    static boolean isInteger(Value value) {
        return value instanceof Value.Int
                || (value instanceof Value.Real(var number)
                        && number == Math.rint(number)
                        && Math.abs(number) <= LARGEST_EXACT_INTEGER);
    }

    /// Whether the value is an integer or a string, or of a quantity any number, as in `cpu: 0.5`.
    static boolean isIntOrString(Value value, Schema schema) {
        return value instanceof Value.Text
                || isInteger(value)
                || (value instanceof Value.Real && schema.proto().quantity());
    }

    /// The format, where it is one that is checked for the schema's type; empty otherwise.
    private static String checkedFormat(Schema schema) {
        String format = schema.format();
        boolean checked = switch (schema.type()) {
            case ANY, STRING, INT_OR_STRING -> Formats.check(format).isPresent();
            case INTEGER -> format.equals("int32") || format.equals("int64");
            case NUMBER -> format.equals("float") || format.equals("double");
            case OBJECT, ARRAY, BOOLEAN -> false;
        };
        return checked ? format : "";
    }

    private static String typeName(Schema.Type type) {
        return switch (type) {
            case ANY -> "";
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case INT_OR_STRING -> "integer,string";
        };
    }

    private static String typeName(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool _ -> "boolean";
            case Value.Int _ -> "integer";
            case Value.Real _ -> "number";
            case Value.Text _ -> "string";
            case Value.Array _ -> "array";
            case Value.Struct _ -> "object";
        };
    }

    private static String formatName(Value value) {
        return switch (value) {
            case Value.Int _ -> "int64";
            case Value.Real _ -> "float64";
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ -> "";
        };
    }

    private int text(Value.Text text, Schema schema, Path path) {
        limits.text(text, schema.limits(), path);
        String format = checkedFormat(schema);
        var check = Formats.check(format);
        if (check.filter(one -> !one.test(text.value())).isPresent()) complaints.format(path, format, text);
        return check.isPresent() ? 2 : 1;
    }

    private int number(Value value, double number, Schema schema, Path path) {
        boolean tooWide = switch (checkedFormat(schema)) {
            case "int32" -> number < Integer.MIN_VALUE || number > Integer.MAX_VALUE;
            case "float" -> Math.abs(number) > Float.MAX_VALUE;
            default -> false;
        };
        if (tooWide) complaints.range(path, typeName(schema.type()), schema.format());
        limits.number(value, schema.limits(), path);
        return 2;
    }

    private int list(List<Value> items, Schema schema, Path path, Optional<Correlation> change) {
        int passed = 2;
        if (schema.items().isPresent()) {
            Schema item = schema.items().get();
            for (int i = 0; i < items.size(); i++) {
                int position = i;
                passed += check(items.get(i), item, path.item(i), change.flatMap(list -> list.item(position)));
            }
        }
        limits.list(items, schema.limits(), path);
        return passed;
    }

    private int object(Map<String, Value> members, Schema schema, Path path, Optional<Correlation> change) {
        int passed = 0;
        limits.object(members.size(), schema.limits(), path);
        if (schema.additionalProperties().isPresent()) {
            Schema values = schema.additionalProperties().get();
            for (var member : members.entrySet()) {
                if (schema.properties().containsKey(member.getKey())) continue;
                passed += member(member.getKey(), member.getValue(), values, path, change);
            }
        }
        for (var property : schema.properties().entrySet()) {
            String name = property.getKey();
            Value value = members.get(name);
            if (value == null || MetaSchemas.isMetadata(name, property.getValue())) continue;
            passed += member(name, value, property.getValue(), path, change);
        }
        for (String name : schema.required()) {
            if (!members.containsKey(name)) complaints.required(path.member(name));
        }
        return passed;
    }

    private int member(String name, Value value, Schema schema, Path path, Optional<Correlation> change) {
        // Both sides of a change are in one version, so its apiVersion and kind tell nothing.
        boolean untold = path.isRoot() && (name.equals("apiVersion") || name.equals("kind"));
        Optional<Correlation> inside = untold ? Optional.empty() : change.flatMap(object -> object.member(name));
        return check(value, schema, path.member(name), inside);
    }
}
