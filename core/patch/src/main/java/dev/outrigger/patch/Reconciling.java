package dev.outrigger.patch;

import dev.outrigger.schema.Schema.ListType;
import java.util.TreeMap;

/// Brings a set of owned fields in line with a schema that became coarser since: who owned parts of what is
/// owned whole now owns all of it.
final class Reconciling {
    private Reconciling() {}

    /// The set as it would have been under this shape.
    static FieldSet reconcile(FieldSet fields, Shape shape) {
        if (isFreeForm(shape)) return fields;
        var nodes = new TreeMap<PathElement, FieldSet.Node>();
        fields.forEach((element, node) -> {
            var below = shape.below(element);
            boolean untouched = below.isEmpty() || node.below().isEmpty();
            nodes.put(element, untouched ? node : reconcile(node, below.get()));
        });
        return new FieldSet(nodes);
    }

    private static FieldSet.Node reconcile(FieldSet.Node node, Shape shape) {
        if (isFreeForm(shape)) return node;
        return switch (shape.form(null)) {
            case SCALAR -> node;
            case LIST -> shape.listType() == ListType.ATOMIC ? FieldSet.Node.LEAF : inside(node, shape);
            case MAP -> shape.atomicMap() ? FieldSet.Node.LEAF : inside(node, shape);
        };
    }

    private static FieldSet.Node inside(FieldSet.Node node, Shape shape) {
        return new FieldSet.Node(node.member(), reconcile(node.below(), shape));
    }

    /// What no schema describes is not reconciled.
    private static boolean isFreeForm(Shape shape) {
        return switch (shape) {
            case Shape.Deduced _ -> true;
            case Shape.Declared(var schema, var keepsUnknown) ->
                shape.form(null) == Shape.Form.MAP
                        && schema.properties().isEmpty()
                        && schema.additionalProperties().isEmpty()
                        && (keepsUnknown || !schema.merge().atomicMap());
        };
    }
}
