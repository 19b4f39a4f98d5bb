package dev.outrigger.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A type as a value of the language: what `type(x)` is, and what `int` and `list` name.
record TypeName(String name) {

    /// A value of a type that a library brings.
    interface Named {
        /// The type's name in the language, such as `net.IP`.
        String typeName();
    }

    static TypeName of(Object value) {
        return new TypeName(
                switch (value) {
                    case Long ignored -> "int";
                    case UnsignedLong ignored -> "uint";
                    case Double ignored -> "double";
                    case Boolean ignored -> "bool";
                    case String ignored -> "string";
                    case CelByteString ignored -> "bytes";
                    case NullValue ignored -> "null_type";
                    case List<?> ignored -> "list";
                    case Map<?, ?> ignored -> "map";
                    case Instant ignored -> "google.protobuf.Timestamp";
                    case Duration ignored -> "google.protobuf.Duration";
                    case Optional<?> ignored -> "optional_type";
                    case TypeName ignored -> "type";
                    case Named named -> named.typeName();
                    default -> value.getClass().getSimpleName();
                });
    }
}
