package dev.outrigger.bench;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Creates objects with names that no other connection uses.
final class Creates implements Script {
    private final String namespace;
    private final String prefix;
    private final AtomicLong numbers;
    private final long end;
    private String name = "";

    /// @param prefix what the names begin with
    /// @param numbers where the connections get their numbers from
    /// @param end the number that is not reached
    Creates(String namespace, String prefix, AtomicLong numbers, long end) {
        this.namespace = namespace;
        this.prefix = prefix;
        this.numbers = numbers;
        this.end = end;
    }

    @Override
    public @Nullable Request next() {
        long number = numbers.getAndIncrement();
        if (number >= end) return null;
        name = Cats.name(prefix, number);
        return Request.with("POST", Cats.path(namespace), Cats.JSON, Cats.create(name, "lucky"));
    }

    @Override
    public Optional<String> wrong(Answer answer) {
        if (answer.status() != 201) return Script.expect(201, answer);
        return answer.text().contains("\"name\":\"" + name + "\"")
                ? Optional.empty()
                : Optional.of("created " + name + ", was answered " + answer.text());
    }
}
