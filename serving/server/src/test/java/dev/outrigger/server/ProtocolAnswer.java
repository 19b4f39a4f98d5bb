package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.codec.Cbor;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// An answer as it came over the wire.
record ProtocolAnswer(String request, int code, HttpHeaders headers, byte[] body) {

    String text() {
        return new String(plain(), StandardCharsets.UTF_8);
    }

    /// The body after the content coding is undone.
    byte[] plain() {
        if (!header("Content-Encoding").equals("gzip")) return body;
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first field of that name, the empty string where there is none.
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    List<String> warnings() {
        return headers.allValues("Warning");
    }

    Value.Struct json() {
        try {
            var contentType = header("Content-Type");
            if (contentType.startsWith("application/yaml"))
                return (Value.Struct) Yaml.decode(plain()).value();
            if (contentType.startsWith("application/cbor"))
                return (Value.Struct) Cbor.decode(plain()).value();
            return (Value.Struct) Json.decode(plain()).value();
        } catch (dev.outrigger.codec.DecodeException | ClassCastException e) {
            throw new AssertionError(request + " was answered " + code + " with no object: " + text(), e);
        }
    }

    /// What stands at a JSON pointer, as a `String`, `Long`, `Double`, `Boolean`, `List` or `Map`; null for nothing.
    @Nullable
    Object at(String pointer) {
        return find(json(), pointer).map(ProtocolAnswer::java).orElse(null);
    }

    String textAt(String pointer) {
        return String.valueOf(at(pointer));
    }

    List<?> listAt(String pointer) {
        return at(pointer) instanceof List<?> list ? list : List.of();
    }

    /// Whether there is anything, `null` included, at a JSON pointer.
    boolean has(String pointer) {
        return find(json(), pointer).isPresent();
    }

    String resourceVersion() {
        return textAt("/metadata/resourceVersion");
    }

    long revision() {
        return Long.parseLong(resourceVersion());
    }

    /// The names of a list's items, in order.
    List<String> names() {
        return names(json());
    }

    static List<String> names(Value.Struct list) {
        var names = new ArrayList<String>();
        for (Value item : list.items("items")) {
            names.add(((Value.Struct) item).struct("metadata").text("name").orElse(""));
        }
        return names;
    }

    /// The body with the JSON at a pointer replaced; members on the way are made.
    String with(String pointer, String json) {
        return ProtocolJson.text(ProtocolJson.with(json(), pointer, ProtocolJson.parse(json)));
    }

    /// The body without what stands at a pointer.
    String without(String pointer) {
        return ProtocolJson.text(ProtocolJson.without(json(), pointer));
    }

    ProtocolAnswer ok() {
        return is(200);
    }

    ProtocolAnswer created() {
        return is(201);
    }

    ProtocolAnswer is(int expected) {
        assertThat(code).as("%s: %s", request, text()).isEqualTo(expected);
        return this;
    }

    /// Checks that this is a failure as Kubernetes words it.
    ProtocolAnswer refused(int expected, String reason, String message) {
        refused(expected, reason);
        assertThat(at("/message")).as(request).isEqualTo(message);
        return this;
    }

    ProtocolAnswer refused(int expected, String reason) {
        is(expected);
        assertThat(header("Content-Type")).as(request).startsWith("application/");
        var status = new LinkedHashMap<String, @Nullable Object>();
        for (String name : List.of("kind", "apiVersion", "metadata", "status", "reason", "code")) {
            status.put(name, at("/" + name));
        }
        assertThat(status)
                .as("%s: %s", request, text())
                .containsEntry("kind", "Status")
                .containsEntry("apiVersion", "v1")
                .containsEntry("status", "Failure")
                .containsEntry("reason", reason)
                .containsEntry("code", (long) expected);
        assertThat(status.get("metadata")).as(request).isInstanceOf(java.util.Map.class);
        return this;
    }

    ProtocolAnswer saying(String... parts) {
        assertThat(textAt("/message")).as(request).contains(parts);
        return this;
    }

    /// Checks that a cause with this reason, message and field is given.
    ProtocolAnswer cause(String reason, String message, String field) {
        var wanted = new java.util.HashMap<String, String>(java.util.Map.of("reason", reason, "message", message));
        if (!field.isEmpty()) wanted.put("field", field);
        assertThat(listAt("/details/causes").stream().map(Object.class::cast).toList())
                .as("%s: %s", request, text())
                .contains(wanted);
        return this;
    }

    static Optional<Value> find(Value root, String pointer) {
        Optional<Value> here = Optional.of(root);
        for (String step : ProtocolJson.steps(pointer)) {
            here = here.flatMap(value -> switch (value) {
                case Value.Struct struct -> struct.get(step);
                case Value.Array(var items) -> {
                    int index = Integer.parseInt(step);
                    yield index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
                }
                case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> Optional.empty();
            });
        }
        return here;
    }

    static @Nullable Object java(Value value) {
        return switch (value) {
            case Value.Null _ -> null;
            case Value.Bool(var bool) -> bool;
            case Value.Int(var number) -> number;
            case Value.Real(var number) -> number;
            case Value.Text(var text) -> text;
            case Value.Array(var items) -> {
                var list = new ArrayList<@Nullable Object>();
                for (Value item : items) list.add(java(item));
                yield list;
            }
            case Value.Struct(var members) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                members.forEach((name, member) -> map.put(name, java(member)));
                yield map;
            }
        };
    }
}
