package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Which objects are meant, by their labels: requirements that must all hold.
///
/// Requirements are sorted by key, so equal selectors print equally. Text form, meaning and error sentences
/// are those of apimachinery's `pkg/labels`.
public record LabelSelector(List<Requirement> requirements) {

    /// Selects every object.
    public static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    public LabelSelector {
        requirements = requirements.stream()
                .sorted(Comparator.comparing(Requirement::key))
                .toList();
    }

    /// How a label relates to a requirement's values.
    public enum Operator {
        /// The label is there with one of the values: `key in (a,b)`.
        IN(" in "),
        /// The label is absent or has none of the values: `key notin (a,b)`.
        NOT_IN(" notin "),
        /// The label is there with the value: `key=a`.
        EQUALS("="),
        /// The same, as some write it: `key==a`.
        DOUBLE_EQUALS("=="),
        /// The label is absent or has another value: `key!=a`.
        NOT_EQUALS("!="),
        /// The label is an integer above the value: `key>1`.
        GREATER_THAN(">"),
        /// The label is an integer below the value: `key<1`.
        LESS_THAN("<"),
        /// The label is there: `key`.
        EXISTS(""),
        /// The label is absent: `!key`.
        DOES_NOT_EXIST("");

        private final String text;

        Operator(String text) {
            this.text = text;
        }
    }

    /// One condition on one label.
    ///
    /// @param key the label's key
    /// @param operator how the label relates to the values
    /// @param values sorted, each once: none for [Operator#EXISTS] and [Operator#DOES_NOT_EXIST], any number
    ///     above none for [Operator#IN] and [Operator#NOT_IN], one for the others
    public record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = values.stream().distinct().sorted().toList();
        }

        /// Whether these labels meet the condition.
        public boolean matches(Map<String, String> labels) {
            var label = labels.get(key);
            return switch (operator) {
                case IN, EQUALS, DOUBLE_EQUALS -> label != null && values.contains(label);
                case NOT_IN, NOT_EQUALS -> label == null || !values.contains(label);
                case EXISTS -> label != null;
                case DOES_NOT_EXIST -> label == null;
                case GREATER_THAN -> label != null && order(label) > 0;
                case LESS_THAN -> label != null && order(label) < 0;
            };
        }

        /// Above zero where the label is the greater integer, below where the smaller, zero where no order is
        /// known.
        private int order(String label) {
            var have = LabelSelectorParser.integer(label);
            var bound = values.size() == 1 ? LabelSelectorParser.integer(values.getFirst()) : OptionalLong.empty();
            return have.isPresent() && bound.isPresent() ? Long.compare(have.getAsLong(), bound.getAsLong()) : 0;
        }

        /// The condition as it is written in a query.
        @Override
        public String toString() {
            return switch (operator) {
                case EXISTS -> key;
                case DOES_NOT_EXIST -> "!" + key;
                case IN, NOT_IN -> key + operator.text + "(" + String.join(",", values) + ")";
                case EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER_THAN, LESS_THAN ->
                    key + operator.text + String.join(",", values);
            };
        }
    }

    /// Reads a selector such as `app in (web,db),tier!=test,!retired`; the empty text selects everything.
    ///
    /// @throws ApiException 400 with upstream's sentence where the text is no selector, a key or a value is no
    ///     legal label, or a bound is no integer
    public static LabelSelector parse(String text) {
        return text.isEmpty() ? EVERYTHING : new LabelSelector(new LabelSelectorParser(text).parse());
    }

    /// The selector of objects that have each of these labels with its value. Nothing is validated.
    public static LabelSelector of(Map<String, String> labels) {
        var requirements = new ArrayList<Requirement>();
        labels.forEach((key, value) -> requirements.add(new Requirement(key, Operator.EQUALS, List.of(value))));
        return new LabelSelector(requirements);
    }

    /// Whether an object with these labels is selected.
    public boolean matches(Map<String, String> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) return false;
        }
        return true;
    }

    /// Whether every object is selected, whatever its labels.
    public boolean isEverything() {
        return requirements.isEmpty();
    }

    /// The one value that every selected object has for this label; empty where several or none are possible.
    ///
    /// As upstream, only the first requirement on the label is asked.
    public Optional<String> requiredValue(String key) {
        for (Requirement requirement : requirements) {
            if (!requirement.key().equals(key)) continue;
            return switch (requirement.operator()) {
                case IN, EQUALS, DOUBLE_EQUALS ->
                    requirement.values().size() == 1
                            ? Optional.of(requirement.values().getFirst())
                            : Optional.empty();
                case NOT_IN, NOT_EQUALS, EXISTS, DOES_NOT_EXIST, GREATER_THAN, LESS_THAN -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    /// The canonical text: requirements by key, values sorted; [LabelSelector#parse(String)] reads it back.
    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
