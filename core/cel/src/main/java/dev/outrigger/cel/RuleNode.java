package dev.outrigger.cel;

import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of a place in a schema and of the places below it; places without rules are left out.
///
/// @param schema of the values in the place
/// @param rules in the order they are run
/// @param members the rules of known members
/// @param values the rules of a map's values
/// @param items the rules of a list's items
/// @param allOf the rules of schemas that the values must satisfy besides
record RuleNode(
        Schema schema,
        List<Ready> rules,
        Map<String, RuleNode> members,
        Optional<RuleNode> values,
        Optional<RuleNode> items,
        List<RuleNode> allOf) {

    /// A rule that can be run.
    ///
    /// @param message makes the message; empty where no expression does
    /// @param blamed the path below the value that is blamed, without a dot before it; empty for the value
    record Ready(Rule rule, CelProgram program, Optional<CelProgram> message, String blamed) {

        /// What is said of the rule where it fails: its message, or its text.
        String named() {
            return (rule.message().isEmpty() ? rule.rule() : rule.message()).strip();
        }

        /// What the client hears where no expression makes a message.
        String plainMessage() {
            return rule.message().isEmpty() ? "failed rule: " + named() : named();
        }
    }

    boolean isEmpty() {
        return rules.isEmpty() && members.isEmpty() && values.isEmpty() && items.isEmpty() && allOf.isEmpty();
    }

    /// The type as errors show it in a value's place.
    String typeName() {
        return switch (schema.type()) {
            case ANY, INT_OR_STRING -> "";
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
        };
    }
}
