package dev.outrigger.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The same read over and over. Its first answer is read whole and understood; all others must be as long.
final class Reads implements Script {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WHOLE = 64 << 20;

    private final Request request;
    private final long length;

    private Reads(Request request, long length) {
        this.request = request;
        this.length = length;
    }

    /// Gets one object, which must have that name.
    static Reads get(Client client, String path, String name) throws InterruptedException {
        var first = whole(client, Request.get(path));
        try {
            var found = JSON.readTree(first.body()).at("/metadata/name").asText();
            if (!found.equals(name)) throw new BenchException(path + " holds " + found);
        } catch (IOException bad) {
            throw new BenchException(path + " is no JSON", bad);
        }
        return new Reads(Request.get(path), first.length());
    }

    /// Lists, and finds that many objects.
    static Reads list(Client client, String path, int count, boolean gzip) throws InterruptedException {
        var first = whole(client, Request.get(path));
        try {
            int found = JSON.readTree(first.body()).path("items").size();
            if (found != count) throw new BenchException(path + " lists " + found + " objects instead of " + count);
        } catch (IOException bad) {
            throw new BenchException(path + " is no JSON", bad);
        }
        if (!gzip) return new Reads(Request.get(path), first.length());
        var packed = Request.get(path).gzipped();
        long length = whole(client, packed).length();
        if (length > first.length() / 2) throw new BenchException(path + " was not packed");
        return new Reads(packed, length);
    }

    /// Gets bytes that nothing is known of.
    static Reads bytes(Client client, String path) throws InterruptedException {
        return new Reads(Request.get(path), whole(client, Request.get(path)).length());
    }

    private static Answer whole(Client client, Request request) throws InterruptedException {
        var answer = client.send(request.keeping(WHOLE));
        Script.expect(200, answer).ifPresent(complaint -> {
            throw new BenchException(request.path() + ": " + complaint);
        });
        return answer;
    }

    long length() {
        return length;
    }

    @Override
    public @Nullable Request next() {
        return request;
    }

    @Override
    public Optional<String> wrong(Answer answer) {
        if (answer.status() != 200) return Script.expect(200, answer);
        return answer.length() == length
                ? Optional.empty()
                : Optional.of("an answer of " + answer.length() + " bytes instead of " + length);
    }
}
