package dev.outrigger.schema;

import java.util.Optional;

/// One rule of `x-kubernetes-validations`: a CEL expression over `self` that must be true of every
/// value of a schema.
///
/// @param rule the expression; one that reads `oldSelf` is a transition rule and is run where there
///     is an old value
/// @param message what the client hears; empty for `failed rule: ` and the expression
/// @param messageExpression an expression that makes the message, in place of `message`; empty for none
/// @param reason what is wrong with the field
/// @param fieldPath the member to blame in place of the value, such as `.name` or `['a.b']`; empty
///     for the value
/// @param optionalOldSelf whether `oldSelf` is a CEL optional, so that a transition rule is run on
///     new values too
public record Rule(
        String rule,
        String message,
        String messageExpression,
        Reason reason,
        String fieldPath,
        boolean optionalOldSelf) {

    /// What a broken rule says of its field, by the names that `x-kubernetes-validations` knows.
    public enum Reason {
        /// The value is malformed or out of range: what is said where a rule gives no reason.
        INVALID("FieldValueInvalid"),
        /// The field may not be set here.
        FORBIDDEN("FieldValueForbidden"),
        /// A value is missing.
        REQUIRED("FieldValueRequired"),
        /// The value occurs twice.
        DUPLICATE("FieldValueDuplicate");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// The name in documents and in a `Status`, such as `FieldValueInvalid`.
        public String text() {
            return text;
        }

        /// The reason of that name; empty where rules have none of that name.
        public static Optional<Reason> of(String text) {
            for (Reason reason : values()) {
                if (reason.text.equals(text)) return Optional.of(reason);
            }
            return Optional.empty();
        }
    }

    /// A rule that says nothing but its expression.
    public static Rule of(String rule) {
        return new Rule(rule, "", "", Reason.INVALID, "", false);
    }

    /// This rule with a message.
    public Rule withMessage(String message) {
        return new Rule(rule, message, messageExpression, reason, fieldPath, optionalOldSelf);
    }

    /// This rule with an expression that makes the message.
    public Rule withMessageExpression(String expression) {
        return new Rule(rule, message, expression, reason, fieldPath, optionalOldSelf);
    }

    /// This rule with a reason.
    public Rule withReason(Reason reason) {
        return new Rule(rule, message, messageExpression, reason, fieldPath, optionalOldSelf);
    }

    /// This rule with a member to blame.
    public Rule withFieldPath(String path) {
        return new Rule(rule, message, messageExpression, reason, path, optionalOldSelf);
    }

    /// This rule, run on new values too: its `oldSelf` is a CEL optional.
    public Rule withOptionalOldSelf() {
        return new Rule(rule, message, messageExpression, reason, fieldPath, true);
    }
}
