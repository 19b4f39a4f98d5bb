package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;

/// A named or numbered place in an open container of a [Draft].
sealed interface Place {

    /// A member of an object, there or not.
    record Member(Map<String, Draft> members, String name) implements Place {}

    /// A position in a list, as the pointer writes it.
    record Item(List<Draft> items, String index) implements Place {}

    /// The place of that name in a container.
    static Place in(Draft container, String token) {
        return switch (container) {
            case Draft.Members(var members) -> new Member(members, token);
            case Draft.Items(var items) -> new Item(items, token);
            case Draft.Closed _ -> throw Bodies.rejected();
        };
    }

    /// What is there; `null` for a member that is not.
    default Draft get() {
        return switch (this) {
            case Member(var members, var name) -> members.getOrDefault(name, new Draft.Closed(Value.NULL));
            case Item(var items, var index) -> items.get(existing(items, index));
        };
    }

    /// Puts a value in the place of what is there.
    default void set(Draft value) {
        switch (this) {
            case Member(var members, var name) -> members.put(name, value);
            case Item(var items, var index) -> items.set(existing(items, index), value);
        }
    }

    /// Sets a member, or inserts an item before the index; `-` appends.
    default void add(Draft value) {
        switch (this) {
            case Member(var members, var name) -> members.put(name, value);
            case Item(var items, var index) -> {
                if (index.equals("-")) items.add(value);
                else items.add(within(number(index), items.size() + 1), value);
            }
        }
    }

    /// Takes out what is there.
    default void remove() {
        switch (this) {
            case Member(var members, var name) -> {
                if (members.remove(name) == null) throw Bodies.rejected();
            }
            case Item(var items, var index) -> items.remove(existing(items, index));
        }
    }

    private static int existing(List<Draft> items, String index) {
        return within(number(index), items.size());
    }

    private static int within(int index, int size) {
        int counted = index < 0 ? index + size : index;
        if (counted < 0 || counted >= size) throw Bodies.rejected();
        return counted;
    }

    private static int number(String index) {
        try {
            return Integer.parseInt(index);
        } catch (NumberFormatException e) {
            throw Bodies.rejected();
        }
    }
}
