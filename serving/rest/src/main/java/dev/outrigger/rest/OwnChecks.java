package dev.outrigger.rest;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Correlation;
import dev.outrigger.schema.Rules;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with an object of a subresource's own kind: its schema, then its CEL rules.
final class OwnChecks {
    private OwnChecks() {}

    /// What is wrong with a new object.
    ///
    /// @param warnings gets what the client shall hear of
    static List<FieldError> errors(Schema schema, Rules rules, Value.Struct object, List<String> warnings) {
        var errors = Validation.check(object, schema);
        return errors.isEmpty() ? ruled(rules, object, Optional.empty(), warnings) : errors;
    }

    /// What is wrong with a change; what was wrong before with values that are as they were goes unsaid.
    static List<FieldError> errors(
            Schema schema, Rules rules, Value.Struct object, Value.Struct old, List<String> warnings) {
        var change = Correlation.of(object, old, schema);
        var errors = Validation.checkUpdate(object, old, schema, change);
        return errors.isEmpty() ? ruled(rules, object, Optional.of(change), warnings) : errors;
    }

    private static List<FieldError> ruled(
            Rules rules, Value.Struct object, Optional<Correlation> change, List<String> warnings) {
        if (rules == Rules.NONE) return new ArrayList<>();
        var findings = rules.check(object, change);
        warnings.addAll(findings.warnings());
        return findings.errors();
    }
}
