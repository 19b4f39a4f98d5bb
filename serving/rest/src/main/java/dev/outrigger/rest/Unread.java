package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.UnreadableException;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What clients hear of objects that cannot be read from the store, in upstream's form (KEP-3926,
/// `pkg/storage/etcd3/corrupt_obj_deleter.go`): a list tells of all that it holds, up to a hundred.
final class Unread {
    private static final Logger LOG = LoggerFactory.getLogger(Unread.class);
    private static final int MOST = 100;
    private static final int CORRUPT = 7;
    private static final Status.Cause TOO_MANY =
            new Status.Cause("FieldValueTooMany", "too many errors, the list is truncated", "");

    private Unread() {}

    /// What is made of each object of a list.
    ///
    /// @throws ApiException 500 where some cannot be read
    static <T> List<T> each(List<CachedObject> objects, GroupResource resource, Function<CachedObject, T> form) {
        var made = new ArrayList<T>(objects.size());
        var causes = new ArrayList<Status.Cause>();
        for (CachedObject object : objects) {
            try {
                made.add(form.apply(object));
            } catch (UnreadableException e) {
                causes.add(causes.size() < MOST ? cause(e) : TOO_MANY);
                if (causes.size() > MOST) break;
            }
        }
        if (causes.isEmpty()) return made;
        throw new ApiException(Status.failure(
                500,
                Status.Reason.STORE_READ_ERROR,
                "failed to read one or more " + resource + " from the storage",
                Optional.of(new Status.Details("list", resource.group(), resource.resource(), "", causes, 0))));
    }

    private static Status.Cause cause(UnreadableException failure) {
        logged(failure);
        return new Status.Cause(
                "UnexpectedServerResponse",
                "StorageError: corrupt object, Code: " + CORRUPT + ", Key: " + failure.key()
                        + ", ResourceVersion: 0, AdditionalErrorMsg: " + failure.corruptObject(),
                failure.key());
    }

    /// One object cannot be read: a 500 that names it.
    static ApiException told(UnreadableException failure) {
        if (failure.getCause() instanceof ConversionException unconverted) return Unconverted.told(unconverted);
        logged(failure);
        return new ApiException(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal error occurred: " + failure.getMessage(),
                Optional.empty()));
    }

    /// One that could not be read is gone: who watched cannot be shown what it was.
    static ApiException deleted(UnreadableException failure) {
        return new ApiException(Status.failure(
                500,
                Status.Reason.STORE_READ_ERROR,
                "saw a DELETED event, but object data is corrupt - " + failure.corruptObject(),
                Optional.empty()));
    }

    private static void logged(UnreadableException failure) {
        if (failure.getCause() instanceof ConversionException unconverted && !unconverted.refused()) {
            LOG.error("{}", failure.getMessage(), unconverted.getCause());
        } else {
            LOG.warn("{}", failure.getMessage());
        }
    }
}
