package dev.outrigger.cel;

/// An error that an evaluation may end with, and that `&&` and `||` may absorb. The message is cel-go's.
final class CelFault extends RuntimeException {
    CelFault(String message) {
        super(message, null, false, false);
    }

    static CelFault noSuchOverload() {
        return new CelFault("no such overload");
    }

    static CelFault noSuchKey(Object key) {
        return new CelFault("no such key: " + key);
    }

    static CelFault indexOutOfBounds(Object index) {
        return new CelFault("index out of bounds: " + index);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
