package dev.outrigger.meta;

/// One thing wrong with one field, as `field.Error` words it upstream (apimachinery `util/validation/field`).
///
/// @param type what is wrong
/// @param field the path of the field, such as `spec.ports[0].name`
/// @param value the bad value, rendered as upstream renders it (strings quoted); empty where the type
///     shows none
/// @param detail what to do about it; may be empty
public record FieldError(Type type, String field, String value, String detail) {

    /// The kinds of field error, with upstream's cause reason and words.
    public enum Type {
        /// A value that must be given is missing.
        REQUIRED("FieldValueRequired", "Required value"),
        /// The value is malformed or out of range.
        INVALID("FieldValueInvalid", "Invalid value"),
        /// The value is none of an enumerated set.
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        /// The value occurs twice where it must be unique.
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        /// The field may not be set here.
        FORBIDDEN("FieldValueForbidden", "Forbidden"),
        /// The text is longer than allowed.
        TOO_LONG("FieldValueTooLong", "Too long"),
        /// The list has more items than allowed.
        TOO_MANY("FieldValueTooMany", "Too many"),
        /// The value has the wrong JSON type.
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
        /// What the value refers to does not exist.
        NOT_FOUND("FieldValueNotFound", "Not found"),
        /// The server failed while checking.
        INTERNAL("InternalError", "Internal error");

        private final String reason;
        private final String words;

        Type(String reason, String words) {
            this.reason = reason;
            this.words = words;
        }

        /// The cause's `reason` in `Status.details.causes`.
        public String reason() {
            return reason;
        }
    }

    /// The field must be given.
    public static FieldError required(String field, String detail) {
        return new FieldError(Type.REQUIRED, field, "", detail);
    }

    /// The value is malformed or out of range.
    public static FieldError invalid(String field, Object value, String detail) {
        return new FieldError(Type.INVALID, field, render(value), detail);
    }

    /// The value has the wrong JSON type.
    public static FieldError typeInvalid(String field, Object value, String detail) {
        return new FieldError(Type.TYPE_INVALID, field, render(value), detail);
    }

    /// The value is none of the supported ones.
    public static FieldError notSupported(String field, Object value, Iterable<String> supported) {
        var words = new StringBuilder();
        for (String one : supported) words.append(words.isEmpty() ? "" : ", ").append(GoText.quote(one));
        return new FieldError(
                Type.NOT_SUPPORTED, field, render(value), words.isEmpty() ? "" : "supported values: " + words);
    }

    /// The value occurs twice.
    public static FieldError duplicate(String field, Object value) {
        return new FieldError(Type.DUPLICATE, field, render(value), "");
    }

    /// There is nothing of the value's name.
    public static FieldError notFound(String field, Object value) {
        return new FieldError(Type.NOT_FOUND, field, render(value), "");
    }

    /// The field may not be set here.
    public static FieldError forbidden(String field, String detail) {
        return new FieldError(Type.FORBIDDEN, field, "", detail);
    }

    /// The text is longer than `limit` bytes.
    public static FieldError tooLong(String field, int limit) {
        return new FieldError(Type.TOO_LONG, field, "", "may not be more than " + limit + " bytes");
    }

    /// The list holds `actual` items, more than `limit`.
    public static FieldError tooMany(String field, int actual, int limit) {
        return new FieldError(Type.TOO_MANY, field, "" + actual, "must have at most " + limit + " items");
    }

    /// The field differs from its stored value and may not.
    public static FieldError immutable(String field, Object value) {
        return invalid(field, value, "field is immutable");
    }

    /// The error without its field: `Invalid value: "x": detail`. The cause's message.
    public String body() {
        var body = new StringBuilder(type.words);
        if (!value.isEmpty()) body.append(": ").append(value);
        if (!detail.isEmpty()) body.append(": ").append(detail);
        return body.toString();
    }

    /// The whole sentence: `spec.name: Required value: must be specified`.
    @Override
    public String toString() {
        return field + ": " + body();
    }

    private static String render(Object value) {
        return switch (value) {
            case String text -> GoText.quote(text);
            case Value.Text(var text) -> GoText.quote(text);
            case Value.Int(var number) -> Long.toString(number);
            case Value.Real(var number) -> GoText.number(number);
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Null _ -> "null";
            case Value.Array array -> compact(array);
            case Value.Struct struct -> compact(struct);
            default -> value.toString();
        };
    }

    /// A compact JSON-like rendering for messages.
    private static String compact(Value value) {
        return switch (value) {
            case Value.Array(var items) -> {
                var text = new StringBuilder("[");
                for (Value item : items)
                    text.append(text.length() > 1 ? "," : "").append(compact(item));
                yield text.append("]").toString();
            }
            case Value.Struct(var members) -> {
                var text = new StringBuilder("{");
                members.forEach((name, member) -> text.append(text.length() > 1 ? "," : "")
                        .append(GoText.quote(name))
                        .append(":")
                        .append(compact(member)));
                yield text.append("}").toString();
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> render(value);
        };
    }
}
