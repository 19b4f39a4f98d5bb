package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.List;

/// The fields that a value mentions: what its author comes to own by applying it.
final class OwnedFields {
    private final FieldSet.Builder set = new FieldSet.Builder();

    private OwnedFields() {}

    /// The leaves of a value, the items of its sets and map lists, and the keys of its maps.
    static FieldSet of(Shape shape, Value value) {
        var fields = new OwnedFields();
        fields.visit(List.of(), shape, value);
        return fields.set.build();
    }

    private void visit(List<PathElement> path, Shape shape, Value value) {
        switch (shape.form(value)) {
            case SCALAR -> set.add(path);
            case LIST -> {
                if (shape.listType() == ListType.ATOMIC) set.add(path);
                else if (value instanceof Value.Array(var items)) visitItems(path, shape, items);
            }
            case MAP -> {
                if (shape.atomicMap()) set.add(path);
                else if (value instanceof Value.Struct object) visitMembers(path, shape, object);
            }
        }
    }

    private void visitMembers(List<PathElement> path, Shape shape, Value.Struct object) {
        object.members().forEach((name, value) -> {
            var below = FieldSet.plus(path, new PathElement.Field(name));
            shape.member(name).ifPresent(member -> visit(below, member, value));
            boolean empty = value instanceof Value.Null || value.equals(Value.Struct.EMPTY);
            if (empty || !shape.declares(name)) set.add(below);
        });
    }

    /// Items that occur twice are owned as one, and not further down.
    private void visitItems(List<PathElement> path, Shape shape, List<Value> items) {
        ListItems.byPlace(shape, items).forEach((place, found) -> {
            var below = FieldSet.plus(path, place);
            if (found.size() == 1) visit(below, shape.items(), found.getFirst());
            set.add(below);
        });
    }
}
