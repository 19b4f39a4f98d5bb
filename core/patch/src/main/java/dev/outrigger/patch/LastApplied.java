package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/// The annotation in which client-side `kubectl apply` keeps what it applied. It lets an object move from
/// client-side to server-side apply without conflicts, and back.
final class LastApplied {
    static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    /// The manager for which the annotation is honoured and kept up to date; every other name opts out.
    static final String MANAGER = "kubectl";

    private static final int MAX_ANNOTATION_BYTES = 256 * 1024;

    private LastApplied() {}

    private static Optional<String> of(Value.Struct object) {
        return object.struct("metadata").struct("annotations").text(ANNOTATION).filter(text -> !text.isEmpty());
    }

    /// The fields of the live object that are still as client-side apply left them, so that the same user may
    /// take them over.
    static FieldSet unchanged(Conversions conversions, TypedObject live) {
        return of(live.value())
                .flatMap(JsonReader::read)
                .flatMap(value -> value instanceof Value.Struct object ? Optional.of(object) : Optional.empty())
                .filter(object -> object.text("apiVersion").equals(Optional.of(live.apiVersion())))
                .map(object -> unchanged(conversions, object, live))
                .orElse(FieldSet.EMPTY);
    }

    private static FieldSet unchanged(Conversions conversions, Value.Struct object, TypedObject live) {
        try {
            var applied = conversions.typed(object, live.apiVersion(), TypeCheck.Duplicates.REPORTED);
            var since = applied.comparedTo(live);
            return applied.fields().difference(since.changed()).difference(since.removed());
        } catch (Mistyped e) {
            return FieldSet.EMPTY;
        }
    }

    /// The object with the annotation, where it has one, telling what was applied now.
    static Value.Struct refresh(Value.Struct object, Value.Struct applied) {
        if (of(object).isEmpty()) return object;
        var text = Json.write(sorted(withoutAnnotation(applied))) + "\n";
        var metadata = object.struct("metadata");
        var annotations = metadata.struct("annotations").with(ANNOTATION, text);
        if (bytes(annotations) > MAX_ANNOTATION_BYTES) annotations = annotations.without(ANNOTATION);
        return object.with("metadata", metadata.with("annotations", annotations));
    }

    private static Value.Struct withoutAnnotation(Value.Struct applied) {
        var metadata = applied.struct("metadata");
        if (of(applied).isEmpty()) return applied;
        var annotations = metadata.struct("annotations").without(ANNOTATION);
        return applied.with("metadata", metadata.with("annotations", annotations));
    }

    private static long bytes(Value.Struct annotations) {
        long bytes = 0;
        for (var annotation : annotations.members().entrySet()) {
            bytes += annotation.getKey().getBytes(StandardCharsets.UTF_8).length;
            if (annotation.getValue() instanceof Value.Text(var text)) {
                bytes += text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return bytes;
    }

    /// A value with the members of its objects in order of name, as Go writes maps.
    private static Value sorted(Value value) {
        return switch (value) {
            case Value.Struct(var members) -> {
                var sorted = new LinkedHashMap<String, Value>();
                new TreeMap<>(members).forEach((name, member) -> sorted.put(name, sorted(member)));
                yield new Value.Struct(sorted);
            }
            case Value.Array(var items) -> {
                var sorted = new ArrayList<Value>(items.size());
                for (Value item : items) sorted.add(sorted(item));
                yield new Value.Array(sorted);
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> value;
        };
    }
}
