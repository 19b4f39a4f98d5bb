package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Merges a list of scalars as a set, or a list of objects by their merge key.
///
/// The result keeps the patch's order among the items the patch has and the live order among the others; the
/// two are woven together as near to the live order as that allows.
final class StrategicList {
    private final Optional<Schema> schema;
    private final String mergeKey;

    /// @param schema the list's schema; empty where nothing is known of it
    StrategicList(Optional<Schema> schema) {
        this.schema = schema;
        mergeKey = schema.map(list -> list.merge().patchMergeKey()).orElse("");
    }

    /// The live list with the patch merged in.
    List<Value> merge(List<Value> live, List<Value> patch) {
        if (live.isEmpty() && patch.isEmpty()) return live;
        if (!holdObjects(live, patch)) {
            var both = new LinkedHashSet<>(live);
            both.addAll(patch);
            return ordered(List.copyOf(both), patch, live);
        }
        if (mergeKey.isEmpty()) throw ApiException.badRequest("cannot merge lists without merge key for list");
        var kept = withoutDeleted(live, patch);
        var changes = patch.stream().filter(item -> directive(item).isEmpty()).toList();
        boolean replaces = patch.stream().anyMatch(item -> directive(item).equals(Optional.of(Value.of("replace"))));
        if (replaces) return ordered(changes, List.of(), changes);
        return ordered(mergeObjects(kept, changes), changes, kept);
    }

    private List<Value> mergeObjects(List<Value> live, List<Value> changes) {
        var merged = new ArrayList<>(live);
        var places = places(live);
        for (Value change : changes) {
            var place = places.get(keyOf(change));
            if (place != null) {
                merged.set(place, StrategicMerging.merge(object(merged.get(place)), object(change), items()));
            } else {
                places.put(keyOf(change), merged.size());
                merged.add(StrategicMerging.withoutDirectives(change).orElse(change));
            }
        }
        return merged;
    }

    /// The live order as `$setElementOrder` sees it. Upstream edits the live list in place: items that the
    /// patch adds stand where deleted ones made room, and so come before or after others as if they had been
    /// there.
    List<Value> orderAfter(List<Value> live, List<Value> patch) {
        if (mergeKey.isEmpty() || live.isEmpty() || patch.isEmpty()) return live;
        var kept = withoutDeleted(live, patch);
        var places = places(kept);
        var added = patch.stream()
                .filter(item -> directive(item).isEmpty() && !places.containsKey(keyOf(item)))
                .limit(live.size() - kept.size());
        return Stream.concat(kept.stream(), added).toList();
    }

    private List<Value> withoutDeleted(List<Value> live, List<Value> patch) {
        var kept = new ArrayList<>(live);
        var gone = new HashSet<Value>();
        for (Value item : patch) {
            var directive = directive(item);
            if (directive.isEmpty() || directive.get().equals(Value.of("replace"))) continue;
            if (directive.get().equals(Value.of("merge"))) {
                throw ApiException.badRequest("merging lists cannot yet be specified in the patch");
            }
            if (!directive.get().equals(Value.of("delete"))) {
                throw StrategicMerging.unknownDirective(directive.get(), object(item));
            }
            gone.add(keyOf(item));
        }
        kept.removeIf(candidate -> gone.contains(find(candidate)));
        return kept;
    }

    /// Refuses a patch whose items do not come in the order of its `$setElementOrder` list, or are not all in
    /// it.
    void checkOrder(List<Value> patch, List<Value> order) {
        if (order.isEmpty()) return;
        int at = 0;
        for (Value item : patch) {
            if (directive(item).isPresent()) continue;
            while (at < order.size() && !identity(item).equals(identity(order.get(at)))) at++;
            if (at++ < order.size()) continue;
            throw ApiException.badRequest("The order in patch list:\n" + GoText.plain(new Value.Array(patch))
                    + "\n doesn't match $setElementOrder list:\n" + GoText.plain(new Value.Array(order)) + "\n");
        }
    }

    /// The items in a given order, as far as it names them; the others in the live order.
    List<Value> ordered(List<Value> items, List<Value> order, List<Value> live) {
        var places = places(order);
        var livePlaces = places(live);
        var named = new ArrayList<Value>();
        var others = new ArrayList<Value>();
        for (Value item : items) (places.containsKey(identity(item)) ? named : others).add(item);
        named.sort(Comparator.comparingInt(item -> place(places, item)));
        others.sort(Comparator.comparingInt(item -> place(livePlaces, item)));
        return woven(others, named, livePlaces);
    }

    /// Two ordered lists as one: an item of the first goes before one of the second where it did in the live
    /// list.
    private List<Value> woven(List<Value> others, List<Value> named, Map<Value, Integer> livePlaces) {
        var woven = new ArrayList<Value>(others.size() + named.size());
        int next = 0;
        for (Value item : named) {
            int place = place(livePlaces, item);
            while (next < others.size() && isBefore(place(livePlaces, others.get(next)), place)) {
                woven.add(others.get(next++));
            }
            woven.add(item);
        }
        woven.addAll(others.subList(next, others.size()));
        return woven;
    }

    private static boolean isBefore(int place, int other) {
        return place >= 0 && other >= 0 && place < other;
    }

    /// Where each item first stands in a list.
    private Map<Value, Integer> places(List<Value> items) {
        var places = new HashMap<Value, Integer>();
        for (int i = 0; i < items.size(); i++) places.putIfAbsent(identity(items.get(i)), i);
        return places;
    }

    private int place(Map<Value, Integer> places, Value item) {
        return places.getOrDefault(identity(item), -1);
    }

    /// What tells an item apart: its merge key's value, or all of it.
    private Value identity(Value item) {
        return mergeKey.isEmpty() ? item : keyOf(item);
    }

    private Value keyOf(Value item) {
        var key = find(item);
        if (key != null) return key;
        throw ApiException.badRequest(
                "map: " + GoText.plain(item) + " does not contain declared merge key: " + mergeKey);
    }

    private @Nullable Value find(Value item) {
        return object(item).members().get(mergeKey);
    }

    private Optional<Schema> items() {
        return schema.flatMap(Schema::items);
    }

    private static Optional<Value> directive(Value item) {
        return item instanceof Value.Struct struct ? struct.get(StrategicMerging.DIRECTIVE) : Optional.empty();
    }

    private static Value.Struct object(Value item) {
        if (item instanceof Value.Struct struct) return struct;
        throw ApiException.badRequest("expected a map[string]interface {}, but received a " + GoText.type(item));
    }

    /// Whether the items are objects. All must be of one type, and none a list.
    private static boolean holdObjects(List<Value> live, List<Value> patch) {
        var types = new LinkedHashSet<String>();
        live.forEach(item -> types.add(GoText.type(item)));
        patch.forEach(item -> types.add(GoText.type(item)));
        if (types.contains("[]interface {}")) throw Bodies.rejected();
        if (types.size() == 1) return types.contains("map[string]interface {}");
        var lists = new Value.Array(List.of(new Value.Array(live), new Value.Array(patch)));
        throw ApiException.badRequest("list element types are not identical: " + GoText.plain(lists));
    }
}
