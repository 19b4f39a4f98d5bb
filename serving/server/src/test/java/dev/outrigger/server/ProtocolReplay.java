package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.Map;
import java.util.TreeMap;

/// One watcher's view of a collection from the start of a test: what the events alone tell.
final class ProtocolReplay implements AutoCloseable {
    private final ProtocolClient client;
    private final String collection;
    private final ProtocolEvents events;
    private final Map<String, Value.Struct> objects = new TreeMap<>();
    private long highest;
    private final long start;

    ProtocolReplay(ProtocolClient client, String collection) {
        this.client = client;
        this.collection = collection;
        this.start = client.get(collection + "?limit=1").ok().revision();
        this.events = client.watch(collection + "?watch=true&resourceVersion=0");
    }

    /// Checks that list, gets and events tell the same.
    void checkInvariants() {
        var list = client.get(collection).ok();
        var listed = new TreeMap<String, Value.Struct>();
        for (Value item : list.json().items("items")) listed.put(name((Value.Struct) item), (Value.Struct) item);
        listed.forEach((name, object) -> {
            assertThat(client.get(collection + "/" + name).ok().json())
                    .as("a get of %s tells what the list tells", name)
                    .isEqualTo(object);
            assertThat(revision(object)).isLessThanOrEqualTo(list.revision());
        });
        while (!objects.equals(listed)) take(events.next());
        assertThat(list.revision()).isGreaterThanOrEqualTo(start);
    }

    private void take(ProtocolEvents.Event event) {
        var known = objects.containsKey(event.name());
        assertThat(event.type())
                .as("the event of %s, known: %s", event.name(), known)
                .isIn(known ? java.util.List.of("MODIFIED", "DELETED") : java.util.List.of("ADDED"));
        if (event.revision() > start) {
            assertThat(event.revision())
                    .as("resourceVersions of %s rise", collection)
                    .isGreaterThan(highest);
            highest = event.revision();
        }
        if (event.type().equals("DELETED")) objects.remove(event.name());
        else objects.put(event.name(), event.object());
    }

    @Override
    public void close() {
        events.close();
    }

    private static String name(Value.Struct object) {
        return object.struct("metadata").text("name").orElse("");
    }

    private static long revision(Value.Struct object) {
        return Long.parseLong(object.struct("metadata").text("resourceVersion").orElse("-1"));
    }
}
