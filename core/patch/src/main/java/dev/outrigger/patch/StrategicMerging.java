package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;

/// Strategic merge patch.
final class StrategicMerging {
    private StrategicMerging() {}

    static Value.Struct apply(Value.Struct changes, Value.Struct live, Schema schema) {
        return MergePatching.apply(changes, live);
    }
}
