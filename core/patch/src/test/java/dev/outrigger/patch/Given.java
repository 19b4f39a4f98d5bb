package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Schema.ListType;
import dev.outrigger.schema.Schema.Merge;
import dev.outrigger.schema.Schema.Type;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the tests start from: a boat with every way a field can be owned, and JSON with single quotes.
final class Given {
    static final GroupVersionKind BOAT = new GroupVersionKind("sea.example", "v1", "Boat");
    static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant EVENING = Instant.parse("2026-03-01T20:00:00.123Z");

    static final Schema TEXT = Schema.of(Type.STRING);
    static final Schema NUMBER = Schema.of(Type.INTEGER);
    static final Schema LABELS = Schema.mapOf(TEXT);

    private Given() {}

    /// JSON with single quotes for double ones.
    static Value json(String text) {
        return JsonReader.read(text.replace('\'', '"'))
                .orElseThrow(() -> new IllegalArgumentException("no JSON: " + text));
    }

    static Value.Struct object(String text) {
        return (Value.Struct) json(text);
    }

    /// A boat of that name with this spec.
    static Value.Struct boat(String spec) {
        return object("{'apiVersion':'sea.example/v1','kind':'Boat','metadata':{'name':'ark'},'spec':" + spec + "}");
    }

    static Schema properties(Object... namesAndSchemas) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            properties.put((String) namesAndSchemas[i], (Schema) namesAndSchemas[i + 1]);
        }
        return Schema.object(properties);
    }

    static Schema setOf(Schema items) {
        return Schema.listOf(items).withMerge(new Merge(ListType.SET, List.of(), false, "", ""));
    }

    static Schema listBy(Schema items, String... keys) {
        return Schema.listOf(items).withMerge(new Merge(ListType.MAP, List.of(keys), false, "", ""));
    }

    static Schema atomic(Schema object) {
        return object.withMerge(new Merge(ListType.ATOMIC, List.of(), true, "", ""));
    }

    static Schema patched(Schema list, String strategy, String key) {
        return list.withMerge(new Merge(ListType.ATOMIC, List.of(), false, strategy, key));
    }

    static final Schema PORT = properties("port", NUMBER, "protocol", TEXT.withDefault(Value.of("TCP")), "name", TEXT);

    static final Schema SPEC = properties(
            "name", TEXT,
            "sails", NUMBER,
            "wet", Schema.of(Type.BOOLEAN),
            "crew", setOf(TEXT),
            "log", Schema.listOf(TEXT),
            "ports", listBy(PORT, "port", "protocol"),
            "cabins", listBy(properties("name", TEXT, "beds", NUMBER, "tags", setOf(TEXT)), "name"),
            "engine", properties("power", NUMBER, "fuel", TEXT),
            "colour", atomic(properties("hull", TEXT, "deck", TEXT)),
            "flags", LABELS,
            "holds", Schema.mapOf(properties("cargo", TEXT, "tons", NUMBER)),
            "length", Schema.of(Type.INT_OR_STRING),
            "extra", Schema.of(Type.ANY));

    static final Schema METADATA = properties(
            "name", TEXT,
            "namespace", TEXT,
            "uid", TEXT,
            "resourceVersion", TEXT,
            "generation", NUMBER,
            "creationTimestamp", TEXT.withFormat("date-time"),
            "labels", LABELS,
            "annotations", LABELS,
            "finalizers", setOf(TEXT),
            "ownerReferences", listBy(properties("uid", TEXT, "name", TEXT), "uid"),
            "managedFields", Schema.listOf(Schema.of(Type.ANY)));

    static final Schema BOATS = properties(
            "apiVersion",
            TEXT,
            "kind",
            TEXT,
            "metadata",
            METADATA,
            "spec",
            SPEC,
            "status",
            properties("depth", NUMBER));

    static Ownership ownership() {
        return new Ownership(BOAT, Versions.only("sea.example/v1", BOATS));
    }

    static Value.Struct apply(Optional<Value.Struct> live, String spec, String manager, Instant now) {
        return ownership().apply(live, applying(boat(spec)), FieldManager.named(manager), now);
    }

    static Patch.Apply applying(Value.Struct configuration) {
        return new Patch.Apply(configuration, Patch.OnConflict.REFUSE);
    }

    static Patch.Apply forcing(Value.Struct configuration) {
        return new Patch.Apply(configuration, Patch.OnConflict.TAKE);
    }

    /// The fields one manager owns, one line each; empty where it has no entry.
    static String fieldsOf(Value.Struct object, String manager, String operation) {
        for (Value entry : object.struct("metadata").items("managedFields")) {
            var owner = (Value.Struct) entry;
            boolean same = owner.text("manager").equals(Optional.of(manager))
                    && owner.text("operation").equals(Optional.of(operation));
            if (same) return fields(owner);
        }
        return "";
    }

    private static String fields(Value.Struct entry) {
        try {
            return FieldsV1.read(entry.struct("fieldsV1")).toString();
        } catch (FieldsV1.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    static String applied(Value.Struct object, String manager) {
        return fieldsOf(object, manager, "Apply");
    }

    static String updated(Value.Struct object, String manager) {
        return fieldsOf(object, manager, "Update");
    }

    /// The managers of an object in stored order: `kubectl Apply sea.example/v1 2026-03-01T08:00:00Z`.
    static List<String> managers(Value.Struct object) {
        return object.struct("metadata").items("managedFields").stream()
                .map(entry -> (Value.Struct) entry)
                .map(entry -> entry.text("manager").orElse("") + " "
                        + entry.text("operation").orElse("") + " "
                        + entry.text("apiVersion").orElse("") + " "
                        + entry.text("time").orElse("-"))
                .toList();
    }

    static ApiException refusal(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(ApiException.class, call);
    }
}
