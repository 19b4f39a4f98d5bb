package dev.outrigger.kinds;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.ProtoMessage.Label;
import dev.outrigger.meta.GroupVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The `.proto` files of types whose members have a [ProtoNumber]: a file for each group and version, in proto2, which
/// tells a member that is absent from one that is zero, as Kubernetes' own are.
public final class ProtoFiles {
    private static final String META = "k8s.io/apimachinery/pkg/apis/meta/v1/generated.proto";
    private static final String META_PACKAGE = ".k8s.io.apimachinery.pkg.apis.meta.v1.";

    private ProtoFiles() {}

    /// The files, by name, such as `hello.example.com_v1.proto`. Types without numbers are in none.
    ///
    /// @throws IllegalArgumentException where two different messages of one file have the same name
    public static Map<String, String> of(List<ResourceType> types) {
        var byVersion = new TreeMap<String, File>();
        for (ResourceType type : types) {
            for (ResourceType.Version version : type.versions()) {
                ProtoMessages.of(type, version)
                        .ifPresent(message -> file(byVersion, type.groupVersion(version.name()))
                                .add(message));
            }
            for (Subresource.Kind kind : others(type)) {
                kind.message()
                        .ifPresent(message ->
                                file(byVersion, kind.name().groupVersion()).message(message));
            }
        }
        var files = new LinkedHashMap<String, String>();
        byVersion.forEach((name, file) -> files.put(name, file.text()));
        return files;
    }

    private static File file(Map<String, File> byVersion, GroupVersion groupVersion) {
        return byVersion.computeIfAbsent(fileName(groupVersion), _ -> new File(groupVersion));
    }

    /// The kinds that its subresources speak beside its own.
    private static List<Subresource.Kind> others(ResourceType type) {
        return type.subresources().stream()
                .flatMap(subresource -> switch (subresource) {
                    case Subresource.Faceted faceted -> Stream.of(faceted.kind());
                    case Subresource.Action action -> Stream.of(action.kind());
                    case Subresource.Status _, Subresource.Connect _ -> Stream.empty();
                })
                .toList();
    }

    private static String fileName(GroupVersion groupVersion) {
        return groupVersion.toString().replace('/', '_') + ".proto";
    }

    /// The package of a group's version: its labels in reverse, and the version.
    static String packageOf(GroupVersion groupVersion) {
        var words = new ArrayList<>(List.of(groupVersion.group().split("\\.")).reversed());
        words.add(groupVersion.version());
        return String.join(".", words).replace('-', '_');
    }

    private static final class File {
        private final GroupVersion groupVersion;
        private final Map<String, ProtoMessage> messages = new TreeMap<>();
        private final Map<String, ProtoMessage> kinds = new TreeMap<>();
        private final TreeSet<String> imports = new TreeSet<>(List.of(META));

        File(GroupVersion groupVersion) {
            this.groupVersion = groupVersion;
        }

        void add(ProtoMessage kind) {
            kinds.put(kind.name(), kind);
            message(kind);
        }

        private void message(ProtoMessage message) {
            var other = messages.put(message.name(), message);
            if (other != null && !other.equals(message)) {
                throw new IllegalArgumentException("two different messages of " + groupVersion + " are called "
                        + message.name() + ": give one of the types another name");
            }
            if (other != null) return;
            for (ProtoMessage.Field field : message.fields()) {
                if (field.type() instanceof ProtoMessage.Nested(var inside)) message(inside);
                if (field.type() instanceof ProtoMessage.Inline(var inside)) message(inside);
                if (field.type() instanceof ProtoMessage.Shared shared) imports.add(file(shared));
            }
        }

        String text() {
            var text = new StringBuilder(
                    "// Made from the types. Numbers are for ever: they are what is stored and sent.\n");
            text.append("syntax = \"proto2\";\n\npackage ")
                    .append(packageOf(groupVersion))
                    .append(";\n\n");
            imports.forEach(file -> text.append("import \"").append(file).append("\";\n"));
            messages.forEach((name, message) -> {
                text.append("\nmessage ").append(name).append(" {\n");
                for (ProtoMessage.Field field : message.fields()) text.append(line(field));
                text.append("}\n");
                if (kinds.containsKey(name)) text.append(list(name));
            });
            return text.toString();
        }

        private static String list(String kind) {
            return "\nmessage " + kind + "List {\n  optional " + META_PACKAGE + "ListMeta metadata = 1;\n  repeated "
                    + kind + " items = 2;\n}\n";
        }
    }

    private static String line(ProtoMessage.Field field) {
        var type = name(field.type());
        var declared = field.label() == Label.MAP
                ? "map<string, " + type + ">"
                : field.label().name().toLowerCase(Locale.ROOT) + " " + type;
        return "  " + declared + " " + field.name() + " = " + field.number() + ";\n";
    }

    private static String name(ProtoMessage.Type type) {
        return switch (type) {
            case ProtoMessage.Scalar scalar -> scalar.name().toLowerCase(Locale.ROOT);
            case ProtoMessage.Nested(var message) -> message.name();
            case ProtoMessage.Inline(var message) -> message.name();
            case ProtoMessage.Shared shared ->
                switch (shared) {
                    case OBJECT_META -> META_PACKAGE + "ObjectMeta";
                    case TIME -> META_PACKAGE + "Time";
                    case INT_OR_STRING -> ".k8s.io.apimachinery.pkg.util.intstr.IntOrString";
                    case QUANTITY -> ".k8s.io.apimachinery.pkg.api.resource.Quantity";
                    case RAW_EXTENSION -> ".k8s.io.apimachinery.pkg.runtime.RawExtension";
                };
        };
    }

    private static String file(ProtoMessage.Shared shared) {
        return switch (shared) {
            case OBJECT_META, TIME -> META;
            case INT_OR_STRING -> "k8s.io/apimachinery/pkg/util/intstr/generated.proto";
            case QUANTITY -> "k8s.io/apimachinery/pkg/api/resource/generated.proto";
            case RAW_EXTENSION -> "k8s.io/apimachinery/pkg/runtime/generated.proto";
        };
    }
}
