package dev.outrigger.cel;

import dev.outrigger.meta.FieldError;
import dev.outrigger.schema.Rule;

/// Why a rule of a schema cannot be run; told to the schema's author.
///
/// @param member the member that the rule is about, such as `spec.ports[*].name`; empty for the object
/// @param rule the rule
/// @param error what is wrong, in the words of Kubernetes; its field is the path within the schema, such as
///     `properties[spec].x-kubernetes-validations[0].rule`
public record RuleMistake(String member, Rule rule, FieldError error) {

    /// What is wrong, naming the member and the rule.
    @Override
    public String toString() {
        var where = member.isEmpty() ? "the whole object" : member;
        return where + ", rule \"" + rule.rule() + "\": " + error.detail();
    }
}
