package dev.outrigger.meta;

import java.util.Optional;

/// A point in one store's history. Clients see it as `resourceVersion`.
///
/// Revisions of one store are totally ordered and never reused. Revisions of different stores do not compare.
public record Revision(long number) implements Comparable<Revision> {
    public Revision {
        if (number < 1) throw new IllegalArgumentException("revision must be at least 1, was " + number);
    }

    /// The revision written as decimal digits; empty where the text is none.
    public static Optional<Revision> parse(String text) {
        try {
            long number = Long.parseUnsignedLong(text);
            return number < 1 ? Optional.empty() : Optional.of(new Revision(number));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The later of the two.
    public Revision max(Revision other) {
        return number >= other.number ? this : other;
    }

    @Override
    public int compareTo(Revision other) {
        return Long.compare(number, other.number);
    }

    /// Decimal digits, as in `metadata.resourceVersion`.
    @Override
    public String toString() {
        return Long.toString(number);
    }
}
