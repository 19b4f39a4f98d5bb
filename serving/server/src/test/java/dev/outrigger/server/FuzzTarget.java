package dev.outrigger.server;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What is fed with malformed input. A run throws where the server would answer with a 500, tell of its inside, hang
/// or answer with something that no client can read.
///
/// Where an input has to choose something beside its content, its first byte does.
enum FuzzTarget {
    /// A JSON document; what can be read is written and read again.
    JSON {
        @Override
        void run(byte[] input) {
            try {
                var value = Json.decode(input).value();
                var text = Json.encode(value);
                FuzzChecks.same(text, Json.encode(Json.decode(text).value()));
                FuzzChecks.same(
                        text, Json.encode(Json.decode(Json.encodePretty(value)).value()));
            } catch (DecodeException e) {
                FuzzChecks.message(input, e.getMessage());
            }
        }
    },

    /// A YAML document; what can be read is written and read again, as JSON can.
    YAML {
        @Override
        void run(byte[] input) {
            try {
                var value = Yaml.decode(input).value();
                if (value instanceof Value.Struct) {
                    var again = Yaml.decode(Yaml.encode(value)).value();
                    FuzzChecks.same(
                            Json.decode(Json.encode(value)).value(),
                            Json.decode(Json.encode(again)).value());
                }
            } catch (DecodeException e) {
                FuzzChecks.message(input, e.getMessage());
            }
        }
    },

    /// A CBOR document; what can be read is written and read again.
    CBOR {
        @Override
        void run(byte[] input) {
            try {
                var value = Cbor.decode(input).value();
                FuzzChecks.same(value, Cbor.decode(Cbor.encode(value)).value());
            } catch (DecodeException e) {
                FuzzChecks.message(input, e.getMessage());
            }
        }
    },

    /// The body of a create, an update, a status update or a delete, in each media type.
    BODIES {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().body(input);
        }
    },

    /// A patch of each type on each resource.
    PATCHES {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().patch(input);
        }
    },

    /// `metadata.managedFields` in an update, and an apply after it.
    OWNERS {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().owners(input);
        }
    },

    /// A method and a path, percent-decoded.
    PATHS {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().path(input);
        }
    },

    /// The query of a list, a watch, a get, a write or a delete: selectors, versions, options.
    QUERIES {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().query(input);
        }
    },

    /// What a continue token holds inside its base64.
    TOKENS {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().token(input);
        }
    },

    /// Header fields, one a line: what is accepted, what is sent, who is asked for.
    HEADERS {
        @Override
        void run(byte[] input) {
            FuzzEngine.engine().headers(input);
        }
    },

    /// A request line, header lines, an empty line and a body, over a connection of HTTP/1.1 to the real front door.
    WIRE {
        @Override
        void run(byte[] input) {
            FuzzWire.wire().send(input);
        }
    };

    /// Feeds it once.
    abstract void run(byte[] input);

    /// The inputs that are kept: one of each kind, and those that once found something.
    List<byte[]> kept() {
        try (var files = Files.list(folder())) {
            return files.sorted().map(FuzzTarget::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        var name = "/fuzz/" + name().toLowerCase(Locale.ROOT);
        try {
            return Path.of(FuzzTarget.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
