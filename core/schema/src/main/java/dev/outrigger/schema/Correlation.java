package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value of a changed object together with what stood in its place before, as KEP-4008 (ratcheting)
/// pairs them.
///
/// Members of objects and values of maps are paired by name, items of lists of type map by their keys.
/// Items of other lists have no partner: such a list is one value. One change is judged by one thread.
public final class Correlation {
    private final Value value;
    private final Value old;
    private final Schema schema;
    private final Map<Object, Optional<Correlation>> children = new HashMap<>();
    private @Nullable KeyedItems oldItems;
    private @Nullable Boolean unchanged;

    private Correlation(Value value, Value old, Schema schema) {
        this.value = value;
        this.old = old;
        this.schema = schema;
    }

    /// A value and what it replaces.
    public static Correlation of(Value value, Value old, Schema schema) {
        return new Correlation(value, old, schema);
    }

    /// What stood in the place before.
    public Value old() {
        return old;
    }

    /// The member of that name; empty where it is new, gone, or none that the schema knows.
    public Optional<Correlation> member(String name) {
        return children.computeIfAbsent(name, _ -> {
            if (!(value instanceof Value.Struct struct && old instanceof Value.Struct before)) return Optional.empty();
            return struct.get(name)
                    .flatMap(now -> before.get(name)
                            .flatMap(then -> memberSchema(name)
                                    .map(schemaOfMember -> new Correlation(now, then, schemaOfMember))));
        });
    }

    private Optional<Schema> memberSchema(String name) {
        Schema property = schema.properties().get(name);
        return property != null ? Optional.of(property) : schema.additionalProperties();
    }

    /// The item at that place; empty where it has no partner.
    public Optional<Correlation> item(int position) {
        return children.computeIfAbsent(position, _ -> {
            if (schema.merge().listType() != Schema.ListType.MAP) return Optional.empty();
            if (!(value instanceof Value.Array(var items) && old instanceof Value.Array(var before)))
                return Optional.empty();
            if (oldItems == null) oldItems = KeyedItems.of(before, schema);
            var then = oldItems.get(items.get(position));
            return then.flatMap(
                    partner -> schema.items().map(items_ -> new Correlation(items.get(position), partner, items_)));
        });
    }

    /// Whether the value is as it was; items of a list of type map may have changed places.
    public boolean unchanged() {
        if (unchanged == null) unchanged = compare();
        return unchanged;
    }

    private boolean compare() {
        if (value instanceof Value.Struct(var members) && old instanceof Value.Struct(var before)) {
            return members.size() == before.size()
                    && members.keySet().stream()
                            .allMatch(name ->
                                    member(name).map(Correlation::unchanged).orElse(false));
        }
        if (value instanceof Value.Array(var items) && old instanceof Value.Array(var before)) {
            return items.size() == before.size() && sameItems(items, before);
        }
        return value.equals(old);
    }

    private boolean sameItems(List<Value> items, List<Value> before) {
        if (schema.merge().listType() != Schema.ListType.MAP) return items.equals(before);
        for (int i = 0; i < items.size(); i++) {
            if (!item(i).map(Correlation::unchanged).orElse(false)) return false;
        }
        return true;
    }
}
