package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Correlation;
import dev.outrigger.schema.Rules;
import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The `x-kubernetes-validations` of a resource's schema, compiled. For use by any number of threads at once.
///
/// Rules run as kube-apiserver runs them for custom resources: in order, on every value that is not null,
/// transition rules where there is an old value to compare with, all within one budget for an object.
public final class CelRules implements Rules {
    private final RuleNode root;

    private CelRules(RuleNode root) {
        this.root = root;
    }

    /// What became of the rules of a schema.
    public sealed interface Compiled {
        /// They can be run.
        record Ready(Rules rules) implements Compiled {}

        /// Their author must mend them.
        ///
        /// @param mistakes at least one, in the order of the schema
        record Mistaken(List<RuleMistake> mistakes) implements Compiled {
            public Mistaken {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /// Compiles the rules of a resource's schema.
    public static Compiled compile(Schema resource) {
        var compiler = new RuleCompiler();
        var root = compiler.resource(resource);
        return compiler.mistakes().isEmpty()
                ? new Compiled.Ready(new CelRules(root))
                : new Compiled.Mistaken(compiler.mistakes());
    }

    /// The rules of a resource's schema.
    ///
    /// @throws IllegalArgumentException where a rule cannot be run; the message names each such rule, its
    ///     member and what is wrong
    public static Rules of(Schema resource) {
        return switch (compile(resource)) {
            case Compiled.Ready(var rules) -> rules;
            case Compiled.Mistaken(var mistakes) ->
                throw new IllegalArgumentException(
                        mistakes.stream().map(RuleMistake::toString).collect(Collectors.joining("\n")));
        };
    }

    @Override
    public Findings check(Value.Struct object, Optional<Correlation> change) {
        var run = new RuleRun(CelBudget.forObject());
        run.walk(root, object, change.map(Correlation::old), new Ratchet(change, Optional.empty()));
        return run.findings();
    }
}
