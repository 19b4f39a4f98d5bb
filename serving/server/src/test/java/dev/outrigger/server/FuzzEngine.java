package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.cache.Root;
import dev.outrigger.cel.CelRules;
import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.BuiltinAuthorizers;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.Query;
import dev.outrigger.rest.ApiServer;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The engine without sockets, for an administrator. Each run meets the same two objects.
final class FuzzEngine {
    private static final int RUNS = 1_000;
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/n/cats";
    private static final String DOGS = ProtocolCase.PETS + "/namespaces/n/dogs";
    private static final String NOTES = ProtocolCase.NOTES + "/namespaces/n/notes";
    private static final String TOM =
            ProtocolCase.cat("tom", "'lives': 9", "'likes': ['fish']", "'traits': {'a': 'b'}");
    private static final String REX =
            ProtocolCase.dog("rex", "'breed': 'BEAGLE'", "'tricks': ['sit']", "'puppies': [{'name': 'p', 'age': 1}]");
    private static final String JSON = "application/json";
    private static final List<String> BODY_TYPES = List.of(JSON, "application/yaml", "application/cbor");
    private static final List<String> PATCH_TYPES = List.of(
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
            "application/apply-patch+yaml",
            "application/apply-patch+cbor");
    private static final List<String> OBJECTS =
            List.of(CATS + "/tom", DOGS + "/rex", CATS + "/tom/status", DOGS + "/rex/status", NOTES + "/new");
    private static final List<String> READ = List.of(
            CATS,
            CATS + "/tom",
            DOGS,
            "/apis",
            "/openapi/v2",
            "/openapi/v3",
            ProtocolCase.ANIMALS,
            "/version",
            "/readyz");

    /// Versions that are not there yet are waited for; that is tested elsewhere.
    private static final Pattern LATER = Pattern.compile("resourceVersion=[^&]*[1-9]|resourceVersion=[^&]*%");

    private static FuzzEngine current = new FuzzEngine();

    private final ApiServer server = new ApiServer(
            ProtocolTypes.server().types(),
            CelRules::of,
            Root.of(new MemoryStore()),
            new Pipeline(List.of(FuzzEngine::everybody), List.of(BuiltinAuthorizers.masters())),
            "fuzz",
            TimeLimits.USUAL);
    private final Map<String, String> versions = new HashMap<>();
    private int runs;

    private FuzzEngine() {
        RunningServer.awaitReady(server::ready, Duration.ofSeconds(10));
    }

    private static Authenticator.Outcome everybody(ApiRequest request) {
        return new Authenticator.Outcome.Identified(new Caller("fuzz", "", List.of(Caller.MASTERS), Map.of()));
    }

    /// An engine that has both objects and not too much of a past.
    static FuzzEngine engine() {
        if (current.runs++ % RUNS == 0) {
            current.server.close();
            current = new FuzzEngine();
            current.runs = 1;
        }
        current.reset(CATS, "tom", TOM);
        current.reset(DOGS, "rex", REX);
        return current;
    }

    /// Makes the object anew where a run has touched it.
    private void reset(String collection, String name, String object) {
        var there = handle("GET", collection + "/" + name, "", Headers.NONE, new byte[0]);
        if (there.status() == 200) {
            if (version(there).equals(versions.get(name))) return;
            var free = "{\"metadata\":{\"finalizers\":null}}".getBytes(UTF_8);
            handle("PATCH", collection + "/" + name, "", Headers.of("Content-Type", PATCH_TYPES.get(1)), free);
            handle("DELETE", collection + "/" + name, "", Headers.NONE, new byte[0]);
        }
        var created = handle("POST", collection, "", Headers.of("Content-Type", JSON), object.getBytes(UTF_8));
        if (created.status() != 201) {
            throw new AssertionError(name + " cannot be made: " + shown(created) + " after " + shown(there));
        }
        versions.put(name, version(created));
    }

    private static String version(ApiResponse answer) {
        return document(answer).struct("metadata").text("resourceVersion").orElse("");
    }

    private static String shown(ApiResponse answer) {
        return answer instanceof ApiResponse.Body(var status, var headers, var parts)
                ? status + " " + text(parts.isEmpty() ? new byte[0] : parts.getFirst())
                : answer.toString();
    }

    private ApiResponse handle(String method, String path, String query, Headers headers, byte[] body) {
        var peer = new ApiRequest.Peer("127.0.0.1", List.of());
        return server.handle(
                new ApiRequest(method, path, Query.parse(query), headers, new ApiRequest.Body.Bytes(body), peer));
    }

    private ApiResponse ask(String method, String path, String query, Headers headers, byte[] body, byte[] input) {
        var request = method + " " + path + (query.isEmpty() ? "" : "?" + query);
        long start = System.nanoTime();
        var answer = handle(method, path, query, headers, body);
        if (answer instanceof ApiResponse.Stream stream) drain(stream);
        FuzzChecks.answer(request, input, answer, System.nanoTime() - start);
        return answer;
    }

    /// Takes what a stream writes first, as a client that is gone at once. The stream may interrupt the thread that
    /// is its request's.
    private static void drain(ApiResponse.Stream stream) {
        try {
            stream.source().writeTo(new ApiResponse.Sink() {
                @Override
                public boolean write(List<byte[]> parts) {
                    return false;
                }

                @Override
                public boolean offer(Supplier<List<byte[]>> parts) {
                    return false;
                }

                @Override
                public void onGone(Runnable action) {
                    action.run();
                }
            });
        } catch (InterruptedException _) {
            // How a stream ends.
        } finally {
            Thread.interrupted();
        }
    }

    private static int choice(byte[] input) {
        return input.length == 0 ? 0 : input[0] & 0xff;
    }

    private static byte[] rest(byte[] input) {
        return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    }

    private static String text(byte[] input) {
        return new String(input, UTF_8);
    }

    void body(byte[] input) {
        int choice = choice(input);
        var type = Headers.of("Content-Type", BODY_TYPES.get(choice % 3));
        int kind = choice / 3 % 8;
        var method = kind < 3 ? "POST" : kind < 6 ? "PUT" : "DELETE";
        var path = switch (kind) {
            case 0 -> CATS;
            case 1 -> DOGS;
            case 2 -> NOTES;
            case 3 -> CATS + "/tom";
            case 4 -> DOGS + "/rex";
            case 5 -> DOGS + "/rex/status";
            case 6 -> DOGS + "/rex";
            default -> CATS;
        };
        ask(method, path, choice > 127 ? "fieldValidation=Strict" : "", type, rest(input), input);
        readable();
    }

    void patch(byte[] input) {
        int choice = choice(input);
        var type = PATCH_TYPES.get(choice % 5);
        var path = OBJECTS.get(choice / 5 % OBJECTS.size());
        var query = type.contains("apply") ? "fieldManager=fuzz&force=true" : "fieldValidation=Strict";
        ask("PATCH", path, query, Headers.of("Content-Type", type), rest(input), input);
        readable();
    }

    /// Whatever was written, both objects can be read, in each form.
    private void readable() {
        for (String path : List.of(CATS, DOGS)) {
            for (String shape :
                    List.of("", ";as=Table;v=v1;g=meta.k8s.io", ";as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")) {
                var list = ask("GET", path, "", Headers.of("Accept", JSON + shape), new byte[0], new byte[0]);
                if (list.status() != 200) throw new AssertionError(path + " cannot be listed: " + list.status());
            }
        }
    }

    void owners(byte[] input) {
        Optional<Value> owners = owners(text(input));
        if (owners.isEmpty()) return;
        var rex = document(handle("GET", DOGS + "/rex", "", Headers.NONE, new byte[0]));
        var metadata = rex.struct("metadata").with("managedFields", owners.get());
        var body = Json.encode(rex.with("metadata", metadata));
        ask("PUT", DOGS + "/rex", "fieldManager=fuzz", Headers.of("Content-Type", JSON), body, input);
        var wanted = ProtocolCase.json("{'apiVersion':'pets.example.com/v1','kind':'Dog','spec':{'age':4}}");
        var type = Headers.of("Content-Type", PATCH_TYPES.get(3));
        ask("PATCH", DOGS + "/rex", "fieldManager=a&force=true", type, wanted.getBytes(UTF_8), input);
        ask("PATCH", DOGS + "/rex", "fieldManager=kubectl", type, wanted.getBytes(UTF_8), input);
        readable();
    }

    private static Optional<Value> owners(String text) {
        try {
            return Optional.of(Json.decode(text.getBytes(UTF_8)).value());
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    private static Value.Struct document(ApiResponse answer) {
        try {
            return (Value.Struct)
                    Json.decode(((ApiResponse.Body) answer).parts().getFirst()).value();
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    void path(byte[] input) {
        var methods = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "");
        var method = methods.get(choice(input) % methods.size());
        var type = Headers.of("Content-Type", method.equals("PATCH") ? PATCH_TYPES.get(1) : JSON);
        ask(method, text(rest(input)), "", type, "{}".getBytes(UTF_8), input);
    }

    void query(byte[] input) {
        var query = text(rest(input));
        if (LATER.matcher(query).find()) return;
        var write = Headers.of("Content-Type", JSON);
        switch (choice(input) % 7) {
            case 0 -> ask("GET", CATS, query, Headers.NONE, new byte[0], input);
            case 1 -> ask("GET", DOGS, "watch=true&" + query, Headers.NONE, new byte[0], input);
            case 2 -> ask("GET", DOGS + "/rex", query, Headers.NONE, new byte[0], input);
            case 3 -> ask("DELETE", CATS, query, Headers.NONE, new byte[0], input);
            case 4 -> ask("DELETE", CATS + "/tom", query, Headers.NONE, new byte[0], input);
            case 5 -> ask("POST", DOGS, query, write, REX.replace("rex", "max").getBytes(UTF_8), input);
            default -> {
                var apply = Headers.of("Content-Type", PATCH_TYPES.get(3));
                ask("PATCH", DOGS + "/rex", query, apply, REX.getBytes(UTF_8), input);
            }
        }
        handle("DELETE", DOGS + "/max", "", Headers.NONE, new byte[0]);
    }

    void token(byte[] input) {
        for (var encoder : List.of(Base64.getUrlEncoder().withoutPadding(), Base64.getUrlEncoder())) {
            ask("GET", CATS, "limit=1&continue=" + encoder.encodeToString(input), Headers.NONE, new byte[0], input);
        }
        ask(
                "DELETE",
                CATS,
                "continue=" + Base64.getUrlEncoder().withoutPadding().encodeToString(input),
                Headers.NONE,
                new byte[0],
                input);
    }

    void headers(byte[] input) {
        var fields = new ArrayList<String>();
        for (String line : text(rest(input)).split("\n", 50)) {
            int colon = line.indexOf(':');
            if (colon <= 0) continue;
            fields.add(line.substring(0, colon));
            fields.add(line.substring(colon + 1).strip());
        }
        var headers = Headers.of(fields.toArray(String[]::new));
        int choice = choice(input) % (READ.size() + 3);
        if (choice < READ.size()) ask("GET", READ.get(choice), "", headers, new byte[0], input);
        else if (choice == READ.size()) ask("GET", CATS, "watch=true", headers, new byte[0], input);
        else if (choice == READ.size() + 1) ask("PUT", CATS + "/tom", "", headers, TOM.getBytes(UTF_8), input);
        else ask("PATCH", CATS + "/tom", "fieldManager=fuzz", headers, "{}".getBytes(UTF_8), input);
    }
}
