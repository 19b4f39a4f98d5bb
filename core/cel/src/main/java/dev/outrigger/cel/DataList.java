package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/// A list of an object, seen through its schema. Items are looked at when they are asked for; nothing is copied.
final class DataList extends AbstractList<Object> implements RandomAccess {
    private final List<Value> items;
    private final Schema itemSchema;
    private final Schema.Merge merge;

    DataList(List<Value> items, Schema schema) {
        this.items = items;
        this.itemSchema = schema.items().orElse(Schema.of(Schema.Type.ANY));
        this.merge = schema.merge();
    }

    @Override
    public Object get(int index) {
        return Data.of(items.get(index), itemSchema);
    }

    @Override
    public int size() {
        return items.size();
    }

    /// Whether the order of the items counts when lists are compared.
    boolean ordered() {
        return merge.listType() == Schema.ListType.ATOMIC;
    }

    /// What tells items apart: the item itself in a set, the values of its keys in a list of type map.
    Object keyOf(Object item) {
        if (merge.listType() != Schema.ListType.MAP) return item;
        if (!(item instanceof Map<?, ?> map)) throw CelFault.noSuchOverload();
        var key = new ArrayList<Object>();
        for (String name : merge.listMapKeys()) {
            Object value = map.get(Escapes.escaped(name).orElse(name));
            key.add(value == null ? List.of() : value);
        }
        return key;
    }

    /// The items by what tells them apart.
    Map<Object, Object> byKey() {
        Map<Object, Object> byKey = new LinkedHashMap<>();
        for (Object item : this) byKey.put(keyOf(item), item);
        return byKey;
    }

    /// This list with another added, as merging does it: items of a set that are here already stay away, and an item of
    /// a list of type map takes the place of the one with its keys.
    List<Object> merged(List<?> other) {
        var byKey = byKey();
        for (Object item : other) {
            Object key = keyOf(item);
            if (merge.listType() == Schema.ListType.MAP) byKey.put(key, item);
            else byKey.putIfAbsent(key, item);
        }
        return new ArrayList<>(byKey.values());
    }
}
