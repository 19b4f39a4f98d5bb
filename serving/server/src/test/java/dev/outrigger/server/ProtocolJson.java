package dev.outrigger.server;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// JSON as tests write it: single quotes stand for double ones.
final class ProtocolJson {
    private ProtocolJson() {}

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    static Value parse(String json) {
        return parseExactly(quoted(json));
    }

    static Value parseExactly(String json) {
        try {
            return Json.decode(json.getBytes(StandardCharsets.UTF_8)).value();
        } catch (DecodeException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static String text(Value value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    static List<String> steps(String pointer) {
        if (pointer.isEmpty()) return List.of();
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    static Value with(Value root, String pointer, Value value) {
        return with(root, steps(pointer), value);
    }

    private static Value with(Value here, List<String> steps, Value value) {
        if (steps.isEmpty()) return value;
        var rest = steps.subList(1, steps.size());
        if (here instanceof Value.Array(var items)) {
            var copy = new ArrayList<>(items);
            int index = Integer.parseInt(steps.getFirst());
            copy.set(index, with(copy.get(index), rest, value));
            return new Value.Array(copy);
        }
        var struct = here instanceof Value.Struct found ? found : Value.Struct.EMPTY;
        return struct.with(
                steps.getFirst(), with(struct.get(steps.getFirst()).orElse(Value.Struct.EMPTY), rest, value));
    }

    static Value without(Value root, String pointer) {
        return without(root, steps(pointer));
    }

    private static Value without(Value here, List<String> steps) {
        if (!(here instanceof Value.Struct struct)) return here;
        if (steps.size() == 1) return struct.without(steps.getFirst());
        var inner = struct.get(steps.getFirst());
        return inner.isEmpty()
                ? struct
                : struct.with(steps.getFirst(), without(inner.get(), steps.subList(1, steps.size())));
    }
}
