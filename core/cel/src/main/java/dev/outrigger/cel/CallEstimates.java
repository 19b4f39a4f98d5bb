package dev.outrigger.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The most that calls can cost: what [CallCost] counts, with sizes for values.
final class CallEstimates {
    private static final double TRAVERSAL = 0.1;
    private static final double REGEX = 0.25;
    private static final Range ONE = Range.of(1);
    private static final Range NEW_LIST = Range.of(11);
    private static final int MAX_FORMAT_REGEX = 128;

    private final CostEstimator sizes;

    CallEstimates(CostEstimator sizes) {
        this.sizes = sizes;
    }

    /// What a call costs with its arguments, and how large its result is where that is known.
    record Estimate(Range cost, @Nullable Range size) {
        static Estimate of(Range cost) {
            return new Estimate(cost, null);
        }
    }

    /// @param member whether the call's target is a value, and not a part of the function's name
    /// @param costs what the arguments cost; without the target
    Estimate of(CelExpr expr, String overload, boolean member, List<Range> costs) {
        var call = new Site(expr, overload, member);
        Range arguments = costs.stream().reduce(Range.ZERO, Range::plus);
        return known(call)
                .or(() -> lists(call))
                .map(estimate -> new Estimate(estimate.cost().plus(arguments), estimate.size()))
                .orElseGet(() -> standard(call, costs, arguments));
    }

    private record Site(CelExpr expr, String overload, boolean member) {
        String function() {
            return expr.call().function();
        }

        List<CelExpr> arguments() {
            return expr.call().args();
        }

        CelExpr argument(int index) {
            return arguments().get(index);
        }

        CelExpr target() {
            return expr.call().target().orElseThrow();
        }

        CelExpr subject() {
            return member ? target() : argument(0);
        }
    }

    private Optional<Estimate> known(Site call) {
        return Optional.ofNullable(
                switch (name(call)) {
                    case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" ->
                        call.member() ? Estimate.of(items(call)) : null;
                    case "url", "lowerAscii", "upperAscii", "substring", "trim" -> {
                        Range size = sizes.sizeOrUnknown(call.subject());
                        yield new Estimate(size.times(TRAVERSAL), size);
                    }
                    case "replace" -> call.member() ? replace(call) : null;
                    case "split" -> call.member() ? split(call) : null;
                    case "join" -> call.member() ? join(call) : null;
                    case "find", "findAll" -> {
                        Range size = sizes.sizeOrUnknown(call.subject());
                        yield new Estimate(
                                size.plus(ONE)
                                        .times(TRAVERSAL)
                                        .times(sizes.sizeOrUnknown(call.argument(0))
                                                .times(REGEX)),
                                new Range(0, size.max()));
                    }
                    case "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" ->
                        Estimate.of(sizes.sizeOrUnknown(call.argument(0)).times(TRAVERSAL));
                    case "ip" ->
                        Estimate.of(
                                call.overload().equals("cidr_ip")
                                        ? ONE
                                        : sizes.sizeOrUnknown(call.argument(0)).times(TRAVERSAL));
                    case "ip.isCanonical" ->
                        Estimate.of(sizes.sizeOrUnknown(call.argument(0)).times(2 * TRAVERSAL));
                    case "containsIP", "containsCIDR" -> Estimate.of(containment(call));
                    case "validate" ->
                        Estimate.of(sizes.sizeOrUnknown(call.argument(0))
                                .times(TRAVERSAL)
                                .times(MAX_FORMAT_REGEX * REGEX));
                    case "_==_" -> equality(call);
                    default -> null;
                });
    }

    /// `ip.isCanonical` and the like are one name.
    private static String name(Site call) {
        if (call.member() || call.expr().call().target().isEmpty()) return call.function();
        return call.target().ident().name() + "." + call.function();
    }

    private Range items(Site call) {
        CelType list = sizes.type(call.target());
        Range size = sizes.sizeOrUnknown(call.target());
        if (list.parameters().isEmpty()) return size.times(TRAVERSAL);
        CelKind item = list.parameters().getFirst().kind();
        if (item != CelKind.STRING && item != CelKind.BYTES) return size.times(ONE);
        return size.times(ONE.plus(itemSize(call.target()).times(TRAVERSAL)));
    }

    private Range itemSize(CelExpr list) {
        var path = sizes.path(list);
        return path.isEmpty()
                ? Range.UNKNOWN
                : sizes.declaredSize(CostEstimator.then(path, "@items")).orElse(Range.UNKNOWN);
    }

    private Estimate replace(Site call) {
        Range size = sizes.sizeOrUnknown(call.target());
        Range from = sizes.sizeOrUnknown(call.argument(0));
        Range to = sizes.sizeOrUnknown(call.argument(1));
        Range most = replacements(size.max(), from.min(), to.max() <= from.min());
        Range least = replacements(size.min(), from.max(), from.max() <= to.min());
        var count = new Range(least.min(), most.min());
        var kept = new Range(least.max(), most.max());
        return new Estimate(size.times(2 * TRAVERSAL), count.times(to).plus(kept));
    }

    /// How often something of a size can be replaced in a text, and how much of the text stays.
    private static Range replacements(long text, long sought, boolean never) {
        if (sought == 0) return new Range(text == Range.UNBOUNDED ? text : text + 1, text);
        if (never) return new Range(0, text);
        return new Range((long) Math.ceil((double) text / sought), 0);
    }

    private Estimate split(Site call) {
        Range size = sizes.sizeOrUnknown(call.target());
        long most = size.max();
        if (call.arguments().size() > 1) {
            CelExpr limit = call.argument(1);
            if (isInt(limit)) most = limit.constant().int64Value();
        }
        return new Estimate(size.times(2 * TRAVERSAL), new Range(0, most < 0 ? Range.UNBOUNDED : most));
    }

    private static boolean isInt(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE;
    }

    private Estimate join(Site call) {
        Range list = sizes.sizeOrUnknown(call.target());
        Range size =
                sizes.type(call.target()).parameters().isEmpty() ? Range.ZERO : list.times(itemSize(call.target()));
        if (!call.arguments().isEmpty()) {
            var separators = new Range(Math.max(0, list.min() - 1), Math.max(0, list.max() - 1));
            size = size.plus(sizes.sizeOrUnknown(call.argument(0)).times(separators));
        }
        return new Estimate(size.times(TRAVERSAL), size);
    }

    private Range containment(Site call) {
        var bytes = new Range(4, 16);
        Range cost = bytes.plus(bytes).times(TRAVERSAL);
        if (call.function().equals("containsCIDR"))
            cost = cost.plus(bytes.times(TRAVERSAL)).plus(ONE);
        if (call.overload().endsWith("_string")) {
            cost = cost.plus(sizes.sizeOrUnknown(call.argument(0)).times(TRAVERSAL));
        }
        return cost;
    }

    private @Nullable Estimate equality(Site call) {
        CelType type = sizes.type(call.argument(0));
        if (!type.equals(sizes.type(call.argument(1)))) return null;
        return switch (type.name()) {
            case "net.IP", "net.CIDR", "kubernetes.Quantity", "kubernetes.Semver" -> Estimate.of(ONE);
            case "kubernetes.NamedFormat" -> Estimate.of(new Range(1, 64).times(TRAVERSAL));
            case "kubernetes.URL" -> {
                Range size = sizes.size(call.argument(1));
                yield Estimate.of(new Range(1, size == null ? 1 : size.max()).times(TRAVERSAL));
            }
            default -> null;
        };
    }

    private Optional<Estimate> lists(Site call) {
        return switch (call.overload()) {
            case "list_sets_contains_list", "list_sets_intersects_list" ->
                Optional.of(Estimate.of(pairs(call).plus(ONE)));
            case "list_sets_equivalent_list" ->
                Optional.of(Estimate.of(pairs(call).times(2.0).plus(ONE)));
            case "list_slice" -> {
                long size = sizes.sizeOrUnknown(call.target()).max();
                yield newList(1, Range.of(Math.max(0, number(call.argument(1), size) - number(call.argument(0), 0))));
            }
            case "lists_range" -> newList(1, Range.of(number(call.argument(0), Range.UNBOUNDED)));
            case "list_reverse", "list_flatten" -> newList(1, sizes.sizeOrUnknown(call.target()));
            case "list_flatten_list_int" ->
                newList(number(call.argument(0), Range.UNBOUNDED), sizes.sizeOrUnknown(call.target()));
            case "list_distinct", "list_sort", "list_sortByAssociatedKeys" -> {
                Range size = sizes.sizeOrUnknown(call.subject());
                yield newList(2, size.times(size));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<Estimate> newList(double factor, Range size) {
        return Optional.of(new Estimate(size.times(factor).plus(NEW_LIST), size));
    }

    private static long number(CelExpr expr, long otherwise) {
        return isInt(expr) ? Math.max(0, expr.constant().int64Value()) : otherwise;
    }

    private Range pairs(Site call) {
        return sizes.sizeOrUnknown(call.argument(0)).times(sizes.sizeOrUnknown(call.argument(1)));
    }

    private Estimate standard(Site call, List<Range> costs, Range arguments) {
        return switch (call.overload()) {
            case "logical_or", "logical_and" ->
                Estimate.of(new Range(
                        costs.get(0).min(), costs.get(0).plus(costs.get(1)).max()));
            case "conditional" -> {
                sizes.setEntries(
                        call.expr(),
                        CostEstimator.Entries.union(sizes.entries(call.argument(1)), sizes.entries(call.argument(2))));
                yield new Estimate(
                        costs.get(0).plus(costs.get(1).union(costs.get(2))),
                        sizes.sizeOrUnknown(call.argument(1)).union(sizes.sizeOrUnknown(call.argument(2))));
            }
            case "add_string", "add_bytes", "add_list" -> {
                sizes.setEntries(
                        call.expr(),
                        CostEstimator.Entries.union(sizes.entries(call.argument(0)), sizes.entries(call.argument(1))));
                Range size = sizes.sizeOrUnknown(call.argument(0)).plus(sizes.sizeOrUnknown(call.argument(1)));
                Range cost = call.overload().equals("add_list") ? ONE : size.times(TRAVERSAL);
                yield new Estimate(cost.plus(arguments), size);
            }
            default -> {
                var estimate = text(call);
                yield new Estimate(estimate.cost().plus(arguments), estimate.size());
            }
        };
    }

    private Estimate text(Site call) {
        return switch (call.overload()) {
            case "string_format" ->
                Estimate.of(sizes.sizeOrUnknown(call.target()).times(TRAVERSAL));
            case "string_to_bytes" -> {
                Range size = sizes.sizeOrUnknown(call.argument(0));
                yield new Estimate(size.times(TRAVERSAL), new Range(size.min(), Range.product(size.max(), 4)));
            }
            case "bytes_to_string" -> {
                Range size = sizes.sizeOrUnknown(call.argument(0));
                yield new Estimate(size.times(TRAVERSAL), new Range(size.min() / 4, size.max()));
            }
            case "strings_quote" -> {
                Range size = sizes.sizeOrUnknown(call.argument(0));
                yield new Estimate(
                        size.times(TRAVERSAL), size.times(Range.of(2)).plus(Range.of(2)));
            }
            case "starts_with_string", "ends_with_string" ->
                Estimate.of(sizes.sizeOrUnknown(call.argument(0)).times(TRAVERSAL));
            case "in_list" -> Estimate.of(sizes.sizeOrUnknown(call.argument(1)));
            case "matches_string" ->
                Estimate.of(sizes.sizeOrUnknown(call.target())
                        .plus(ONE)
                        .times(TRAVERSAL)
                        .times(sizes.sizeOrUnknown(call.argument(0)).times(REGEX)));
            case "contains_string" ->
                Estimate.of(sizes.sizeOrUnknown(call.target())
                        .times(TRAVERSAL)
                        .times(sizes.sizeOrUnknown(call.argument(0)).times(TRAVERSAL)));
            case "less_string", "greater_string", "less_equals_string", "greater_equals_string" -> compared(call);
            case "less_bytes", "greater_bytes", "less_equals_bytes", "greater_equals_bytes" -> compared(call);
            case "equals", "not_equals" -> compared(call);
            default -> Estimate.of(ONE);
        };
    }

    private Estimate compared(Site call) {
        long most = Math.min(
                sizes.sizeOrUnknown(call.argument(0)).max(),
                sizes.sizeOrUnknown(call.argument(1)).max());
        return Estimate.of(new Range(most > 0 ? 1 : 0, most).times(TRAVERSAL));
    }
}
