package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.Query;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads query parameters as Go's parameter codec does, with its errors.
final class Parameters {
    private static final Set<String> FALSE = Set.of("false", "0");

    /// What Go's `time.ParseDuration` reads.
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(0|((\\d++(\\.\\d*+)?|\\.\\d++)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))++)");

    /// No duration that means anything is longer.
    private static final int LONGEST_DURATION = 64;

    private Parameters() {}

    /// Checks the `timeout` that a request may set itself.
    ///
    /// @throws ApiException 400 where it is no duration
    static void checkTimeout(Query query) {
        var text = query.first("timeout");
        boolean readable =
                text.length() <= LONGEST_DURATION && DURATION.matcher(text).matches();
        if (text.isEmpty() || readable) return;
        throw ApiException.badRequest(
                "invalid timeout specified in the request URL - time: invalid duration \"" + text + "\"");
    }

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
