package dev.outrigger.cel;

import dev.outrigger.schema.Schema;

/// The fewest bytes that a value of a schema takes in JSON.
final class SmallestSize {
    private SmallestSize() {}

    static long of(Schema schema) {
        return switch (schema.type()) {
            case ANY, INT_OR_STRING, INTEGER, NUMBER -> 1;
            case BOOLEAN -> 4;
            case ARRAY -> 2;
            case STRING ->
                switch (schema.format()) {
                    case "duration" -> 3;
                    case "date" -> 12;
                    case "date-time" -> 21;
                    default -> 2;
                };
            case OBJECT -> object(schema);
        };
    }

    /// Braces, and the members that must be there and have no default.
    private static long object(Schema schema) {
        long size = 2;
        for (String name : schema.required()) {
            Schema member = schema.properties().get(name);
            if (member != null
                    && member.type() != Schema.Type.ANY
                    && member.defaultValue().isEmpty()) {
                size += name.length() + of(member) + 4;
            }
        }
        return size;
    }
}
