package dev.outrigger.cel;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;

/// The values of an object as expressions see them, by what the schema says of each.
final class Data {
    private Data() {}

    /// @throws CelFault where the value is not of the schema
    static Object of(Value value, Schema schema) {
        if (value instanceof Value.Null) {
            if (schema.nullable() || schema.type() == Schema.Type.ANY) return NullValue.NULL_VALUE;
            throw new CelFault("invalid data, got null for schema with nullable=false");
        }
        return switch (schema.type()) {
            case INT_OR_STRING -> intOrString(value);
            case OBJECT -> object(value, schema);
            case ARRAY -> list(value, schema);
            case STRING -> string(value, schema.format());
            case NUMBER -> number(value);
            case INTEGER -> integer(value);
            case BOOLEAN -> {
                if (value instanceof Value.Bool(var bool)) yield bool;
                throw expected("bool", value);
            }
            case ANY -> new Opaque(value);
        };
    }

    private static Object intOrString(Value value) {
        return switch (value) {
            case Value.Int(var number) -> number;
            case Value.Text(var text) -> text;
            default -> throw new CelFault("invalid data, expected XIntOrString value to be either a string or integer");
        };
    }

    private static Object object(Value value, Schema schema) {
        if (!(value instanceof Value.Struct(var members))) {
            throw new CelFault("invalid data, expected a map for the provided schema with type=object");
        }
        if (schema.embeddedResource())
            return new DataObject(members, new Members.Properties(SelfTypes.ofResource(schema)));
        Optional<Schema> values = schema.additionalProperties();
        return new DataObject(
                members,
                values.isPresent() && schema.properties().isEmpty()
                        ? new Members.Values(values.get())
                        : new Members.Properties(schema.properties()));
    }

    private static Object list(Value value, Schema schema) {
        if (value instanceof Value.Array(var items)) return new DataList(items, schema);
        throw new CelFault("invalid data, expected an array for the provided schema with type=array");
    }

    private static Object string(Value value, String format) {
        if (!(value instanceof Value.Text(var text))) throw expected("string", value);
        try {
            return switch (format) {
                case "duration" -> Times.duration(text);
                case "date" -> Times.date(text);
                case "date-time" -> Times.dateTime(text);
                case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
                default -> text;
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new CelFault("Invalid " + format + " formatted string " + text + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CelFault("Invalid byte formatted string " + text + ": " + e.getMessage());
        }
    }

    private static Object number(Value value) {
        return switch (value) {
            case Value.Int(var number) -> (double) number;
            case Value.Real(var number) -> number;
            default -> throw expected("float", value);
        };
    }

    private static Object integer(Value value) {
        return switch (value) {
            case Value.Int(var number) -> number;
            case Value.Real(var number) when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> (long) number;
            default -> throw expected("int", value);
        };
    }

    private static CelFault expected(String type, Value value) {
        String got = switch (value) {
            case Value.Null ignored -> "<nil>";
            case Value.Bool ignored -> "bool";
            case Value.Int ignored -> "int64";
            case Value.Real ignored -> "float64";
            case Value.Text ignored -> "string";
            case Value.Array ignored -> "[]interface {}";
            case Value.Struct ignored -> "map[string]interface {}";
        };
        return new CelFault("invalid data, expected " + type + ", got " + got);
    }

    /// The members that every resource has, whatever its schema says: see [SelfTypes#ofResource].
    static Object resource(Value value, Schema schema) {
        if (value instanceof Value.Struct(var members)) {
            return new DataObject(members, new Members.Properties(SelfTypes.ofResource(schema)));
        }
        return of(value, schema);
    }

    /// A value that a schema keeps without knowing it. No expression can read it; as part of an object it can be
    /// compared.
    record Opaque(Value value) {}
}
