package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Optional;

/// A resource that is served in one version, so that there is nothing to convert.
record OneVersion(String apiVersion, Schema only) implements Versions {

    @Override
    public Optional<Schema> schema(String asked) {
        return asked.equals(apiVersion) ? Optional.of(only) : Optional.empty();
    }

    @Override
    public Value.Struct convert(Value.Struct object, String asked) {
        return object;
    }
}
