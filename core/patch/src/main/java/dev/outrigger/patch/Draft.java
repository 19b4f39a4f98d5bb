package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A node of a document under change. What no operation has touched stays an immutable [Value]; a container is
/// opened, one level deep, when an operation first goes through it. So a patch costs what it touches.
sealed interface Draft {

    /// A value that no operation has gone into.
    record Closed(Value value) implements Draft {}

    /// An object that is open for change.
    record Members(Map<String, Draft> members) implements Draft {}

    /// A list that is open for change.
    record Items(List<Draft> items) implements Draft {}

    /// This node, opened where it is a container; a scalar stays closed.
    default Draft open() {
        return switch (this) {
            case Closed(Value.Struct(var members)) -> {
                var opened = new LinkedHashMap<String, Draft>();
                members.forEach((name, member) -> opened.put(name, new Closed(member)));
                yield new Members(opened);
            }
            case Closed(Value.Array(var items)) -> {
                var opened = new ArrayList<Draft>(items.size() + 1);
                for (Value item : items) opened.add(new Closed(item));
                yield new Items(opened);
            }
            case Closed _, Members _, Items _ -> this;
        };
    }

    /// What this node holds now.
    default Value close() {
        return switch (this) {
            case Closed(var value) -> value;
            case Members(var members) -> {
                var closed = new LinkedHashMap<String, Value>();
                members.forEach((name, member) -> closed.put(name, member.close()));
                yield new Value.Struct(closed);
            }
            case Items(var items) -> {
                var closed = new ArrayList<Value>(items.size());
                for (Draft item : items) closed.add(item.close());
                yield new Value.Array(closed);
            }
        };
    }
}
