package dev.outrigger.streams;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.kinds.Session.TerminalSize;
import dev.outrigger.meta.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/// The sizes of a client's terminal: small JSON objects, one after the other.
final class Sizes {
    private static final int LONGEST = 1024;

    private final Inlet inlet;

    Sizes(Inlet inlet) {
        this.inlet = inlet;
    }

    /// The next size; empty where no more come, or something that is none.
    Optional<TerminalSize> next() throws InterruptedException {
        try {
            var object = new ByteArrayOutputStream();
            for (int next = inlet.read(); next >= 0 && object.size() < LONGEST; next = inlet.read()) {
                object.write(next);
                if (next == '}') return size(object.toByteArray());
            }
            return Optional.empty();
        } catch (IOException _) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    private static Optional<TerminalSize> size(byte[] object) {
        try {
            if (!(Json.decode(object).value() instanceof Value.Struct struct)) return Optional.empty();
            var width = number(struct, "Width");
            var height = number(struct, "Height");
            return width.isEmpty() || height.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TerminalSize(width.get(), height.get()));
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    /// Sizes are `uint16` upstream.
    private static Optional<Integer> number(Value.Struct struct, String name) {
        return struct.get(name)
                .flatMap(value -> value instanceof Value.Int(var number) ? Optional.of(number) : Optional.empty())
                .filter(number -> number >= 0 && number < 1 << 16)
                .map(Long::intValue);
    }
}
