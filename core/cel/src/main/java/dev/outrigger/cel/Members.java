package dev.outrigger.cel;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Map;
import java.util.Optional;

/// Which members of an object an expression can read, and under what names.
sealed interface Members {

    /// The name in the object of what the expression calls so.
    Optional<String> unescaped(String name);

    /// The name in an expression of that member.
    Optional<String> escaped(String member);

    /// The value of a member as expressions see it; empty where they cannot see it.
    Optional<Object> read(String member, Value value);

    /// The members of an object of known properties. A `null` is as good as absent.
    record Properties(Map<String, Schema> properties) implements Members {
        @Override
        public Optional<String> unescaped(String name) {
            return Escapes.unescaped(name);
        }

        @Override
        public Optional<String> escaped(String member) {
            return Escapes.escaped(member);
        }

        @Override
        public Optional<Object> read(String member, Value value) {
            if (value instanceof Value.Null) return Optional.empty();
            return Optional.ofNullable(properties.get(member)).map(schema -> Data.of(value, schema));
        }
    }

    /// The entries of a map, under their own names.
    record Values(Schema values) implements Members {
        @Override
        public Optional<String> unescaped(String name) {
            return Optional.of(name);
        }

        @Override
        public Optional<String> escaped(String member) {
            return Optional.of(member);
        }

        @Override
        public Optional<Object> read(String member, Value value) {
            return Optional.of(Data.of(value, values));
        }
    }
}
