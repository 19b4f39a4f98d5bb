package dev.outrigger.cel;

import dev.cel.common.values.CelByteString;
import java.util.List;
import java.util.Map;

/// What a call has cost, known when it is done, in cel-go's units: what cel-go's cost tracker and Kubernetes' estimator
/// say of each function.
final class CallCost {
    private static final double TRAVERSAL = 0.1;
    private static final double REGEX = 0.25;
    private static final long NEW_LIST = 11;

    private CallCost() {}

    static long of(String function, String overload, Object[] arguments, Object result) {
        if (arguments.length == 0) return 1;
        return switch (function) {
            case "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf", "includes" -> traversal(arguments[0]);
            case "url", "lowerAscii", "upperAscii", "substring", "trim", "jsonpatch.escapeKey" -> read(arguments[0]);
            case "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" -> read(arguments[0]);
            case "ip" -> overload.equals("cidr_ip") ? 1 : read(arguments[0]);
            case "split", "ip.isCanonical" -> ceil(2 * TRAVERSAL * Sizes.of(arguments[0]));
            case "replace" -> ceil(2 * TRAVERSAL * Sizes.of(arguments[0])) + beyond(arguments[0], result);
            case "join" -> ceil(2 * TRAVERSAL * Sizes.of(result));
            case "find", "findAll" -> match(arguments[0], Sizes.of(arguments[1]));
            case "containsIP", "containsCIDR" -> containment(overload, arguments);
            case "validate" -> named(arguments);
            case "_==_", "_!=_" -> comparison(arguments);
            default -> ofOverload(overload, arguments, result);
        };
    }

    private static long ofOverload(String overload, Object[] arguments, Object result) {
        return switch (overload) {
            case "starts_with_string", "ends_with_string" -> shorter(arguments);
            case "string_to_bytes", "bytes_to_string" -> read(arguments[0]);
            case "strings_quote" -> read(arguments[0]);
            case "string_format" -> read(arguments[0]) + beyond(arguments[0], result);
            case "in_list" -> Sizes.of(arguments[1]);
            case "list_sets_contains_list", "list_sets_intersects_list" -> 1 + pairs(arguments);
            case "list_sets_equivalent_list" -> 1 + 2 * pairs(arguments);
            case "list_slice", "lists_range", "list_reverse", "list_flatten" -> NEW_LIST + Sizes.of(result);
            case "list_flatten_list_int" ->
                NEW_LIST + Sizes.of(arguments[0]) * Math.clamp((Long) arguments[1], 0, 1_000);
            case "list_distinct", "list_sort", "list_sortByAssociatedKeys" -> NEW_LIST + selfCompared(arguments[0]);
            case "less_string", "less_equals_string", "greater_string", "greater_equals_string" -> shorter(arguments);
            case "less_bytes", "less_equals_bytes", "greater_bytes", "greater_equals_bytes" -> shorter(arguments);
            case "add_string", "add_bytes" -> ceil(TRAVERSAL * (Sizes.of(arguments[0]) + Sizes.of(arguments[1])));
            case "matches", "matches_string" -> match(arguments[0], Sizes.of(arguments[1]));
            case "contains_string" -> read(arguments[0]) * read(arguments[1]);
            default -> 1;
        };
    }

    private static long read(Object text) {
        return ceil(TRAVERSAL * Sizes.of(text));
    }

    private static long shorter(Object[] arguments) {
        return ceil(TRAVERSAL * Math.min(Sizes.of(arguments[0]), Sizes.of(arguments[1])));
    }

    /// Sorting and telling apart are counted as comparing each item with each other.
    private static long selfCompared(Object argument) {
        long size = Sizes.of(argument);
        boolean text = argument instanceof List<?> list && !list.isEmpty() && isText(list.getFirst());
        return (long) (size * size * (text ? 2 + TRAVERSAL : 2));
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof CelByteString;
    }

    /// For text that grew far beyond what it was made from. Kubernetes does not count it.
    private static long beyond(Object from, Object result) {
        return Math.max(0, read(result) - 2 * read(from) - 100);
    }

    private static long pairs(Object[] arguments) {
        return Sizes.of(arguments[0]) * Sizes.of(arguments[1]);
    }

    private static long comparison(Object[] arguments) {
        return arguments[0] instanceof TypeName.Named ? 1 : shorter(arguments);
    }

    /// An empty string has its price too, since an expression can be expensive all the same.
    private static long match(Object text, long expressionSize) {
        return ceil(TRAVERSAL * (1 + Sizes.of(text))) * ceil(REGEX * expressionSize);
    }

    private static long named(Object[] arguments) {
        return arguments[0] instanceof NamedFormat format ? match(arguments[1], format.maxRegexSize()) : 1;
    }

    private static long containment(String overload, Object[] arguments) {
        long size = Sizes.of(arguments[0]);
        long cost = ceil(TRAVERSAL * 2 * size);
        if (overload.startsWith("cidr_contains_cidr")) cost += ceil(TRAVERSAL * size) + 1;
        return overload.endsWith("_string") ? cost + read(arguments[1]) : cost;
    }

    private static long traversal(Object value) {
        return switch (value) {
            case String text -> (long) (TRAVERSAL * utf8Length(text));
            case CelByteString bytes -> (long) (TRAVERSAL * bytes.size());
            case List<?> list -> {
                long cost = 0;
                for (Object item : list) cost += traversal(item);
                yield cost;
            }
            case Map<?, ?> map -> {
                long cost = 0;
                for (var entry : map.entrySet()) cost += traversal(entry.getKey()) + traversal(entry.getValue());
                yield cost;
            }
            default -> 1;
        };
    }

    private static long utf8Length(String text) {
        return com.google.common.base.Utf8.encodedLength(text);
    }

    private static long ceil(double cost) {
        return (long) Math.ceil(cost);
    }
}
