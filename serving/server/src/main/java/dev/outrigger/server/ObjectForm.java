package dev.outrigger.server;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Names;
import dev.outrigger.meta.Value;
import dev.outrigger.store.files.FileForm;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// How objects look in files: JSON on many lines. What somebody writes by hand gets the metadata that a server gives;
/// what is no object of the file's place is left alone.
final class ObjectForm implements FileForm {
    private static final Set<String> ENGINE_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private final Supplier<List<ResourceType>> types;

    /// @param types waits for what is served
    ObjectForm(Supplier<List<ResourceType>> types) {
        this.types = types;
    }

    @Override
    public byte[] toFile(byte[] value) {
        try {
            return line(Json.encodePretty(Json.decode(value).value()));
        } catch (DecodeException _) {
            return value;
        }
    }

    @Override
    public byte[] fromFile(String key, byte[] file, Optional<byte[]> before) {
        var object = object(file);
        var type = type(key);
        if (type.isEmpty()) return line(Json.encode(object));
        return line(Json.encode(completed(type.get(), names(type.get(), key), object, before.map(ObjectForm::object))));
    }

    /// As Go's encoder, which ends with a line break.
    private static byte[] line(byte[] json) {
        var line = new ByteArrayOutputStream(json.length + 1);
        line.writeBytes(json);
        line.write('\n');
        return line.toByteArray();
    }

    private static Value.Struct object(byte[] json) {
        try {
            if (Json.decode(json).value() instanceof Value.Struct object) return object;
        } catch (DecodeException bad) {
            throw new IllegalArgumentException(bad.getMessage(), bad);
        }
        throw new IllegalArgumentException("it holds no JSON object");
    }

    /// The resource whose place a key is in.
    private Optional<ResourceType> type(String key) {
        return types.get().stream().filter(type -> key.startsWith(place(type))).findFirst();
    }

    private static String place(ResourceType type) {
        var group = type.group().isEmpty() ? "/" : "/" + type.group() + "/";
        return group + type.names().plural() + "/";
    }

    /// The object's namespace, where it has one, and its name.
    private static List<String> names(ResourceType type, String key) {
        var names = List.of(key.substring(place(type).length()).split("/", -1));
        if (names.size() != (type.namespaced() ? 2 : 1)) {
            throw new IllegalArgumentException(
                    type.namespaced() ? "it is not in a namespace's folder" : "it is in a folder of its own");
        }
        for (String name : names) {
            var wrong = Names.dns1123Subdomain(name);
            if (!wrong.isEmpty()) throw new IllegalArgumentException("\"" + name + "\": " + wrong.getFirst());
        }
        return names;
    }

    private static Value.Struct completed(
            ResourceType type, List<String> names, Value.Struct given, Optional<Value.Struct> before) {
        var metadata = metadata(type, names, given, before);
        var kind = type.kind(version(type, given));
        same("kind", given.text("kind").orElse(kind.kind()), kind.kind());
        var ordered = Value.Struct.builder();
        ordered.put("apiVersion", Value.of(kind.apiVersion()));
        ordered.put("kind", Value.of(kind.kind()));
        ordered.put("metadata", metadata);
        given.members().forEach((name, value) -> {
            if (!ENGINE_FIELDS.contains(name)) ordered.put(name, value);
        });
        return ordered.build();
    }

    private static String version(ResourceType type, Value.Struct given) {
        var prefix = type.group().isEmpty() ? "" : type.group() + "/";
        var apiVersion = given.text("apiVersion").orElse(prefix + type.storageVersion());
        for (ResourceType.Version version : type.versions()) {
            if (apiVersion.equals(prefix + version.name())) return version.name();
        }
        throw new IllegalArgumentException("its apiVersion \"" + apiVersion + "\" is none of this resource's");
    }

    private static Value.Struct metadata(
            ResourceType type, List<String> names, Value.Struct given, Optional<Value.Struct> before) {
        var metadata = given.struct("metadata").without("resourceVersion");
        var old = before.map(object -> object.struct("metadata")).orElse(Value.Struct.EMPTY);
        same("metadata.name", metadata.text("name").orElse(names.getLast()), names.getLast());
        metadata = metadata.with("name", Value.of(names.getLast()));
        if (type.namespaced()) {
            same("metadata.namespace", metadata.text("namespace").orElse(names.getFirst()), names.getFirst());
            metadata = metadata.with("namespace", Value.of(names.getFirst()));
        }
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        metadata = kept(metadata, old, "uid", Value.of(UUID.randomUUID().toString()));
        metadata = kept(metadata, old, "creationTimestamp", Value.of(now));
        return metadata.with("generation", Value.of(generation(given, before)));
    }

    private static long generation(Value.Struct given, Optional<Value.Struct> before) {
        if (before.isEmpty()) return generation(given);
        long old = generation(before.get());
        return spec(given).equals(spec(before.get())) ? old : old + 1;
    }

    private static long generation(Value.Struct object) {
        return object.struct("metadata").get("generation").orElse(Value.NULL) instanceof Value.Int(var number)
                ? number
                : 1;
    }

    private static Value.Struct spec(Value.Struct object) {
        return object.without("metadata").without("status");
    }

    /// What an object is given once stays, whatever a file says.
    private static Value.Struct kept(Value.Struct metadata, Value.Struct old, String name, Value fresh) {
        var value = old.get(name).or(() -> metadata.get(name)).orElse(fresh);
        return metadata.with(name, value);
    }

    private static void same(String field, String said, String must) {
        if (!said.equals(must)) {
            throw new IllegalArgumentException("its " + field + " is \"" + said + "\" and must be \"" + must + "\"");
        }
    }
}
