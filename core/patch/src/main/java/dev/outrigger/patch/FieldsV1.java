package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/// A field set in its stored form: nested objects whose names are path elements (`f:name`, `k:{"key":…}`,
/// `v:value`, `i:0`), with `.` for an element that is in the set itself besides what is below it.
final class FieldsV1 {
    private FieldsV1() {}

    /// A stored set that cannot be read.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /// The stored form, in the order structured-merge-diff writes it.
    static Value.Struct write(FieldSet set) {
        var members = new LinkedHashMap<String, Value>();
        set.forEach((element, node) -> members.put(write(element), write(node)));
        return new Value.Struct(members);
    }

    private static Value.Struct write(FieldSet.Node node) {
        var below = write(node.below());
        if (!node.member() || node.below().isEmpty()) return below;
        var members = new LinkedHashMap<String, Value>();
        members.put(".", Value.Struct.EMPTY);
        members.putAll(below.members());
        return new Value.Struct(members);
    }

    private static String write(PathElement element) {
        return switch (element) {
            case PathElement.Field(var name) -> "f:" + name;
            case PathElement.Key(var fields) -> "k:" + Json.write(new Value.Struct(new LinkedHashMap<>(fields)));
            case PathElement.Item(var value) -> "v:" + Json.write(value);
            case PathElement.Index(var index) -> "i:" + index;
        };
    }

    /// Reads a stored set. Elements of a kind that is not known are left out: a later version may know them.
    static FieldSet read(Value stored) throws Unreadable {
        if (stored instanceof Value.Null) return FieldSet.EMPTY;
        if (!(stored instanceof Value.Struct(var members))) {
            throw new Unreadable("ReadMapCB: expect { or n");
        }
        var nodes = new TreeMap<PathElement, FieldSet.Node>();
        for (var member : members.entrySet()) {
            if (member.getKey().equals(".")) continue;
            var element = element(member.getKey());
            if (element.isEmpty()) continue;
            var below = read(member.getValue());
            boolean included = below.isEmpty()
                    || (member.getValue() instanceof Value.Struct struct
                            && struct.members().containsKey("."));
            nodes.put(element.get(), new FieldSet.Node(included, below));
        }
        return new FieldSet(nodes);
    }

    private static Optional<PathElement> element(String text) throws Unreadable {
        if (text.length() < 2) throw new Unreadable("key must be 2 characters long:");
        if (text.charAt(1) != ':') throw new Unreadable("missing colon: " + text);
        var content = text.substring(2);
        return switch (text.charAt(0)) {
            case 'f' -> Optional.of(new PathElement.Field(content));
            case 'v' -> Optional.of(new PathElement.Item(json(content)));
            case 'k' -> {
                if (!(json(content) instanceof Value.Struct(var fields))) throw new Unreadable("no key: " + text);
                yield Optional.of(PathElement.key(fields));
            }
            case 'i' -> Optional.of(new PathElement.Index(number(content)));
            default -> Optional.empty();
        };
    }

    private static Value json(String text) throws Unreadable {
        return JsonReader.read(text).orElseThrow(() -> new Unreadable("managedFields parsing: " + text));
    }

    private static int number(String text) throws Unreadable {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Unreadable("strconv.Atoi: parsing " + GoText.quote(text) + ": invalid syntax");
        }
    }
}
