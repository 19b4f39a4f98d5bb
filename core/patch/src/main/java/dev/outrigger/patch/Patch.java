package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import java.util.List;

/// What a PATCH request asks for, one record for each media type.
///
/// An [Edit] turns the live object into the wanted one ([Patcher]), whose owners [Ownership#update] then works
/// out. An [Apply] goes to [Ownership#apply], which does both.
public sealed interface Patch {

    /// A patch that says how to change the live object; it cannot create one.
    sealed interface Edit extends Patch {}

    /// `application/json-patch+json` (RFC 6902).
    ///
    /// @param operations what to do, in order; all or nothing
    record JsonPatch(List<Operation> operations) implements Edit {
        public JsonPatch {
            operations = List.copyOf(operations);
        }

        /// Reads the body of a request.
        ///
        /// @throws ApiException 400 where it is no list of operations, 413 where it holds more than 10,000, 422
        ///     where an operation is unknown or has no path
        public static JsonPatch of(Value body) {
            return new JsonPatch(OperationReader.read(body));
        }

        /// The paths of members of a body's operations that RFC 6902 does not know, such as `[0].spurious`. The
        /// patch ignores them; a server warns of them or refuses them, as the client asks.
        public static List<String> unknownFields(Value body) {
            return OperationReader.unknownFields(body);
        }
    }

    /// `application/merge-patch+json` (RFC 7396): members replace, objects merge, `null` removes.
    ///
    /// @param changes the members to change
    record MergePatch(Value.Struct changes) implements Edit {
        /// Reads the body of a request.
        ///
        /// @throws ApiException 400 where it is no object
        public static MergePatch of(Value body) {
            return new MergePatch(Bodies.object(body, "Invalid JSON Patch"));
        }
    }

    /// `application/strategic-merge-patch+json`: a merge patch whose lists merge as the schema's
    /// `patchStrategy` and `patchMergeKey` say, with directives (`$patch`, `$retainKeys`, `$setElementOrder/x`,
    /// `$deleteFromPrimitiveList/x`).
    ///
    /// @param changes the members to change
    record StrategicMergePatch(Value.Struct changes) implements Edit {
        /// Reads the body of a request.
        ///
        /// @throws ApiException 400 where it is no object
        public static StrategicMergePatch of(Value body) {
            return new StrategicMergePatch(Bodies.object(body, ""));
        }
    }

    /// `application/apply-patch+yaml` and `application/apply-patch+cbor`: server-side apply (KEP-555).
    ///
    /// @param configuration the fields the manager wants, with apiVersion and kind
    /// @param onConflict what to do about fields that others own with another value
    record Apply(Value.Struct configuration, OnConflict onConflict) implements Patch {
        /// Reads the body of a request.
        ///
        /// @throws ApiException 400 where it is no object
        public static Apply of(Value body, OnConflict onConflict) {
            return new Apply(Bodies.object(body, ""), onConflict);
        }
    }

    /// What apply does about fields that others own with another value.
    enum OnConflict {
        /// Refuse with 409 and one cause for each field.
        REFUSE,
        /// Take the fields over, as `force=true` asks.
        TAKE
    }

    /// One step of a JSON patch. Paths are JSON pointers (RFC 6901).
    sealed interface Operation {
        /// Sets a member, or inserts a list item before the index; `-` appends.
        record Add(String path, Value value) implements Operation {}

        /// Removes a member or list item that is there.
        record Remove(String path) implements Operation {}

        /// Sets a member or list item; the empty path replaces the document.
        record Replace(String path, Value value) implements Operation {}

        /// Removes at `from` and adds at `path`.
        record Move(String from, String path) implements Operation {}

        /// Adds the value at `from` at `path` too.
        record Copy(String from, String path) implements Operation {}

        /// Fails the patch unless the value there equals this one.
        record Test(String path, Value value) implements Operation {}
    }
}
