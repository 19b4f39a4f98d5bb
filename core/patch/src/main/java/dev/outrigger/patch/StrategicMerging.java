package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Strategic merge patch, as apimachinery's `strategicpatch` carries it out: a merge patch with directives,
/// whose lists merge where the schema's `patchStrategy` says so. `listType` has no say.
///
/// Errors for which upstream answers 500 although the client caused them are 400 here, with the same sentence.
final class StrategicMerging {
    static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String ELEMENT_ORDER = "$setElementOrder";
    private static final String DELETE_ITEMS = "$deleteFromPrimitiveList";

    private StrategicMerging() {}

    static Value.Struct apply(Value.Struct changes, Value.Struct live, Schema schema) {
        return merge(live, changes, Optional.of(schema));
    }

    /// Merges a patch into an object.
    ///
    /// @param schema what the object may hold; empty where nothing is known, so that all below merges as JSON
    static Value.Struct merge(Value.Struct live, Value.Struct patch, Optional<Schema> schema) {
        var directive = patch.get(DIRECTIVE);
        if (directive.isPresent()) return directed(directive.get(), patch);
        var merged = live.copy();
        var changes = patch.copy();
        retainKeys(merged, changes);
        for (String name : List.copyOf(changes.keySet())) {
            if (name.startsWith(ELEMENT_ORDER)) mergeInOrder(merged, changes, name, schema);
        }
        changes.forEach((name, change) -> {
            if (name.startsWith(DELETE_ITEMS)) deleteItems(merged, listName(name, DELETE_ITEMS), change);
            else change(merged, name, change, schema);
        });
        return new Value.Struct(merged);
    }

    private static Value.Struct directed(Value directive, Value.Struct patch) {
        if (directive.equals(Value.of("replace"))) return patch.without(DIRECTIVE);
        if (directive.equals(Value.of("delete"))) return Value.Struct.EMPTY;
        throw unknownDirective(directive, patch);
    }

    static ApiException unknownDirective(Value directive, Value.Struct patch) {
        return ApiException.badRequest(
                "unknown patch type: " + GoText.plain(directive) + " in map: " + GoText.plain(patch));
    }

    /// Drops the members that a patch with `$retainKeys` does not name, as for a union whose discriminator
    /// changed.
    private static void retainKeys(Map<String, Value> merged, Map<String, Value> changes) {
        var directive = changes.remove(RETAIN_KEYS);
        if (directive == null) return;
        var malformed = ApiException.badRequest("invalid patch format of retainKeys");
        if (!(directive instanceof Value.Array(var names))) throw malformed;
        changes.forEach((name, change) -> {
            boolean exempt =
                    change instanceof Value.Null || name.startsWith(DELETE_ITEMS) || name.startsWith(ELEMENT_ORDER);
            if (!exempt && !names.contains(Value.of(name))) throw malformed;
        });
        merged.keySet().removeIf(name -> !names.contains(Value.of(name)));
    }

    /// Merges one list under a `$setElementOrder` directive, and takes both out of the patch.
    private static void mergeInOrder(
            Map<String, Value> merged, Map<String, Value> changes, String directive, Optional<Schema> schema) {
        var name = listName(directive, ELEMENT_ORDER);
        var order = list(changes.getOrDefault(directive, Value.NULL));
        changes.remove(directive);
        var live = Optional.ofNullable(merged.get(name)).map(StrategicMerging::list);
        var patch = Optional.ofNullable(changes.get(name)).map(StrategicMerging::list);
        if (live.isEmpty() && patch.isEmpty()) return;
        var member = member(schema, name);
        var merging = new StrategicList(member);
        patch.ifPresent(items -> merging.checkOrder(items, order));
        List<Value> items;
        if (patch.isEmpty()) items = live.orElseThrow();
        else if (live.isEmpty()) items = list(withoutDirectives(patch.get()).orElseThrow());
        else items = merging.merge(live.get(), patch.get());
        var liveOrder = merging.orderAfter(live.orElse(List.of()), patch.orElse(List.of()));
        merged.put(name, new Value.Array(merging.ordered(items, order, liveOrder)));
        changes.remove(name);
    }

    private static Optional<Value> withoutDirectives(List<Value> items) {
        return withoutDirectives(new Value.Array(items));
    }

    private static void deleteItems(Map<String, Value> merged, String name, Value items) {
        if (items instanceof Value.Null) merged.remove(name);
        if (!(merged.get(name) instanceof Value.Array(var live)) || !(items instanceof Value.Array(var gone))) return;
        var kept = new ArrayList<>(live);
        kept.removeAll(new HashSet<>(gone));
        merged.put(name, new Value.Array(kept));
    }

    private static void change(Map<String, Value> merged, String name, Value change, Optional<Schema> schema) {
        var before = merged.get(name);
        var member = member(schema, name);
        if (change instanceof Value.Null) {
            merged.remove(name);
        } else if (before instanceof Value.Struct live && change instanceof Value.Struct patch) {
            merged.put(name, strategy(member).equals("replace") ? patch : merge(live, patch, member));
        } else if (before instanceof Value.Array(var live) && change instanceof Value.Array(var patch)) {
            boolean merges = strategy(member).equals("merge");
            merged.put(name, new Value.Array(merges ? new StrategicList(member).merge(live, patch) : patch));
        } else {
            withoutDirectives(change).ifPresentOrElse(kept -> merged.put(name, kept), () -> merged.remove(name));
        }
    }

    /// A new value as it is stored: without nulls and directives; empty where it is itself under a directive.
    static Optional<Value> withoutDirectives(Value value) {
        return switch (value) {
            case Value.Struct struct when struct.get(DIRECTIVE).isPresent() -> Optional.empty();
            case Value.Struct(var members) -> {
                var kept = new LinkedHashMap<String, Value>();
                members.forEach((name, member) -> {
                    if (isDirective(name) || member instanceof Value.Null) return;
                    withoutDirectives(member).ifPresent(clean -> kept.put(name, clean));
                });
                yield Optional.of(new Value.Struct(kept));
            }
            case Value.Array(var items) -> {
                var kept = new ArrayList<Value>(items.size());
                for (Value item : items) withoutDirectives(item).ifPresent(kept::add);
                yield Optional.of(new Value.Array(kept));
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> Optional.of(value);
        };
    }

    private static boolean isDirective(String name) {
        return name.equals(RETAIN_KEYS) || name.startsWith(ELEMENT_ORDER) || name.startsWith(DELETE_ITEMS);
    }

    private static String listName(String name, String directive) {
        if (name.startsWith(directive + "/")) return name.substring(directive.length() + 1);
        var what = directive.equals(DELETE_ITEMS) ? "primitive list" : "setElementOrder list";
        throw ApiException.badRequest("invalid patch format of " + what);
    }

    private static List<Value> list(Value value) {
        if (value instanceof Value.Array(var items)) return items;
        throw ApiException.badRequest("expected a []interface {}, but received a " + GoText.type(value));
    }

    private static Optional<Schema> member(Optional<Schema> schema, String name) {
        return schema.flatMap(
                at -> Optional.ofNullable(at.properties().get(name)).or(at::additionalProperties));
    }

    /// What to do with a member both have: `merge`, `replace`, or nothing said.
    private static String strategy(Optional<Schema> schema) {
        if (schema.isEmpty()) return "";
        for (String word : schema.get().merge().patchStrategy().split(",")) if (!word.equals("retainKeys")) return word;
        return "";
    }
}
