package dev.outrigger.server;

import dev.outrigger.kinds.ConvertedMetadata;
import dev.outrigger.kinds.MetadataConversion;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Spoke;
import dev.outrigger.kinds.VersionConversion;
import dev.outrigger.meta.FieldError;
import io.fabric8.generator.annotation.Size;
import java.util.ArrayList;
import java.util.List;

/// A resource of three Java types, none of which says things as the others do: v2, the hub, has an image and a status
/// that v1 keeps in annotations; v3alpha1 calls everything something else.
final class VersionTypes {
    static final String FOOS = "/apis/hello.example/%s/namespaces/n/foos";

    private VersionTypes() {}

    record FooV2(Spec spec, Status status) {
        record Spec(String image, Config config, List<String> tags) {}

        record Config(String msg, Integer level) {}

        record Status(String phase) {}
    }

    record FooV1(Spec spec) {
        record Spec(@Size(max = 20) String msg, String level, List<String> tags) {}
    }

    record FooV3(Says says, FooV2.Status status) {
        record Says(String what, Integer howLoud, String in, List<String> marks) {}
    }

    private static final class Annotated implements MetadataConversion<FooV1, FooV2> {
        private static final String IMAGE = "spec.image";
        private static final String PHASE = "status.phase";

        @Override
        public FooV2 toHub(FooV1 foo, ConvertedMetadata metadata) {
            var image = metadata.annotations().remove(IMAGE);
            var phase = metadata.annotations().remove(PHASE);
            var status = phase == null ? null : new FooV2.Status(phase);
            var spec = foo.spec();
            if (spec == null) return new FooV2(image == null ? null : new FooV2.Spec(image, null, null), status);
            var level = spec.level() == null ? null : Integer.valueOf(level(spec.level()));
            boolean silent = spec.msg() == null && level == null;
            var config = silent ? null : new FooV2.Config(spec.msg(), level);
            return new FooV2(new FooV2.Spec(image, config, spec.tags()), status);
        }

        private static int level(String word) {
            return switch (word) {
                case "low" -> 1;
                case "high" -> 2;
                case "broken" -> throw new IllegalStateException("a secret of the author's");
                default -> throw new IllegalArgumentException("spec.level is low or high, not " + word);
            };
        }

        @Override
        public FooV1 fromHub(FooV2 foo, ConvertedMetadata metadata) {
            var status = foo.status();
            if (status != null && status.phase() != null) metadata.annotations().put(PHASE, status.phase());
            var spec = foo.spec();
            if (spec == null) return new FooV1(null);
            if (spec.image() != null) metadata.annotations().put(IMAGE, spec.image());
            var config = spec.config() == null ? new FooV2.Config(null, null) : spec.config();
            return new FooV1(new FooV1.Spec(config.msg(), word(config.level()), spec.tags()));
        }

        private static String word(Integer level) {
            if (level == null) return null;
            if (level > 2) throw new IllegalArgumentException("v1 has no word for the level " + level);
            return level == 1 ? "low" : "high";
        }
    }

    private static FooV2 spoken(FooV3 foo) {
        var says = foo.says();
        if (says == null) return new FooV2(null, foo.status());
        boolean silent = says.what() == null && says.howLoud() == null;
        var config = silent ? null : new FooV2.Config(says.what(), says.howLoud());
        return new FooV2(new FooV2.Spec(says.in(), config, says.marks()), foo.status());
    }

    private static FooV3 said(FooV2 foo) {
        var spec = foo.spec();
        if (spec == null) return new FooV3(null, foo.status());
        var config = spec.config() == null ? new FooV2.Config(null, null) : spec.config();
        return new FooV3(new FooV3.Says(config.msg(), config.level(), spec.image(), spec.tags()), foo.status());
    }

    private static List<FieldError> wrong(FooV2 foo) {
        var errors = new ArrayList<FieldError>();
        boolean silent = foo.spec() == null
                || foo.spec().config() == null
                || foo.spec().config().msg() == null;
        if (foo.spec() == null || foo.spec().image() == null) errors.add(FieldError.required("spec.image", ""));
        if (silent) errors.add(FieldError.required("spec.config.msg", ""));
        return errors;
    }

    /// Its v1 fills in the image that v2 requires, and a label.
    static Spoke<FooV1, FooV2> first() {
        return Spoke.of(FooV1.class, "v1", new Annotated())
                .column("Message", ".spec.msg")
                .selectableField(".spec.msg")
                .defaulting((foo, metadata) -> {
                    metadata.labels().putIfAbsent("hello.example/name", metadata.name());
                    metadata.annotations().putIfAbsent("spec.image", "busybox:1.36");
                    return foo;
                });
    }

    static Resource<FooV2> foos(Spoke<FooV1, FooV2> first) {
        return Resource.of(FooV2.class)
                .in("hello.example", "v2")
                .kind("Foo")
                .column("Status", ".status.phase")
                .selectableField(".spec.config.msg")
                .validate(VersionTypes::wrong)
                .version(first)
                .version(FooV3.class, "v3alpha1", VersionConversion.of(VersionTypes::spoken, VersionTypes::said));
    }

    /// A server of them that writes them in that version.
    static ServerBuilder storedAs(String version) {
        return Outrigger.server().name("foos").resource(foos(first()).storedAs(version));
    }

    /// The path of an object, or of all where the name is empty.
    static String path(String version, String name) {
        return FOOS.formatted(version) + (name.isEmpty() ? "" : "/" + name);
    }

    static String v1(String name, String spec) {
        return ProtocolCase.object("hello.example/v1", "Foo", "'name': '" + name + "'", spec);
    }

    static String v2(String name, String spec) {
        return ProtocolCase.object("hello.example/v2", "Foo", "'name': '" + name + "'", spec);
    }

    static String v3(String name, String says) {
        return ProtocolJson.quoted("{'apiVersion': 'hello.example/v3alpha1', 'kind': 'Foo', 'metadata': {'name': '"
                + name + "'}, 'says': {" + says + "}}");
    }
}
