package dev.outrigger.codec;

import java.util.Comparator;
import java.util.List;

/// The protobuf message of an author's type: which member of its objects is which field.
///
/// Types are mapped as upstream's generated code maps Go's: a member that is there is written, whatever its value;
/// empty
/// lists and maps leave no trace; a list of messages, and a map, is a repeated field.
///
/// @param name the name in `.proto` files, such as `FooSpec`
/// @param fields its fields, by number
public record ProtoMessage(String name, List<Field> fields) {

    /// A field.
    ///
    /// @param name the member's name in JSON
    /// @param number its number, which never changes
    /// @param label how often it occurs
    /// @param type what each occurrence is
    /// @param emptyIsAbsent whether clients in Go mean an absent member by an empty string: they always write it
    public record Field(String name, int number, Label label, Type type, boolean emptyIsAbsent) {}

    /// How often a field occurs.
    public enum Label {
        /// Once at most.
        OPTIONAL,
        /// Once for each item of a list.
        REPEATED,
        /// Once for each entry of a map from strings.
        MAP
    }

    /// What a field holds.
    public sealed interface Type {}

    /// Scalars, by their names in `.proto` files.
    public enum Scalar implements Type {
        /// A string.
        STRING,
        /// Bytes; base64 in JSON.
        BYTES,
        /// A boolean.
        BOOL,
        /// A 32-bit integer.
        INT32,
        /// A 64-bit integer.
        INT64,
        /// A 32-bit number.
        FLOAT,
        /// A 64-bit number.
        DOUBLE
    }

    /// Messages of Kubernetes itself that are something else in JSON than an object of their fields.
    public enum Shared implements Type {
        /// `metav1.ObjectMeta`.
        OBJECT_META,
        /// `metav1.Time`: a date-time.
        TIME,
        /// `intstr.IntOrString`.
        INT_OR_STRING,
        /// `resource.Quantity`.
        QUANTITY,
        /// `runtime.RawExtension`: anything, as the JSON it is.
        RAW_EXTENSION
    }

    /// Another message of the author's.
    public record Nested(ProtoMessage message) implements Type {}

    /// Another message, whose fields are members of the outer object in JSON, as Go's embedded structs are.
    public record Inline(ProtoMessage message) implements Type {}

    public ProtoMessage {
        fields = fields.stream().sorted(Comparator.comparing(Field::number)).toList();
    }
}
