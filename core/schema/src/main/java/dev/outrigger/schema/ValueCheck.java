package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;

/// Walks an object along its schema and complains of what does not fit.
final class ValueCheck {
    private static final double LARGEST_EXACT_INTEGER = 0x1p53 - 1;

    private final Complaints complaints;
    private final LimitCheck limits;

    ValueCheck(Complaints complaints) {
        this.complaints = complaints;
        this.limits = new LimitCheck(complaints);
    }

    void check(Value value, Schema schema, Path path) {
        type(value, schema, path);
        switch (value) {
            case Value.Null _, Value.Bool _ -> {}
            case Value.Text text -> text(text, schema, path);
            case Value.Int(var number) -> number(value, (double) number, schema, path);
            case Value.Real(var number) -> number(value, number, schema, path);
            case Value.Array(var items) -> list(items, schema, path);
            case Value.Struct _ -> {}
        }
        limits.enumeration(value, schema.limits().enumeration(), path);
        if (value instanceof Value.Struct(var members)) object(members, schema, path);
    }

    private void type(Value value, Schema schema, Path path) {
        if (fits(value, schema)) return;
        String format = checkedFormat(schema);
        // Upstream names the format in place of the type, except to strings, lists and nulls.
        boolean named = format.isEmpty()
                || value instanceof Value.Text
                || value instanceof Value.Array
                || value instanceof Value.Null;
        if (named) complaints.type(path, typeName(schema.type()), typeName(value));
        else complaints.type(path, format, formatName(value));
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
            case INT_OR_STRING -> value instanceof Value.Text || isInteger(value);
        };
    }

    /// Whether the value is an integer, which includes numbers with nothing but zeros after the point.
    static boolean isInteger(Value value) {
        return value instanceof Value.Int
                || (value instanceof Value.Real(var number)
                        && number == Math.rint(number)
                        && Math.abs(number) <= LARGEST_EXACT_INTEGER);
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

    private void text(Value.Text text, Schema schema, Path path) {
        limits.text(text, schema.limits(), path);
        String format = checkedFormat(schema);
        boolean bad =
                Formats.check(format).filter(check -> !check.test(text.value())).isPresent();
        if (bad) complaints.format(path, format, text);
    }

    private void number(Value value, double number, Schema schema, Path path) {
        boolean tooWide = switch (checkedFormat(schema)) {
            case "int32" -> number < Integer.MIN_VALUE || number > Integer.MAX_VALUE;
            case "float" -> Math.abs(number) > Float.MAX_VALUE;
            default -> false;
        };
        if (tooWide) complaints.range(path, typeName(schema.type()), schema.format());
        limits.number(value, schema.limits(), path);
    }

    private void list(List<Value> items, Schema schema, Path path) {
        schema.items().ifPresent(item -> {
            for (int i = 0; i < items.size(); i++) check(items.get(i), item, path.item(i));
        });
        limits.list(items, schema.limits(), path);
    }

    private void object(Map<String, Value> members, Schema schema, Path path) {
        limits.object(members.size(), schema.limits(), path);
        schema.additionalProperties()
                .ifPresent(values -> members.forEach((name, value) -> {
                    if (!schema.properties().containsKey(name)) check(value, values, path.member(name));
                }));
        schema.properties().forEach((name, property) -> {
            Value value = members.get(name);
            if (value != null && !MetaSchemas.isMetadata(name, property)) check(value, property, path.member(name));
        });
        for (String name : schema.required()) {
            if (!members.containsKey(name)) complaints.required(path.member(name));
        }
    }
}
