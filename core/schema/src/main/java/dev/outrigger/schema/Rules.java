package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// The `x-kubernetes-validations` of a schema, ready to be run.
public interface Rules {
    /// No rules.
    Rules NONE = (_, _) -> new Findings(List.of(), List.of());

    /// What rules found.
    ///
    /// @param errors what is wrong
    /// @param warnings what was wrong before, with values that are as they were: the client hears
    ///     of it (KEP-4008)
    record Findings(List<FieldError> errors, List<String> warnings) {
        public Findings {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }
    }

    /// Makes the rules of a schema ready to be run.
    interface Compiler {
        /// The rules of a resource's schema.
        ///
        /// @throws IllegalArgumentException where an author's rule cannot be run; the message names the
        ///     rule and the fix
        Rules compile(Schema schema);
    }

    /// Runs the rules over a resource that its schema allows.
    ///
    /// @param change the resource and what it replaces; empty for a new one
    Findings check(Value.Struct object, Optional<Correlation> change);
}
