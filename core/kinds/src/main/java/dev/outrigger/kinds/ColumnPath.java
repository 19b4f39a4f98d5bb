package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The part of JSONPath that printer columns use: members, indices, wildcards, and filters that compare one member.
record ColumnPath(List<Step> steps) {
    private static final Map<String, ColumnPath> PARSED = new ConcurrentHashMap<>();

    sealed interface Step {
        record Member(String name) implements Step {}

        record Index(int number) implements Step {}

        record All() implements Step {}

        record Where(ColumnPath member, String equal) implements Step {}
    }

    /// The path that reads so, parsed once. Columns are written by authors, so there are few.
    static ColumnPath of(String text) {
        var known = PARSED.get(text);
        return known != null ? known : PARSED.computeIfAbsent(text, ColumnPath::parse);
    }

    private static ColumnPath parse(String text) {
        return new Parser(text).path();
    }

    List<Value> find(Value root) {
        var found = List.of(root);
        for (Step step : steps) {
            found = found.stream().flatMap(value -> follow(step, value)).toList();
        }
        return found;
    }

    private static Stream<Value> follow(Step step, Value value) {
        return switch (step) {
            case Step.Member(var name) ->
                value instanceof Value.Struct struct ? struct.get(name).stream() : Stream.empty();
            case Step.Index(var number) -> value instanceof Value.Array(var items) ? at(items, number) : Stream.empty();
            case Step.All() ->
                switch (value) {
                    case Value.Array(var items) -> items.stream();
                    case Value.Struct(var members) -> members.values().stream();
                    case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> Stream.empty();
                };
            case Step.Where where ->
                value instanceof Value.Array(var items)
                        ? items.stream().filter(item -> matches(where, item))
                        : Stream.empty();
        };
    }

    private static Stream<Value> at(List<Value> items, int number) {
        int index = number < 0 ? items.size() + number : number;
        return index >= 0 && index < items.size() ? Stream.of(items.get(index)) : Stream.empty();
    }

    private static boolean matches(Step.Where where, Value item) {
        return where.member().find(item).stream().anyMatch(value -> switch (value) {
            case Value.Text(var text) -> text.equals(where.equal());
            case Value.Int(var number) -> Long.toString(number).equals(where.equal());
            case Value.Bool(var bool) -> Boolean.toString(bool).equals(where.equal());
            case Value.Null _, Value.Real _, Value.Array _, Value.Struct _ -> false;
        });
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ColumnPath path() {
            var steps = new ArrayList<Step>();
            while (at < text.length()) {
                steps.add(text.charAt(at) == '[' ? bracket() : member());
            }
            if (steps.isEmpty()) throw bad("it is empty");
            return new ColumnPath(List.copyOf(steps));
        }

        private Step member() {
            if (text.charAt(at) == '.') at++;
            else if (at > 0) throw bad("a '.' or '[' was expected at offset " + at);
            var name = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
                name.append(text.charAt(at++));
            }
            if (name.isEmpty()) throw bad("a member name was expected at offset " + at);
            return name.toString().equals("*") ? new Step.All() : new Step.Member(name.toString());
        }

        private Step bracket() {
            int end = closing();
            var inside = text.substring(at + 1, end).strip();
            at = end + 1;
            if (inside.equals("*")) return new Step.All();
            if (inside.startsWith("?(") && inside.endsWith(")"))
                return filter(inside.substring(2, inside.length() - 1));
            if (quoted(inside)) return new Step.Member(inside.substring(1, inside.length() - 1));
            try {
                return new Step.Index(Integer.parseInt(inside));
            } catch (NumberFormatException _) {
                throw bad("[" + inside + "] is no index, name, wildcard or filter");
            }
        }

        private int closing() {
            char quote = 0;
            for (int i = at + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) quote = c == quote ? 0 : quote;
                else if (c == '"' || c == '\'') quote = c;
                else if (c == ']') return i;
            }
            throw bad("a '[' is not closed");
        }

        private Step filter(String condition) {
            int equals = condition.indexOf("==");
            if (!condition.startsWith("@.") || equals < 0) throw bad("a filter must read ?(@.member==\"value\")");
            var right = condition.substring(equals + 2).strip();
            var member = ColumnPath.parse(condition.substring(1, equals).strip());
            return new Step.Where(member, quoted(right) ? right.substring(1, right.length() - 1) : right);
        }

        private static boolean quoted(String text) {
            return text.length() > 1
                    && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                    && text.charAt(0) == text.charAt(text.length() - 1);
        }

        private IllegalArgumentException bad(String why) {
            return new IllegalArgumentException("the column path \"" + text + "\" cannot be read: " + why);
        }
    }
}
