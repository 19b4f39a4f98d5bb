package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What a rule changed, carried over to the object it ran on.
///
/// A rule sees the object through the author's class, which may know less of it: members it does not declare,
/// digits its numbers do not hold, the order of what it takes for a set. So only what differs between the class's
/// form before the rule and the one after it is taken over; all else stays as the client wrote it.
final class Difference {
    private Difference() {}

    static Value.Struct applied(Value.Struct object, Value.Struct before, Value.Struct after) {
        if (before.equals(after)) return object;
        var members = object.copy();
        var names = new LinkedHashSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (String name : names) {
            var was = before.get(name);
            var is = after.get(name);
            if (was.equals(is)) continue;
            if (is.isEmpty()) members.remove(name);
            else members.put(name, member(object.get(name), was, is.get()));
        }
        return new Value.Struct(members);
    }

    private static Value member(Optional<Value> object, Optional<Value> was, Value is) {
        if (is instanceof Value.Struct after && was.orElse(Value.NULL) instanceof Value.Struct before) {
            return applied(
                    object.orElse(Value.NULL) instanceof Value.Struct own ? own : Value.Struct.EMPTY, before, after);
        }
        if (is instanceof Value.Array(var after)
                && was.orElse(Value.NULL) instanceof Value.Array(var before)
                && object.orElse(Value.NULL) instanceof Value.Array(var own)
                && own.size() == before.size()) {
            return items(own, before, after);
        }
        return is;
    }

    private static Value items(List<Value> own, List<Value> before, List<Value> after) {
        var items = new ArrayList<Value>(after.size());
        for (int i = 0; i < after.size(); i++) {
            var is = after.get(i);
            int at = i < before.size() && before.get(i).equals(is) ? i : before.indexOf(is);
            if (at < 0 && before.size() == after.size()) at = i;
            items.add(at < 0 ? is : item(own.get(at), before.get(at), is));
        }
        return new Value.Array(items);
    }

    private static Value item(Value own, Value was, Value is) {
        return own instanceof Value.Struct object
                        && was instanceof Value.Struct before
                        && is instanceof Value.Struct after
                        && isFormOf(before, object)
                ? applied(object, before, after)
                : is;
    }

    /// Whether the class's form may be of that object: a set's items come in another order than the client's.
    private static boolean isFormOf(Value.Struct form, Value.Struct object) {
        return form.members().entrySet().stream()
                .filter(member -> member.getValue() instanceof Value.Text)
                .allMatch(member -> object.get(member.getKey())
                        .map(member.getValue()::equals)
                        .orElse(true));
    }
}
