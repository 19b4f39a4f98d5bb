package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.MetadataRules;
import dev.outrigger.meta.Names;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Checks that embedded resources say what they are (`apiVersion` and `kind`) and that their metadata is in order.
final class EmbeddedCheck {
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
            metadata(struct, path);
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
            List<String> wrong = Names.dns1035Label(kind.toLowerCase(Locale.ROOT));
            if (wrong.isEmpty()) return;
            String words = "may have mixed case, but should otherwise match: " + String.join(",", wrong);
            complaints.add(FieldError.invalid(path.field(), kind, words));
        });
    }

    /// The rules of all metadata, but that a name need not be given.
    private void metadata(Value.Struct struct, Path path) {
        if (!(struct.get("metadata").orElse(Value.NULL) instanceof Value.Struct metadata)) return;
        boolean named = !metadata.text("name").orElse("").isEmpty();
        boolean namespaced = !metadata.text("namespace").orElse("").isEmpty();
        Value.Struct checked = named ? metadata : metadata.with("name", "any");
        for (FieldError error : MetadataRules.create(checked, namespaced, Names::pathSegment)) {
            String field = path.member(error.field()).field();
            complaints.add(new FieldError(error.type(), field, error.value(), error.detail()));
        }
    }

    /// The member, after complaining where it is absent, no string or empty.
    private Optional<String> text(Value.Struct struct, Path path, String name) {
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
        return Optional.empty();
    }
}
