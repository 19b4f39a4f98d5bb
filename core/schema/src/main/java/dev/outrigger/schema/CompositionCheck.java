package dev.outrigger.schema;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// Checks one value against the schemas it must satisfy besides its own: `allOf`, `anyOf`, `oneOf` and
/// `not`.
///
/// Where none of several schemas fits, what is wrong by the nearest one is told: the one with most
/// checks passed.
final class CompositionCheck {
    private final Complaints complaints;
    private final Value value;
    private final Path path;
    private final Optional<Correlation> change;

    CompositionCheck(Complaints complaints, Value value, Path path, Optional<Correlation> change) {
        this.complaints = complaints;
        this.value = value;
        this.path = path;
        this.change = change;
    }

    private record Outcome(List<FieldError> errors, int passed) {
        boolean fits() {
            return errors.isEmpty();
        }

        static Optional<Outcome> nearer(Optional<Outcome> one, Outcome other) {
            return one.filter(known -> known.passed >= other.passed).or(() -> Optional.of(other));
        }
    }

    /// @return how many checks were passed in the schemas that count
    int check(Schema.Composition composition) {
        if (composition == Schema.Composition.NONE) return 0;
        int passed = anyOf(composition.anyOf()) + oneOf(composition.oneOf()) + allOf(composition.allOf());
        if (composition.not().filter(not -> outcome(not).fits()).isPresent()) {
            complaints.composition(path, "must not validate the schema (not)");
        }
        return passed;
    }

    private int anyOf(List<Schema> schemas) {
        Optional<Outcome> nearest = Optional.empty();
        for (Schema schema : schemas) {
            Outcome outcome = outcome(schema);
            if (outcome.fits()) return outcome.passed();
            nearest = Outcome.nearer(nearest, outcome);
        }
        if (!schemas.isEmpty()) complaints.composition(path, "must validate at least one schema (anyOf)");
        return nearest.map(this::told).orElse(0);
    }

    private int oneOf(List<Schema> schemas) {
        if (schemas.isEmpty()) return 0;
        var outcomes = schemas.stream().map(this::outcome).toList();
        var fitting = outcomes.stream().filter(Outcome::fits).toList();
        if (fitting.size() == 1) return fitting.getFirst().passed();
        String found = fitting.isEmpty() ? "Found none valid" : "Found " + fitting.size() + " valid alternatives";
        complaints.composition(path, "must validate one and only one schema (oneOf). " + found);
        if (!fitting.isEmpty()) return 0;
        Optional<Outcome> nearest = Optional.empty();
        for (Outcome outcome : outcomes) nearest = Outcome.nearer(nearest, outcome);
        return nearest.map(this::told).orElse(0);
    }

    private int allOf(List<Schema> schemas) {
        int passed = 0;
        int fitting = 0;
        for (Schema schema : schemas) {
            Outcome outcome = outcome(schema);
            if (outcome.fits()) fitting++;
            passed += told(outcome);
        }
        if (fitting < schemas.size()) {
            String none = fitting == 0 ? ". None validated" : "";
            complaints.composition(path, "must validate all the schemas (allOf)" + none);
        }
        return passed;
    }

    private int told(Outcome outcome) {
        outcome.errors().forEach(complaints::add);
        return outcome.passed();
    }

    private Outcome outcome(Schema schema) {
        var apart = complaints.apart();
        int passed = new ValueCheck(apart).checkAnyway(value, schema, path, change);
        return new Outcome(apart.all(), passed);
    }
}
