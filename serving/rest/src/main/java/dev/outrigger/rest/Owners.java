package dev.outrigger.rest;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;

/// Drops owner references that are there twice, as upstream's `dedupOwnerReferences` does.
final class Owners {
    private Owners() {}

    /// The object with each owner reference once; a warning names those dropped.
    static Value.Struct once(Value.Struct object, List<String> warnings) {
        var kept = new ArrayList<Value>();
        var dropped = new ArrayList<String>();
        var metadata = object.struct("metadata");
        for (Value reference : metadata.items("ownerReferences")) {
            if (!kept.contains(reference)) kept.add(reference);
            else if (reference instanceof Value.Struct struct)
                dropped.add(struct.text("uid").orElse(""));
        }
        if (dropped.isEmpty()) return object;
        warnings.add(
                ".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+,"
                        + " and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: "
                        + String.join(", ", dropped));
        return object.with("metadata", metadata.with("ownerReferences", new Value.Array(kept)));
    }
}
