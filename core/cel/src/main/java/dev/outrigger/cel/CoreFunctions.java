package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// The functions of the language itself whose meaning depends on what objects are made of.
final class CoreFunctions {
    private CoreFunctions() {}

    static List<Overload> overloads() {
        return List.of(
                new Overload(
                        "equals",
                        List.of(Object.class, Object.class),
                        (frame, arguments) -> Equality.equal(frame, arguments[0], arguments[1])),
                new Overload(
                        "not_equals",
                        List.of(Object.class, Object.class),
                        (frame, arguments) -> !Equality.equal(frame, arguments[0], arguments[1])),
                new Overload("in_list", List.of(Object.class, List.class), CoreFunctions::inList),
                Overload.of(
                        "in_map",
                        Object.class,
                        Map.class,
                        (key, map) -> Keys.find(map, key).isPresent()),
                new Overload("add_list", List.of(List.class, List.class), CoreFunctions::add),
                Overload.of("type", Object.class, TypeName::of),
                Overload.of("to_dyn", Object.class, value -> value),
                Overload.of("matches", String.class, String.class, CoreFunctions::matches),
                Overload.of("matches_string", String.class, String.class, CoreFunctions::matches),
                new Overload("lists_range", List.of(Long.class), CoreFunctions::range),
                Overload.of("size_string", String.class, Sizes::of),
                Overload.of("string_size", String.class, Sizes::of),
                Overload.of("size_list", List.class, Sizes::of),
                Overload.of("list_size", List.class, Sizes::of),
                Overload.of("size_map", Map.class, Sizes::of),
                Overload.of("map_size", Map.class, Sizes::of),
                new Overload(
                        "cel_@mapInsert_map_key_value",
                        List.of(Map.class, Object.class, Object.class),
                        (frame, arguments) -> insert(arguments)),
                new Overload("cel_@mapInsert_map_map", List.of(Map.class, Map.class), (frame, arguments) -> {
                    ((Map<?, ?>) arguments[1]).forEach((key, value) -> insert(new Object[] {arguments[0], key, value}));
                    return arguments[0];
                }));
    }

    private static Object range(Frame frame, Object[] arguments) {
        long end = (Long) arguments[0];
        frame.require(end);
        return LongStream.range(0, end).boxed().toList();
    }

    private static Object inList(Frame frame, Object[] arguments) {
        for (Object item : (List<?>) arguments[1]) {
            if (Equality.equal(frame, item, arguments[0])) return true;
        }
        return false;
    }

    private static Object add(Frame frame, Object[] arguments) {
        var left = (List<?>) arguments[0];
        var right = (List<?>) arguments[1];
        if (left instanceof DataList data && !data.ordered()) {
            frame.charge((left.size() + right.size()) / 10);
            return data.merged(right);
        }
        return GrowingList.concat(frame, left, right);
    }

    private static Object matches(String text, String expression) {
        return Patterns.of(expression).matcher(text).find();
    }

    /// The map is the accumulator of a loop, which nothing else holds: it is changed in place.
    @SuppressWarnings("unchecked") // an accumulator was made by a Fold
    private static Object insert(Object[] arguments) {
        var map = (Map<Object, Object>) arguments[0];
        Object key = Keys.checked(arguments[1]);
        if (Keys.find(map, key).isPresent()) throw new CelFault("insert failed: key " + key + " already exists");
        map.put(key, arguments[2]);
        return map;
    }

    /// The result of an expression as a value of ours.
    ///
    /// @throws CelFault where it is neither a bool nor a string
    static Value result(Object result) {
        return switch (result) {
            case Boolean bool -> Value.of(bool);
            case String text -> Value.of(text);
            default -> throw CelFault.noSuchOverload();
        };
    }
}
