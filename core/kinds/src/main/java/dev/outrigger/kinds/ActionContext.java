package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.List;

/// What an action knows beside its object and its body.
///
/// @param kind the action's kind
/// @param key namespace and name of the object
/// @param object the object in the version that the client speaks
/// @param caller who asks for it
/// @param dryRun whether nothing may come of it
public record ActionContext(GroupVersionKind kind, ObjectKey key, Value.Struct object, Caller caller, boolean dryRun) {
    /// A refusal of what was sent, 422: throw it.
    public ApiException invalid(FieldError... errors) {
        return ApiException.invalid(kind, key.name(), List.of(errors));
    }
}
