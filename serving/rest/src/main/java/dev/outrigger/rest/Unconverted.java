package dev.outrigger.rest;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What clients hear where an object cannot be shown in the version they speak: a 500 that names the object, as with a
/// conversion webhook that fails. What went wrong inside goes to the log.
final class Unconverted {
    private static final Logger LOG = LoggerFactory.getLogger(Unconverted.class);

    private Unconverted() {}

    static ApiException told(ConversionException failure) {
        if (failure.refused()) LOG.warn("{}", failure.getMessage());
        else LOG.error("{}", failure.getMessage(), failure.getCause());
        return new ApiException(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal error occurred: " + failure.getMessage(),
                Optional.empty()));
    }
}
