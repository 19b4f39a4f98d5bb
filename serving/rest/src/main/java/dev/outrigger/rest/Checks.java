package dev.outrigger.rest;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Correlation;
import dev.outrigger.schema.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is wrong with an object by its type: its schema, its CEL rules, its author's own rules, in this order.
///
/// Rules are not run over an object that lacks what they may rely on, and the author's own only over one that
/// is good by all others. Of a change, what was wrong before with values that are as they were goes unsaid.
final class Checks {
    /// What keeps CEL rules from being run, as apiextensions-apiserver's strategy has it.
    private static final Set<FieldError.Type> BLOCKING = Set.of(
            FieldError.Type.NOT_SUPPORTED,
            FieldError.Type.REQUIRED,
            FieldError.Type.TOO_LONG,
            FieldError.Type.TOO_MANY,
            FieldError.Type.TYPE_INVALID);
    private static final FieldError NOT_CHECKED = FieldError.invalid(
            "<nil>",
            Value.NULL,
            "some validation rules were not checked because the object was invalid; correct the existing errors to"
                    + " complete validation");

    private final Target target;
    private final Value.Struct object;
    private final Optional<Value.Struct> old;
    private final Optional<Correlation> change;

    /// @param object in the shape of the hub
    /// @param old what it replaces; empty for a new object
    Checks(Target target, Value.Struct object, Optional<Value.Struct> old) {
        this.target = target;
        this.object = object;
        this.old = old;
        var schema = target.type().hubVersion().schema();
        this.change = old.map(before -> Correlation.of(object, before, schema));
    }

    /// All that is wrong.
    ///
    /// @param warnings gets what rules found wrong with values that are as they were
    List<FieldError> errors(List<String> warnings) {
        var errors = new ArrayList<>(schemaErrors());
        if (target.rules() != Rules.NONE) {
            if (errors.stream().anyMatch(error -> BLOCKING.contains(error.type()))) {
                errors.add(NOT_CHECKED);
            } else {
                var findings = target.rules().check(object, change);
                errors.addAll(findings.errors());
                warnings.addAll(findings.warnings());
            }
        }
        return errors.isEmpty() ? authorsErrors() : errors;
    }

    /// What defaulting cannot mend: fields that are there and wrong. Missing ones it may fill in.
    List<FieldError> brokenFields() {
        return schemaErrors().stream()
                .filter(error -> error.type() != FieldError.Type.REQUIRED)
                .toList();
    }

    private List<FieldError> schemaErrors() {
        var schema = target.type().hubVersion().schema();
        return Crossing.schemaErrors(target, object, old, schema, change);
    }

    private List<FieldError> authorsErrors() {
        var strategy = target.type().strategy();
        var errors = new ArrayList<>(strategy.validate(object));
        old.ifPresent(before -> {
            if (errors.isEmpty()) errors.addAll(strategy.validateUpdate(object, before));
        });
        return errors;
    }
}
