package dev.outrigger.kinds;

/// The plural of a lower-cased kind, by the rules of client-go's `meta.UnsafeGuessKindToResource`.
final class Plurals {
    private Plurals() {}

    static String of(String singular) {
        if (singular.isEmpty() || singular.equals("endpoints")) return singular;
        return switch (singular.charAt(singular.length() - 1)) {
            case 's' -> singular + "es";
            case 'y' -> singular.substring(0, singular.length() - 1) + "ies";
            default -> singular + "s";
        };
    }
}
