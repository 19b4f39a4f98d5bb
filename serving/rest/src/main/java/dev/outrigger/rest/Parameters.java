package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.Query;
import java.util.Optional;
import java.util.Set;

/// Reads query parameters as Go's parameter codec does, with its errors.
final class Parameters {
    private static final Set<String> FALSE = Set.of("false", "0");

    private Parameters() {}

    /// A boolean: any value but `false` and `0` is true, also none behind the name.
    static boolean flag(Query query, String name) {
        return optionalFlag(query, name).orElse(false);
    }

    static Optional<Boolean> optionalFlag(Query query, String name) {
        if (!query.has(name)) return Optional.empty();
        return Optional.of(!FALSE.contains(query.first(name).toLowerCase(java.util.Locale.ROOT)));
    }

    /// A whole number.
    ///
    /// @throws ApiException 400 where it is none
    static Optional<Long> number(Query query, String name) {
        var text = query.first(name);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw ApiException.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
