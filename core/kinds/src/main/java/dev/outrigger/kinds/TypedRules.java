package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The rules an author gave in terms of the Java type.
final class TypedRules<T> {
    Optional<UnaryOperator<T>> defaulting = Optional.empty();
    Optional<Function<T, List<FieldError>>> validation = Optional.empty();
    Optional<Resource.UpdateValidation<T>> updateValidation = Optional.empty();

    TypedRules<T> copy() {
        var copy = new TypedRules<T>();
        copy.defaulting = defaulting;
        copy.validation = validation;
        copy.updateValidation = updateValidation;
        return copy;
    }
}
