package dev.outrigger.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the most that an expression can cost before it runs, from the sizes that the schema allows.
///
/// Follows cel-go's estimator step by step, so that an expression is refused here where Kubernetes refuses it: also
/// where that counts a name that has no place in the schema as the whole object.
final class CostEstimator {
    private final CelAbstractSyntaxTree tree;
    private final DeclType root;
    private final CallEstimates calls = new CallEstimates(this);
    private final Map<Long, List<String>> paths = new HashMap<>();
    private final Map<Long, Range> sizes = new HashMap<>();
    private final Map<Long, Entries> entries = new HashMap<>();
    private final Map<String, Deque<Local>> locals = new HashMap<>();

    /// The sizes of the keys and the values of a list or a map.
    record Entries(boolean list, Range key, Range value) {
        static @Nullable Entries union(@Nullable Entries a, @Nullable Entries b) {
            if (a == null || b == null) return null;
            return new Entries(a.list, a.key.union(b.key), a.value.union(b.value));
        }
    }

    private record Local(
            List<String> path,
            @Nullable Range size,
            @Nullable Entries entries) {}

    private CostEstimator(CelAbstractSyntaxTree tree, DeclType root) {
        this.tree = tree;
        this.root = root;
    }

    static Range estimate(CelAbstractSyntaxTree tree, DeclType root) {
        return new CostEstimator(tree, root).cost(tree.getExpr());
    }

    Range cost(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT, NOT_SET, STRUCT -> Range.ZERO;
            case IDENT -> {
                var local = local(expr.ident().name());
                paths.put(expr.id(), local == null ? List.of(expr.ident().name()) : local.path());
                yield Range.of(1);
            }
            case SELECT -> select(expr);
            case CALL -> call(expr);
            case LIST -> list(expr);
            case MAP -> map(expr);
            case COMPREHENSION -> comprehension(expr);
        };
    }

    private Range select(CelExpr expr) {
        var select = expr.select();
        Range operand = cost(select.operand());
        if (select.testOnly()) return operand;
        paths.put(expr.id(), then(path(select.operand()), select.field()));
        return switch (type(select.operand()).kind()) {
            case MAP, STRUCT, TYPE_PARAM -> operand.plus(Range.of(1));
            default -> operand;
        };
    }

    private Range call(CelExpr expr) {
        var call = expr.call();
        if (call.function().equals("dyn")) {
            CelExpr argument = call.args().getFirst();
            Range cost = cost(argument).plus(Range.of(1));
            copySizes(expr, argument);
            return cost;
        }
        var costs = new ArrayList<Range>();
        for (var argument : call.args()) costs.add(cost(argument));
        var overloads = tree.getReference(expr.id())
                .map(r -> List.copyOf(r.overloadIds()))
                .orElse(List.of());
        if (overloads.isEmpty()) return Range.ZERO;
        Range targetCost = Range.ZERO;
        boolean member = call.target().isPresent()
                && tree.getType(call.target().get().id()).isPresent();
        if (member) targetCost = cost(call.target().get());
        Range least = null;
        Range size = null;
        for (String overload : overloads) {
            var estimate = calls.of(expr, overload, member, costs);
            least = least == null ? estimate.cost() : least.union(estimate.cost());
            if (estimate.size() != null) size = size == null ? estimate.size() : size.union(estimate.size());
            size = indexed(expr, overload, size);
            if (size == null) size = size(expr);
        }
        if (size != null) sizes.put(expr.id(), size);
        return targetCost.plus(least == null ? Range.ZERO : least);
    }

    private @Nullable Range indexed(CelExpr expr, String overload, @Nullable Range size) {
        boolean list = overload.equals("index_list");
        if (!list && !overload.equals("index_map")) return size;
        CelExpr from = expr.call().args().getFirst();
        paths.put(expr.id(), then(path(from), list ? "@items" : "@values"));
        var inside = entries(from);
        return inside == null ? null : inside.value();
    }

    private Range list(CelExpr expr) {
        Range cost = Range.of(10);
        Range items = null;
        for (var item : expr.list().elements()) {
            cost = cost.plus(cost(item));
            items = items == null ? sizeOrUnknown(item) : items.union(sizeOrUnknown(item));
        }
        entries.put(expr.id(), new Entries(true, Range.of(1), items == null ? Range.ZERO : items));
        return cost;
    }

    private Range map(CelExpr expr) {
        Range cost = Range.of(30);
        Range keys = null;
        Range values = null;
        for (var entry : expr.map().entries()) {
            cost = cost.plus(cost(entry.key())).plus(cost(entry.value()));
            keys = keys == null ? sizeOrUnknown(entry.key()) : keys.union(sizeOrUnknown(entry.key()));
            values = values == null ? sizeOrUnknown(entry.value()) : values.union(sizeOrUnknown(entry.value()));
        }
        entries.put(
                expr.id(), new Entries(false, keys == null ? Range.ZERO : keys, values == null ? Range.ZERO : values));
        return cost;
    }

    private Range comprehension(CelExpr expr) {
        var loop = expr.comprehension();
        Range cost = cost(loop.iterRange()).plus(cost(loop.accuInit()));
        push(loop.accuVar(), new Local(path(loop.accuInit()), size(loop.accuInit()), entries(loop.accuInit())));
        if (Planner.isBind(loop)) {
            cost = cost.plus(cost(loop.result()));
            pop(loop.accuVar());
            copySizes(expr, loop.result());
            return cost;
        }
        bindItems(loop);
        Range turn = cost(loop.loopCondition());
        turn = turn.plus(cost(loop.loopStep()));
        pop(loop.iterVar());
        if (!loop.iterVar2().isEmpty()) pop(loop.iterVar2());
        cost = cost.plus(cost(loop.result()));
        pop(loop.accuVar());
        Range turns = sizeOrUnknown(loop.iterRange());
        switch (loop.accuInit().getKind()) {
            case CONSTANT -> setSize(expr, size(loop.accuInit()));
            case LIST, MAP -> {
                sizes.put(expr.id(), turns);
                setEntries(expr, entries(loop.loopStep()));
            }
            default -> {}
        }
        return cost.plus(turns.times(turn));
    }

    private void bindItems(CelExpr.CelComprehension loop) {
        CelExpr range = loop.iterRange();
        var inside = entries(range);
        boolean list = inside == null ? type(range).kind() == CelKind.LIST : inside.list();
        Range key = inside == null ? null : inside.key();
        Range value = inside == null ? null : inside.value();
        var path = path(range);
        if (loop.iterVar2().isEmpty()) {
            push(loop.iterVar(), new Local(then(path, list ? "@items" : "@keys"), list ? value : key, null));
        } else {
            push(loop.iterVar(), new Local(then(path, list ? "@indices" : "@keys"), key, null));
            push(loop.iterVar2(), new Local(then(path, list ? "@items" : "@values"), value, null));
        }
    }

    /// What is known of the size of an expression's value; nothing is null.
    @Nullable
    Range size(CelExpr expr) {
        Range known = sizes.get(expr.id());
        if (known == null) known = literalSize(expr);
        if (known != null) return known;
        var declared = declaredSize(path(expr));
        if (declared.isPresent()) {
            sizes.put(expr.id(), declared.get());
            return declared.get();
        }
        if (isScalar(type(expr))) return Range.of(1);
        var local = expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? local(expr.ident().name())
                : null;
        return local == null ? null : local.size();
    }

    Range sizeOrUnknown(CelExpr expr) {
        Range size = size(expr);
        return size == null ? Range.UNKNOWN : size;
    }

    /// What the schema says of the size of the values at a path.
    Optional<Range> declaredSize(List<String> path) {
        if (path.isEmpty() || isAccumulator(path.getFirst())) return Optional.empty();
        Optional<DeclType> at = Optional.of(root);
        for (String step : path.subList(1, path.size())) {
            at = switch (step) {
                case "@items", "@values" -> at.flatMap(DeclType::element);
                case "@keys" ->
                    at.filter(type -> type.type().kind() == CelKind.MAP).map(type -> KEY);
                default -> at.flatMap(type -> Optional.ofNullable(type.fields().get(step)));
            };
        }
        return at.map(type -> new Range(0, type.maxElements()));
    }

    private static final DeclType KEY = DeclType.scalar(dev.cel.common.types.SimpleType.STRING, 0, 2);

    private static boolean isAccumulator(String name) {
        return name.equals("@result") || name.equals("__result__");
    }

    private static @Nullable Range literalSize(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> {
                CelConstant constant = expr.constant();
                yield switch (constant.getKind()) {
                    case STRING_VALUE -> Range.of(Sizes.of(constant.stringValue()));
                    case BYTES_VALUE -> Range.of(constant.bytesValue().size());
                    default -> Range.of(1);
                };
            }
            case LIST -> Range.of(expr.list().elements().size());
            case MAP -> Range.of(expr.map().entries().size());
            default -> null;
        };
    }

    private static boolean isScalar(CelType type) {
        return switch (type.kind()) {
            case BOOL, DOUBLE, DURATION, INT, TIMESTAMP, UINT -> true;
            case OPAQUE ->
                type.name().equals("optional_type")
                        && isScalar(type.parameters().getFirst());
            default -> false;
        };
    }

    @Nullable
    Entries entries(CelExpr expr) {
        var known = entries.get(expr.id());
        if (known != null || expr.getKind() != CelExpr.ExprKind.Kind.IDENT) return known;
        var local = local(expr.ident().name());
        return local == null ? null : local.entries();
    }

    void setEntries(CelExpr expr, @Nullable Entries inside) {
        if (inside != null) entries.put(expr.id(), inside);
    }

    private void setSize(CelExpr expr, @Nullable Range size) {
        if (size != null) sizes.put(expr.id(), size);
    }

    private void copySizes(CelExpr to, CelExpr from) {
        setSize(to, size(from));
        setEntries(to, entries(from));
    }

    /// Where in the schema an expression's value comes from; empty where it comes from nowhere.
    List<String> path(CelExpr expr) {
        var local = expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? local(expr.ident().name())
                : null;
        return local == null ? paths.getOrDefault(expr.id(), List.of()) : local.path();
    }

    CelType type(CelExpr expr) {
        return tree.getTypeOrThrow(expr.id());
    }

    static List<String> then(List<String> path, String step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private @Nullable Local local(String name) {
        var stack = locals.get(name);
        return stack == null ? null : stack.peek();
    }

    private void push(String name, Local local) {
        locals.computeIfAbsent(name, any -> new ArrayDeque<>()).push(local);
    }

    private void pop(String name) {
        var stack = locals.get(name);
        if (stack != null) stack.pop();
    }
}
