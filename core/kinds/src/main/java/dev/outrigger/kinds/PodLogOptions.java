package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query of a log, by upstream's names.
record PodLogOptions(
        @Nullable String container,
        boolean follow,
        boolean previous,
        @Nullable Long sinceSeconds,
        @Nullable Instant sinceTime,
        boolean timestamps,
        @Nullable Long tailLines,
        @Nullable Long limitBytes) {
    private static final GroupVersionKind KIND = new GroupVersionKind("", "v1", "PodLogOptions");
    private static final String NOT_POSITIVE = "must be greater than 0";

    /// What the author sees.
    ///
    /// @param object the name of the object whose log it is
    /// @throws ApiException 422 where an option is wrong, by upstream's `ValidatePodLogOptions`
    LogOptions read(String object) {
        check(object);
        var since = sinceSeconds == null
                ? Optional.ofNullable(sinceTime)
                : Optional.of(Instant.now().minusSeconds(sinceSeconds));
        return new LogOptions(
                container == null ? "" : container,
                follow,
                previous,
                since,
                timestamps,
                Optional.ofNullable(tailLines),
                Optional.ofNullable(limitBytes));
    }

    private void check(String object) {
        var errors = new ArrayList<FieldError>();
        if (tailLines != null && tailLines < 0) {
            errors.add(FieldError.invalid("tailLines", Value.of(tailLines), "must be greater than or equal to 0"));
        }
        if (limitBytes != null && limitBytes < 1) {
            errors.add(FieldError.invalid("limitBytes", Value.of(limitBytes), NOT_POSITIVE));
        }
        if (sinceSeconds != null && sinceTime != null) {
            errors.add(FieldError.forbidden("", "at most one of `sinceTime` or `sinceSeconds` may be specified"));
        } else if (sinceSeconds != null && sinceSeconds < 1) {
            errors.add(FieldError.invalid("sinceSeconds", Value.of(sinceSeconds), NOT_POSITIVE));
        }
        if (!errors.isEmpty()) throw ApiException.invalid(KIND, object, errors);
    }
}
