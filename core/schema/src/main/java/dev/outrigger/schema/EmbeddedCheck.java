package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.regex.Pattern;

/// Checks that embedded resources say what they are: `apiVersion` and `kind`.
final class EmbeddedCheck {
    private static final Pattern KIND = Pattern.compile("(?i)[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final String KIND_RULE =
            "may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric "
                    + "characters or '-', start with an alphabetic character, and end with an alphanumeric character "
                    + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private final Complaints complaints;

    EmbeddedCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    void check(Value value, Schema schema, Path path) {
        switch (value) {
            case Value.Array(var items) -> items(items, schema, path);
            case Value.Struct struct -> object(struct, schema, path);
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> {}
        }
    }

    private void items(List<Value> items, Schema schema, Path path) {
        schema.items().ifPresent(item -> {
            for (int i = 0; i < items.size(); i++) check(items.get(i), item, path.item(i));
        });
    }

    private void object(Value.Struct struct, Schema schema, Path path) {
        if (schema.embeddedResource() && !path.isRoot()) {
            apiVersion(struct, path.member("apiVersion"));
            kind(struct, path.member("kind"));
        }
        struct.members().forEach((name, value) -> {
            Schema property = schema.properties().get(name);
            if (property != null) check(value, property, path.member(name));
            else schema.additionalProperties().ifPresent(values -> check(value, values, path.key(name)));
        });
    }

    private void apiVersion(Value.Struct struct, Path path) {
        text(struct, path, "apiVersion").ifPresent(version -> {
            try {
                GroupVersion.parse(version);
            } catch (IllegalArgumentException e) {
                complaints.add(FieldError.invalid(path.field(), version, String.valueOf(e.getMessage())));
            }
        });
    }

    private void kind(Value.Struct struct, Path path) {
        text(struct, path, "kind").ifPresent(kind -> {
            if (kind.length() > 63) {
                complaints.add(FieldError.invalid(
                        path.field(),
                        kind,
                        "may have mixed case, but should otherwise match: must be no more than 63 bytes"));
            } else if (!KIND.matcher(kind).matches()) {
                complaints.add(FieldError.invalid(path.field(), kind, KIND_RULE));
            }
        });
    }

    /// The member, after complaining where it is absent, no string or empty.
    private java.util.Optional<String> text(Value.Struct struct, Path path, String name) {
        Value value = struct.members().get(name);
        if (value == null) {
            complaints.required(path);
        } else if (!(value instanceof Value.Text)) {
            complaints.add(FieldError.invalid(path.field(), value, "must be a string"));
        } else if (value.equals(Value.of(""))) {
            complaints.add(FieldError.invalid(path.field(), "", "must not be empty"));
        } else {
            return struct.text(name);
        }
        return java.util.Optional.empty();
    }
}
