package dev.outrigger.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a checked expression into steps, with every name resolved to a slot and every call to its implementations.
final class Planner {
    private final CelAbstractSyntaxTree tree;
    private static final Set<String> CONVERSIONS =
            Set.of("bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint");

    private static final Set<String> INDEXED =
            Set.of("index_list", "index_map", "optional_list_index_int", "optional_map_index_value");

    private final Functions functions;
    private final boolean folding;
    private final Map<String, Integer> variables;
    private final Map<String, Integer> locals = new HashMap<>();
    private int slots;

    /// @param folding whether literals and conversions of literals are made once, which then cost nothing
    /// @param variables the slots of the declared variables
    Planner(CelAbstractSyntaxTree tree, Functions functions, boolean folding, Map<String, Integer> variables) {
        this.tree = tree;
        this.folding = folding;
        this.functions = functions;
        this.variables = variables;
        this.slots = variables.size();
    }

    /// The whole expression.
    Node plan() {
        return plan(tree.getExpr());
    }

    /// How many slots an evaluation needs; known after [#plan()].
    int slots() {
        return slots;
    }

    private Node plan(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> constant(expr.constant());
            case IDENT -> name(expr, expr.ident().name());
            case SELECT -> select(expr);
            case CALL -> call(expr);
            case LIST -> list(expr.list());
            case MAP -> map(expr.map());
            case COMPREHENSION -> comprehension(expr.comprehension());
            case STRUCT ->
                throw new CelFault(
                        "messages are not supported: " + expr.struct().messageName());
            case NOT_SET -> throw new CelFault("an empty expression");
        };
    }

    private Node list(CelExpr.CelList list) {
        var items = plan(list.elements());
        var node = new Node.NewList(items, list.optionalIndices());
        return folded(node, folding && list.optionalIndices().isEmpty() && constants(items));
    }

    private Node map(CelExpr.CelMap map) {
        var entries = map.entries().stream()
                .map(entry -> new Node.Entry(plan(entry.key()), plan(entry.value()), entry.optionalEntry()))
                .toList();
        boolean constant =
                entries.stream().allMatch(entry -> constants(List.of(entry.key(), entry.value())) && !entry.optional());
        return folded(new Node.NewMap(entries), folding && constant);
    }

    private static boolean constants(List<Node> nodes) {
        return nodes.stream().allMatch(Node.Constant.class::isInstance);
    }

    /// The value of a step that needs no variables, found once. A step that ends with an error is left as it is.
    private static Node folded(Node node, boolean constant) {
        if (!constant) return node;
        try {
            return new Node.Constant(node.eval(new Frame(0, Long.MAX_VALUE)));
        } catch (CelFault fault) {
            return node;
        }
    }

    private List<Node> plan(List<CelExpr> exprs) {
        return exprs.stream().map(this::plan).toList();
    }

    private static Node constant(CelConstant constant) {
        return new Node.Constant(
                switch (constant.getKind()) {
                    case NULL_VALUE -> NullValue.NULL_VALUE;
                    case BOOLEAN_VALUE -> constant.booleanValue();
                    case INT64_VALUE -> constant.int64Value();
                    case UINT64_VALUE -> constant.uint64Value();
                    case DOUBLE_VALUE -> constant.doubleValue();
                    case STRING_VALUE -> constant.stringValue();
                    case BYTES_VALUE -> constant.bytesValue();
                    default -> throw new CelFault("a constant of an unknown kind: " + constant.getKind());
                });
    }

    private Node name(CelExpr expr, String written) {
        Integer local = locals.get(written);
        Optional<CelReference> reference = tree.getReference(expr.id());
        if (local != null && reference.map(r -> r.name().equals(written)).orElse(true)) {
            return new Node.Variable(local, written);
        }
        String name = reference.map(CelReference::name).orElse(written);
        if (reference.flatMap(CelReference::value).isPresent()) {
            return constant(reference.get().value().get());
        }
        Integer slot = variables.get(name.startsWith(".") ? name.substring(1) : name);
        if (slot != null) return new Node.Variable(slot, name);
        if (name.equals("dyn")) throw new CelFault("undeclared reference to 'dyn' (in container '')");
        if (tree.getTypeOrThrow(expr.id()).kind() == CelKind.TYPE) return new Node.Constant(new TypeName(name));
        throw new CelFault("no such attribute(s): " + name);
    }

    private Node select(CelExpr expr) {
        if (tree.getReference(expr.id()).isPresent()) return name(expr, "");
        Node operand = plan(expr.select().operand());
        String field = expr.select().field();
        int started = isAttribute(operand) ? 0 : 1;
        return expr.select().testOnly()
                ? new Node.Has(operand, field, started)
                : new Node.Select(operand, field, 1 + started);
    }

    /// Whether a step is a name with what is selected from it, which cel-go takes as one.
    private static boolean isAttribute(Node node) {
        return node instanceof Node.Choice || isNamed(node);
    }

    private static boolean isNamed(Node node) {
        return node instanceof Node.Variable || node instanceof Node.Select || node instanceof Node.Index;
    }

    /// A step within an attribute: a name costs nothing there.
    private static Node within(Node node) {
        return isNamed(node) ? new Node.Free(node) : node;
    }

    private Node call(CelExpr expr) {
        CelCall call = expr.call();
        var arguments = new ArrayList<Node>();
        boolean namespaced =
                call.target().isPresent() && isNamespace(expr, call.target().get());
        if (!namespaced) call.target().ifPresent(target -> arguments.add(plan(target)));
        call.args().forEach(argument -> arguments.add(plan(argument)));
        List<String> overloads = tree.getReferenceOrThrow(expr.id()).overloadIds();
        if (overloads.contains("optional_or_optional")) {
            return new Node.OrElse(arguments.get(0), arguments.get(1), false);
        }
        if (overloads.contains("optional_orValue_value")) {
            return new Node.OrElse(arguments.get(0), arguments.get(1), true);
        }
        if (overloads.contains("in_list")
                && arguments.get(1) instanceof Node.Constant(List<?> items)
                && !items.isEmpty()) {
            return new Node.OneOf(arguments.get(0), items);
        }
        if (INDEXED.containsAll(overloads)) {
            return new Node.Index(arguments.get(0), within(arguments.get(1)), isAttribute(arguments.get(0)) ? 1 : 2);
        }
        return switch (call.function()) {
            case "_&&_" -> new Node.Logic(arguments.get(0), arguments.get(1), false);
            case "_||_" -> new Node.Logic(arguments.get(0), arguments.get(1), true);
            case "_?_:_" -> new Node.Choice(arguments.get(0), within(arguments.get(1)), within(arguments.get(2)));
            case "@not_strictly_false", "__not_strictly_false__" -> new Node.NotStrictlyFalse(arguments.getFirst());
            case "_?._" ->
                new Node.SelectOptional(
                        arguments.get(0), call.args().get(1).constant().stringValue());
            default ->
                folded(
                        functions.call(call.function(), overloads, arguments),
                        folding && CONVERSIONS.contains(call.function()) && constants(arguments));
        };
    }

    /// Whether what stands before the dot is the first part of a function's name, as in `math.greatest(1, 2)`.
    private boolean isNamespace(CelExpr call, CelExpr target) {
        return tree.getType(target.id()).isEmpty();
    }

    private Node comprehension(CelComprehension loop) {
        if (isBind(loop)) {
            Node value = plan(loop.accuInit());
            int slot = slots++;
            return within(loop.accuVar(), slot, () -> new Fold.Bind(slot, value, plan(loop.result())));
        }
        Node range = plan(loop.iterRange());
        Node initial = plan(loop.accuInit());
        int accumulator = slots++;
        int first = slots++;
        int second = loop.iterVar2().isEmpty() ? -1 : slots++;
        return within(loop.accuVar(), accumulator, () -> {
            var parts = within(
                    loop.iterVar(),
                    first,
                    () -> within(
                            loop.iterVar2(), second, () -> List.of(plan(loop.loopCondition()), plan(loop.loopStep()))));
            return new Fold(
                    range, first, second, accumulator, initial, parts.get(0), parts.get(1), plan(loop.result()));
        });
    }

    static boolean isBind(CelComprehension loop) {
        return loop.iterRange().getKind() == CelExpr.ExprKind.Kind.LIST
                && loop.iterRange().list().elements().isEmpty()
                && loop.iterVar().startsWith("#unused");
    }

    private <T> T within(String name, int slot, java.util.function.Supplier<T> plan) {
        if (name.isEmpty()) return plan.get();
        Integer outer = locals.put(name, slot);
        try {
            return plan.get();
        } finally {
            if (outer == null) locals.remove(name);
            else locals.put(name, outer);
        }
    }
}
