package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;

/// Carries out the patches that are instructions to change the live object.
public final class Patcher {
    private Patcher() {}

    /// The object after the patch, in the version that both it and the patch are in. It is neither defaulted
    /// nor validated, and its managedFields are those that the patch left: [Ownership#update] comes after.
    ///
    /// @param live the object as it is
    /// @param schema what the whole object may hold; strategic merge reads how lists merge from it
    /// @throws ApiException 400 where the patch's form is wrong, 422 where it does not fit the object
    public static Value.Struct apply(Patch.Edit patch, Value.Struct live, Schema schema) {
        return switch (patch) {
            case Patch.JsonPatch(var operations) -> JsonPatching.apply(operations, live);
            case Patch.MergePatch(var changes) -> MergePatching.apply(changes, live);
            case Patch.StrategicMergePatch(var changes) -> StrategicMerging.apply(changes, live, schema);
        };
    }
}
