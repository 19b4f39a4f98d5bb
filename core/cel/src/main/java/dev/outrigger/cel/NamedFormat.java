package dev.outrigger.cel;

import java.util.List;
import java.util.function.Function;

/// A named string format, of Kubernetes' `format` library.
///
/// @param check what is wrong with a text; nothing for one of the format
/// @param maxRegexSize how long an expression for the format would be, for its cost
record NamedFormat(String name, Function<String, List<String>> check, int maxRegexSize) implements TypeName.Named {
    @Override
    public String typeName() {
        return "kubernetes.NamedFormat";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedFormat format && format.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
