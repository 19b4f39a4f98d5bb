package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.Objects;
import java.util.Optional;

/// An author's typed conversion, run over untyped objects.
final class TypedConversion<A, H> implements Conversion {
    private final VersionForm<A> own;
    private final VersionForm<H> hub;
    private final MetadataConversion<A, H> conversion;
    private final Optional<Spoke.Defaulting<A>> defaulting;

    TypedConversion(
            VersionForm<A> own,
            VersionForm<H> hub,
            MetadataConversion<A, H> conversion,
            Optional<Spoke.Defaulting<A>> defaulting) {
        this.own = own;
        this.hub = hub;
        this.conversion = conversion;
        this.defaulting = defaulting;
    }

    @Override
    public Value.Struct toHub(Value.Struct object) {
        var metadata = new ConvertedMetadata(object.struct("metadata"));
        var converted = conversion.toHub(own.read(object), metadata);
        return hub.write(Objects.requireNonNull(converted, "toHub returned null"), object, metadata.changed());
    }

    @Override
    public Value.Struct fromHub(Value.Struct object) {
        var metadata = new ConvertedMetadata(object.struct("metadata"));
        var converted = conversion.fromHub(hub.read(object), metadata);
        return own.write(Objects.requireNonNull(converted, "fromHub returned null"), object, metadata.changed());
    }

    @Override
    public Value.Struct defaulted(Value.Struct object) {
        if (defaulting.isEmpty()) return object;
        var metadata = new ConvertedMetadata(object.struct("metadata"));
        var before = own.write(own.readIncomplete(object), Value.Struct.EMPTY, Value.Struct.EMPTY);
        var complete = Objects.requireNonNull(
                defaulting.get().complete(own.readIncomplete(object), metadata), "the defaulting returned null");
        var after = own.write(complete, Value.Struct.EMPTY, Value.Struct.EMPTY);
        var defaulted = Difference.applied(object, before, after);
        var changed = metadata.changed();
        return changed.members().isEmpty() ? defaulted : defaulted.with("metadata", changed);
    }

    @Override
    public boolean changesMetadata() {
        return defaulting.isPresent() || !(conversion instanceof VersionConversion);
    }
}
