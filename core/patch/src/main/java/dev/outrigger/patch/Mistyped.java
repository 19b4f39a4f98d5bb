package dev.outrigger.patch;

/// An object does not have the shape its schema asks for, so that nobody can say who owns what in it.
final class Mistyped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Mistyped(String message) {
        super(message, null, false, false);
    }
}
