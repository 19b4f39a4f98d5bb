package dev.outrigger.cel;

import dev.cel.common.values.CelByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large a value is: code points of a string, bytes, items, entries; one for all else.
final class Sizes {
    private Sizes() {}

    static long of(Object value) {
        return switch (value) {
            case String text -> text.codePointCount(0, text.length());
            case CelByteString bytes -> bytes.size();
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case Optional<?> optional when optional.isPresent() -> of(optional.get());
            case Sized sized -> sized.size();
            default -> 1;
        };
    }

    /// A value of a library that has a size of its own.
    interface Sized {
        /// The size.
        long size();
    }
}
