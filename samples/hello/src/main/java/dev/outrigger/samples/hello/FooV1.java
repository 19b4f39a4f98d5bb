package dev.outrigger.samples.hello;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.kinds.ConvertedMetadata;
import dev.outrigger.kinds.MetadataConversion;

/// A foo as `v1` shows it: what it says, with its image in an annotation.
///
/// @param spec what it says
public record FooV1(
        @JsonProperty(required = true) @JsonPropertyDescription("What the foo says.")
        Message spec) {
    private static final String IMAGE = "spec.image";
    private static final String USUAL_IMAGE = "busybox:1.36";
    private static final String NAME = "hello.zeng.dev/metadata.name";

    /// To the shape the rules are written for, and back.
    static final MetadataConversion<FooV1, Foo> CONVERSION = new MetadataConversion<>() {
        @Override
        public Foo toHub(FooV1 foo, ConvertedMetadata metadata) {
            var image = metadata.annotations().remove(IMAGE);
            return new Foo(new Foo.Spec(image == null ? "" : image, foo.spec()), null);
        }

        @Override
        public FooV1 fromHub(Foo foo, ConvertedMetadata metadata) {
            metadata.annotations().put(IMAGE, foo.spec().image());
            return new FooV1(foo.spec().config());
        }
    };

    /// With a label that names it and an image, where its author gave it none.
    FooV1 defaulted(ConvertedMetadata metadata) {
        metadata.labels().putIfAbsent(NAME, metadata.name());
        metadata.annotations().putIfAbsent(IMAGE, USUAL_IMAGE);
        return this;
    }
}
