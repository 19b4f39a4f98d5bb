package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The rules an author gave in terms of the Java type.
final class TypedRules<T> {
    Optional<UnaryOperator<T>> defaulting = Optional.empty();
    Optional<UnaryOperator<T>> preparation = Optional.empty();
    Optional<Resource.Preparation<T>> updatePreparation = Optional.empty();
    Optional<Resource.Preparation<T>> statusPreparation = Optional.empty();
    Optional<Function<T, List<FieldError>>> validation = Optional.empty();
    Optional<Resource.UpdateValidation<T>> updateValidation = Optional.empty();
    Optional<Function<T, List<String>>> warnings = Optional.empty();
    Optional<Resource.UpdateWarnings<T>> updateWarnings = Optional.empty();
    Optional<UnaryOperator<T>> canonicalization = Optional.empty();
    Optional<Function<String, List<String>>> names = Optional.empty();
    boolean createOnUpdate;
    boolean unconditionalUpdate = true;
    boolean generations = true;

    TypedRules<T> copy() {
        var copy = new TypedRules<T>();
        copy.defaulting = defaulting;
        copy.preparation = preparation;
        copy.updatePreparation = updatePreparation;
        copy.statusPreparation = statusPreparation;
        copy.validation = validation;
        copy.updateValidation = updateValidation;
        copy.warnings = warnings;
        copy.updateWarnings = updateWarnings;
        copy.canonicalization = canonicalization;
        copy.names = names;
        copy.createOnUpdate = createOnUpdate;
        copy.unconditionalUpdate = unconditionalUpdate;
        copy.generations = generations;
        return copy;
    }
}
