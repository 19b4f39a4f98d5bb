package dev.outrigger.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Decoded;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Patch;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.schema.Defaulting;
import dev.outrigger.schema.Pruning;
import dev.outrigger.schema.Validation;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Room four: what the client sent, as an object of the version it speaks: decoded, pruned, of the right types,
/// defaulted by the schema.
final class Intake {
    /// As many as upstream reports.
    private static final int MAX_COMPLAINTS = 100;
    private static final List<String> TIMES = List.of("creationTimestamp", "deletionTimestamp");
    private static final GroupVersionKind NO_KIND = new GroupVersionKind("", "", "");

    /// An object a client wants.
    ///
    /// @param object the object in the version the client speaks
    /// @param warnings what the client shall hear of
    record Intent(Value.Struct object, List<String> warnings) {}

    /// What the client hears where an object cannot be taken in.
    private interface Refusal {
        ApiException because(String why);
    }

    /// The object in the body of a create or update.
    ///
    /// @throws ApiException 400, 413 or 415 where it is none of that kind
    Intent object(BodyType target, ApiRequest request, WriteOptions.FieldValidation validation) {
        var document = Document.object(request, target.kind(), target.message());
        var object = document.value();
        var sent = kind(object, target);
        Refusal refusal = why -> cannotBeHandled(sent, target.kind(), why);
        checkKind(sent, target, refusal);
        var complaints = new Complaints(List.of(), named("duplicate field", document.duplicates()));
        return intent(target, withKind(object, sent), complaints, validation, refusal);
    }

    /// An object that is the result of a patch, taken in like one that was sent.
    ///
    /// @param complaints what is odd about the patch
    Intent patched(
            BodyType target, Value.Struct object, List<String> complaints, WriteOptions.FieldValidation validation) {
        Refusal refusal = why -> ApiException.invalid(
                NO_KIND, "", List.of(FieldError.invalid("patch", new String(Json.encode(object), UTF_8), why)));
        var kind = kind(object, target);
        checkKind(kind, target, refusal);
        return intent(target, withKind(object, kind), new Complaints(complaints, List.of()), validation, refusal);
    }

    /// The document in the body of a patch.
    Patched patch(ApiRequest request, Operation.PatchKind kind) {
        var bytes = request.bytes();
        try {
            var decoded = kind.decode(bytes);
            return new Patched(decoded.value(), complaints(decoded, kind));
        } catch (DecodeException e) {
            throw ApiException.badRequest("error decoding " + kind.language() + ": " + e.getMessage());
        }
    }

    /// A patch as it was sent.
    ///
    /// @param complaints what is odd about it, as strict validation says it
    record Patched(Value value, List<String> complaints) {}

    private static List<String> complaints(Decoded patch, Operation.PatchKind kind) {
        if (kind != Operation.PatchKind.JSON) return named("duplicate field", patch.duplicates());
        var all = new ArrayList<>(named("json patch unknown field", Patch.JsonPatch.unknownFields(patch.value())));
        all.addAll(named("json patch duplicate field", patch.duplicates()));
        return all;
    }

    private static List<String> named(String what, List<String> fields) {
        return fields.stream().map(field -> what + " \"" + field + "\"").toList();
    }

    /// The object in an optional body, such as the options of a delete.
    Optional<Value.Struct> optionalBody(ApiRequest request) {
        if (request.bytes().length == 0) return Optional.empty();
        return Optional.of(Document.options(request));
    }

    /// The kind of an object; what it does not say is the target's.
    private static GroupVersionKind kind(Value.Struct object, BodyType target) {
        var apiVersion = object.text("apiVersion").orElse("");
        var kind = object.text("kind").orElse("");
        if (kind.isEmpty()) kind = target.kind().kind();
        if (apiVersion.isEmpty())
            return new GroupVersionKind(target.kind().group(), target.kind().version(), kind);
        try {
            var groupVersion = GroupVersion.parse(apiVersion);
            return new GroupVersionKind(groupVersion.group(), groupVersion.version(), kind);
        } catch (IllegalArgumentException e) {
            throw cannotBeHandled(
                    new GroupVersionKind("", apiVersion, kind), target.kind(), String.valueOf(e.getMessage()));
        }
    }

    private static Value.Struct withKind(Value.Struct object, GroupVersionKind kind) {
        return object.with("apiVersion", kind.apiVersion()).with("kind", kind.kind());
    }

    private static void checkKind(GroupVersionKind sent, BodyType target, Refusal refusal) {
        var expected = target.kind();
        if (sent.equals(expected)) return;
        boolean served = sent.group().equals(expected.group())
                && sent.kind().equals(expected.kind())
                && target.versions().contains(sent.version());
        if (served) {
            throw ApiException.badRequest("the API version in the data (" + sent.apiVersion()
                    + ") does not match the expected API version (" + expected.apiVersion() + ")");
        }
        throw refusal.because(
                "no kind \"" + sent.kind() + "\" is registered for version \"" + sent.apiVersion() + "\"");
    }

    private static ApiException cannotBeHandled(GroupVersionKind sent, GroupVersionKind expected, String why) {
        return ApiException.badRequest(sent.kind() + " in version \"" + sent.version() + "\" cannot be handled as a "
                + expected.kind() + ": " + why);
    }

    /// What is odd about a document, beside unknown fields in the object.
    ///
    /// @param first what is said before those
    /// @param last what is said after those
    private record Complaints(List<String> first, List<String> last) {
        List<String> around(List<String> unknownFields) {
            var all = new ArrayList<>(first);
            all.addAll(named("unknown field", unknownFields));
            all.addAll(last);
            return all.stream().distinct().limit(MAX_COMPLAINTS).toList();
        }
    }

    private static Intent intent(
            BodyType target,
            Value.Struct object,
            Complaints complaints,
            WriteOptions.FieldValidation validation,
            Refusal refusal) {
        var schema = target.schema();
        var types = Validation.types(object, schema);
        if (!types.isEmpty()) throw refusal.because(types.getFirst().message());
        for (String name : TIMES) checkTime(object.struct("metadata"), name, refusal);
        var pruned = Pruning.prune(object, schema);
        var all = complaints.around(pruned.unknownFields());
        if (!all.isEmpty() && validation == WriteOptions.FieldValidation.STRICT) {
            throw refusal.because("strict decoding error: " + String.join(", ", all));
        }
        boolean warn = validation == WriteOptions.FieldValidation.WARN;
        return new Intent(Defaulting.apply(pruned.object(), schema), warn ? all : List.of());
    }

    /// Go refuses a time that is none while it decodes.
    private static void checkTime(Value.Struct metadata, String name, Refusal refusal) {
        if (!(metadata.get(name).orElse(Value.NULL) instanceof Value.Text(var text))) return;
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException _) {
            throw refusal.because("parsing time \"" + text + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \""
                    + text + "\" as \"2006\"");
        }
    }
}
