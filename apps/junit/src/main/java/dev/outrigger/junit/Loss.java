package dev.outrigger.junit;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// One field in which two objects differ.
///
/// @param path the field, with `[]` for whichever item
/// @param before what it was; empty where it was not there
/// @param after what it is; empty where it is not there
record Loss(String path, Optional<Value> before, Optional<Value> after) {

    /// What an object lost or changed, but for what is the engine's: of the metadata, labels and annotations count.
    static List<Loss> between(Value.Struct before, Value.Struct after) {
        var losses = new ArrayList<Loss>();
        collect("", counted(before), counted(after), losses);
        return losses;
    }

    private static Value.Struct counted(Value.Struct object) {
        var metadata = object.struct("metadata");
        var counted = Value.Struct.EMPTY;
        for (String name : List.of("labels", "annotations")) {
            var members = metadata.struct(name);
            if (!members.members().isEmpty()) counted = counted.with(name, members);
        }
        return object.without("apiVersion").without("kind").with("metadata", counted);
    }

    private static void collect(String path, Value before, Value after, List<Loss> losses) {
        switch (before) {
            case Value.Struct one when after instanceof Value.Struct other -> members(path, one, other, losses);
            case Value.Array one
            when after instanceof Value.Array other
                    && one.items().size() == other.items().size() -> {
                for (int i = 0; i < one.items().size(); i++) {
                    collect(path + "[]", one.items().get(i), other.items().get(i), losses);
                }
            }
            default -> {
                if (!isSame(before, after)) losses.add(new Loss(path, Optional.of(before), Optional.of(after)));
            }
        }
    }

    private static void members(String path, Value.Struct before, Value.Struct after, List<Loss> losses) {
        var names = new TreeSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (String name : names) {
            var one = before.get(name).filter(Loss::says);
            var other = after.get(name).filter(Loss::says);
            var field = path + "." + name;
            if (one.isPresent() && other.isPresent()) collect(field, one.get(), other.get(), losses);
            else if (one.isPresent() || other.filter(value -> !isZero(value)).isPresent()) {
                losses.add(new Loss(field, one, other));
            }
        }
    }

    /// As upstream's semantic equality: what is empty might as well not be there.
    private static boolean says(Value value) {
        return switch (value) {
            case Value.Null _ -> false;
            case Value.Struct(var members) -> members.values().stream().anyMatch(Loss::says);
            case Value.Array(var items) -> !items.isEmpty();
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> true;
        };
    }

    /// What a primitive member of a Java class says where nothing was said.
    private static boolean isZero(Value value) {
        return value.equals(Value.of(0)) || value.equals(new Value.Real(0)) || value.equals(Value.of(false));
    }

    private static boolean isSame(Value one, Value other) {
        if (one instanceof Value.Int(var whole) && other instanceof Value.Real(var real)) return whole == real;
        if (one instanceof Value.Real(var real) && other instanceof Value.Int(var whole)) return whole == real;
        return one.equals(other);
    }

    /// Such as `.spec.image is lost: it was "nginx"`.
    @Override
    public String toString() {
        if (after.isEmpty())
            return path + " is lost: it was " + before.map(Sample::told).orElse("");
        if (before.isEmpty())
            return path + " appears: it is " + after.map(Sample::told).orElse("");
        return path + " changes: it was " + before.map(Sample::told).orElse("") + ", it is "
                + after.map(Sample::told).orElse("");
    }
}
