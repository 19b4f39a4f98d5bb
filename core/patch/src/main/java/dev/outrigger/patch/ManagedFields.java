package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.patch.ManagerId.Operation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The stored form of ownership: the list `metadata.managedFields`.
final class ManagedFields {
    private static final Comparator<Map.Entry<ManagerId, OwnedSet>> STORED_ORDER = Comparator.comparing(
                    (Map.Entry<ManagerId, OwnedSet> entry) -> entry.getKey().operation())
            .thenComparing(entry -> seconds(entry.getValue()))
            .thenComparing(entry -> entry.getKey().manager())
            .thenComparing(entry -> entry.getValue().apiVersion())
            .thenComparing(entry -> entry.getKey().subresource());

    private ManagedFields() {}

    /// An entry that cannot be read; the message is upstream's.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /// What an object says about its owners: the member as it stands, `null` where it is absent.
    static Value of(Value.Struct object) {
        return object.struct("metadata").get("managedFields").orElse(Value.NULL);
    }

    /// Whether the list asks to forget all owners: it is empty, or its only entry is.
    static boolean isReset(Value list) {
        if (!(list instanceof Value.Array(var entries))) return false;
        return switch (entries.size()) {
            case 0 -> true;
            case 1 -> entries.getFirst() instanceof Value.Struct entry && isZero(entry);
            default -> false;
        };
    }

    private static boolean isZero(Value.Struct entry) {
        return entry.members().values().stream()
                .allMatch(member -> member instanceof Value.Null || member.equals(Value.of("")));
    }

    /// The owners in a list; none where it is `null`.
    static SortedMap<ManagerId, OwnedSet> read(Value list) throws Malformed {
        var owners = new TreeMap<ManagerId, OwnedSet>();
        if (list instanceof Value.Null) return owners;
        if (!(list instanceof Value.Array(var entries))) throw new Malformed("managedFields is no list");
        for (int i = 0; i < entries.size(); i++) {
            if (!(entries.get(i) instanceof Value.Struct entry))
                throw new Malformed("managedFields entry is no object");
            var set = new OwnedSet(fields(entry, i), apiVersion(entry), time(entry));
            owners.put(id(entry), set);
        }
        return owners;
    }

    private static ManagerId id(Value.Struct entry) throws Malformed {
        var operation = operation(entry);
        var apiVersion = operation == Operation.APPLY ? "" : apiVersion(entry);
        return new ManagerId(text(entry, "manager"), operation, apiVersion, text(entry, "subresource"));
    }

    private static Operation operation(Value.Struct entry) throws Malformed {
        var word = text(entry, "operation");
        for (Operation operation : Operation.values()) if (operation.text().equals(word)) return operation;
        throw new Malformed("operation must be `Apply` or `Update`");
    }

    private static String apiVersion(Value.Struct entry) throws Malformed {
        operation(entry);
        var apiVersion = text(entry, "apiVersion");
        if (apiVersion.isEmpty()) throw new Malformed("apiVersion must not be empty");
        return apiVersion;
    }

    private static FieldSet fields(Value.Struct entry, int index) throws Malformed {
        apiVersion(entry);
        var type = text(entry, "fieldsType");
        if (type.isEmpty()) throw new Malformed("missing fieldsType in managed fields entry " + index);
        if (!type.equals("FieldsV1")) {
            throw new Malformed("invalid fieldsType " + GoText.quote(type) + " in managed fields entry " + index);
        }
        try {
            return FieldsV1.read(entry.get("fieldsV1").orElse(Value.NULL));
        } catch (FieldsV1.Unreadable e) {
            throw new Malformed("error decoding versioned set from managed fields entry " + index
                    + ": error decoding set: " + e.getMessage());
        }
    }

    private static Optional<Instant> time(Value.Struct entry) throws Malformed {
        var time = text(entry, "time");
        if (time.isEmpty()) return Optional.empty();
        try {
            return Optional.of(OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            throw new Malformed("parsing time " + GoText.quote(time) + " as RFC 3339");
        }
    }

    private static String text(Value.Struct entry, String name) throws Malformed {
        return switch (entry.get(name).orElse(Value.NULL)) {
            case Value.Text(var text) -> text;
            case Value.Null _ -> "";
            case Value.Bool _, Value.Int _, Value.Real _, Value.Array _, Value.Struct _ ->
                throw new Malformed(name + " is no string");
        };
    }

    /// An object with these owners; without the member where there are none.
    static Value.Struct write(Value.Struct object, Map<ManagerId, OwnedSet> owners) {
        if (owners.isEmpty()) return remove(object);
        List<Value> entries = owners.entrySet().stream()
                .sorted(STORED_ORDER)
                .<Value>map(ManagedFields::entry)
                .toList();
        return set(object, new Value.Array(entries));
    }

    /// An object with a list of owners as another object has it.
    static Value.Struct set(Value.Struct object, Value list) {
        if (list instanceof Value.Null) return remove(object);
        return object.with("metadata", object.struct("metadata").with("managedFields", list));
    }

    /// An object that says nothing about its owners.
    static Value.Struct remove(Value.Struct object) {
        var metadata = object.struct("metadata");
        if (metadata.get("managedFields").isEmpty()) return object;
        return object.with("metadata", metadata.without("managedFields"));
    }

    private static Value.Struct entry(Map.Entry<ManagerId, OwnedSet> owner) {
        var id = owner.getKey();
        var owned = owner.getValue();
        var entry = new LinkedHashMap<String, Value>();
        if (!id.manager().isEmpty()) entry.put("manager", Value.of(id.manager()));
        entry.put("operation", Value.of(id.operation().text()));
        entry.put("apiVersion", Value.of(owned.apiVersion()));
        owned.time().ifPresent(time -> entry.put("time", Value.of(text(time))));
        entry.put("fieldsType", Value.of("FieldsV1"));
        entry.put("fieldsV1", FieldsV1.write(owned.fields()));
        if (!id.subresource().isEmpty()) entry.put("subresource", Value.of(id.subresource()));
        return new Value.Struct(entry);
    }

    private static String text(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(
                time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    private static long seconds(OwnedSet owned) {
        return owned.time().map(Instant::getEpochSecond).orElse(0L);
    }

    /// A list of owners without its times.
    static Value withoutTimes(Value list) {
        if (!(list instanceof Value.Array(var entries))) return list;
        var timeless = new ArrayList<Value>(entries.size());
        for (Value entry : entries) timeless.add(entry instanceof Value.Struct owner ? owner.without("time") : entry);
        return new Value.Array(timeless);
    }
}
