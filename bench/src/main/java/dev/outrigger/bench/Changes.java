package dev.outrigger.bench;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes the objects of one connection in turn, each time to something new.
final class Changes implements Script {
    private static final String VERSION = "\"resourceVersion\":\"";
    private static final int OBJECTS = 4;
    private static final int ROOM = 1_000;

    private final Kind kind;
    private final int first;
    private final String[] versions = new String[OBJECTS];
    private long turn;
    private String called = "";

    /// How an object is changed.
    enum Kind {
        /// PUT with the resourceVersion of the last answer.
        PUT,
        /// A merge patch.
        MERGE,
        /// A server-side apply.
        APPLY
    }

    /// The namespace that holds the objects that are changed.
    static final String NAMESPACE = "kept";

    /// How many objects so many connections change.
    static int objects(int connections) {
        return connections * OBJECTS;
    }

    private Changes(Kind kind, int first) {
        this.kind = kind;
        this.first = first;
    }

    /// @param connection the number of the connection
    static Changes open(Client client, Kind kind, int connection) throws InterruptedException {
        var changes = new Changes(kind, connection * OBJECTS);
        if (kind != Kind.PUT) return changes;
        for (int i = 0; i < OBJECTS; i++) {
            var path = Cats.path(NAMESPACE, changes.name(i));
            changes.versions[i] =
                    version(client.send(Request.get(path).keeping(1 << 16)).text());
        }
        return changes;
    }

    private String name(int object) {
        return Cats.name("kept", first + object);
    }

    @Override
    public @Nullable Request next() {
        turn++;
        int object = (int) (turn % OBJECTS);
        called = String.format("lucky-%010d", turn * ROOM + first);
        var name = name(object);
        var path = Cats.path(NAMESPACE, name);
        return switch (kind) {
            case PUT -> Request.with("PUT", path, Cats.JSON, Cats.update(name, versions[object], called));
            case MERGE -> Request.with("PATCH", path, Cats.MERGE, Cats.mergePatch(called));
            case APPLY ->
                Request.with(
                        "PATCH", path + "?fieldManager=bench-apply&force=true", Cats.APPLY, Cats.apply(name, called));
        };
    }

    @Override
    public Optional<String> wrong(Answer answer) {
        if (answer.status() != 200) return Script.expect(200, answer);
        var text = answer.text();
        if (!text.contains("\"name\":\"" + called + "\"")) {
            return Optional.of("changed to " + called + ", was answered " + text);
        }
        if (kind == Kind.PUT) versions[(int) (turn % OBJECTS)] = version(text);
        return Optional.empty();
    }

    private static String version(String text) {
        int start = text.indexOf(VERSION) + VERSION.length();
        if (start < VERSION.length()) throw new BenchException("no resourceVersion in " + text);
        return text.substring(start, text.indexOf('"', start));
    }
}
