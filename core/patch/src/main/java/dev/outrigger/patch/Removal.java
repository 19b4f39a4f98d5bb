package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes fields out of a value.
final class Removal {
    private Removal() {}

    /// The value without the members and items in the set. Of an object or list that stays itself, an empty one
    /// is left where all that was in it goes; upstream leaves `null`, which its typed objects read as empty, and
    /// which a schema here would refuse. What is owned whole loses everything when a field below it goes.
    static Value remove(Shape shape, Value value, FieldSet gone) {
        return switch (shape.form(value)) {
            case SCALAR -> value;
            case LIST ->
                value instanceof Value.Array list && shape.listType() != ListType.ATOMIC
                        ? removeItems(shape, list, gone)
                        : Value.NULL;
            case MAP ->
                value instanceof Value.Struct object && !shape.atomicMap()
                        ? removeMembers(shape, object, gone)
                        : Value.NULL;
        };
    }

    private static Value removeItems(Shape shape, Value.Array list, FieldSet gone) {
        var places = ListItems.places(shape, list.items());
        var kept = new ArrayList<Value>();
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (gone.hasMember(place)) continue;
            var item = list.items().get(i);
            kept.add(gone.hasChildren(place) ? remove(shape.items(), item, gone.below(place)) : item);
        }
        return new Value.Array(kept);
    }

    private static Value removeMembers(Shape shape, Value.Struct object, FieldSet gone) {
        Map<String, Value> kept = new LinkedHashMap<>();
        object.members().forEach((name, member) -> {
            var place = new PathElement.Field(name);
            if (gone.hasMember(place)) return;
            var below = shape.member(name);
            boolean inside = below.isPresent() && gone.hasChildren(place);
            kept.put(name, inside ? remove(below.get(), member, gone.below(place)) : member);
        });
        return new Value.Struct(kept);
    }
}
