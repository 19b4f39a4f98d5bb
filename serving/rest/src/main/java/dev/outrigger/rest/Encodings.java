package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Form;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.Representation.Shape;

/// The bytes of cached objects in one version, format and shape: made once for each object, handed out to all.
final class Encodings {
    private final Target target;
    private final Shape shape;
    private final Format format;
    private final Form form;
    private final boolean kept;

    Encodings(Target target, Shape shape, Format format) {
        this.target = target;
        this.shape = shape;
        this.format = format;
        this.form = new Form(target.version().name(), format.mediaType().essence(), Shapes.formName(shape));
        this.kept = isTimeless(target, shape);
    }

    /// Whether an object looks the same later: a table may show how old it is.
    static boolean isTimeless(Target target, Shape shape) {
        return !(shape instanceof Shape.Table) || Shapes.rowsAreTimeless(target.version());
    }

    /// The object, or the row of the object where the shape is a table, as the inside of a document.
    byte[] of(CachedObject object) {
        return kept ? object.encoded(form, this::encode) : encode(object);
    }

    private byte[] encode(CachedObject object) {
        boolean asStored = target.version().name().equals(object.storedVersion());
        if (asStored && shape instanceof Shape.Whole && format == Format.JSON) return object.storedJson();
        var view = view(target, object);
        return shape instanceof Shape.Whole && format == Format.PROTOBUF
                ? Protobuf.bare(view, target.message().orElseThrow())
                : format.encodeItem(item(target.version(), view, shape));
    }

    /// An object of the cache in the target's version.
    ///
    /// @throws dev.outrigger.kinds.ConversionException where what is stored cannot be converted
    static Value.Struct view(Target target, CachedObject object) {
        if (target.version().name().equals(object.storedVersion())) return object.stored();
        return target.type().fromHub(object.value(), target.version());
    }

    /// What a list holds of an object.
    static Value.Struct item(ResourceType.Version version, Value.Struct view, Shape shape) {
        return switch (shape) {
            case Shape.Whole() -> view;
            case Shape.Metadata(var metaVersion) -> Shapes.metadata(view, metaVersion);
            case Shape.Table table -> Shapes.row(version, view, table);
        };
    }
}
