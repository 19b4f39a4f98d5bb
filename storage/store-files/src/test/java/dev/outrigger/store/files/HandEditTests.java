package dev.outrigger.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that somebody else touches.
class HandEditTests {
    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void nameTheFolder() {
        root = temporary.resolve("objects");
    }

    /// Values are lower-case texts; files hold them in brackets.
    private static final FileForm BRACKETS = new FileForm() {
        @Override
        public byte[] toFile(byte[] value) {
            return ("[" + new String(value, UTF_8) + "]").getBytes(UTF_8);
        }

        @Override
        public byte[] fromFile(String key, byte[] file, Optional<byte[]> before) {
            var text = new String(file, UTF_8);
            if (!text.startsWith("[") || !text.endsWith("]")) throw new IllegalArgumentException("no brackets");
            return text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT).getBytes(UTF_8);
        }
    };

    private static void create(Store store, String key, String value) {
        store.write(new Write.Create(key, value.getBytes(UTF_8)));
    }

    private static String value(Store store, String key) {
        return store.get(key)
                .map(Entry::value)
                .map(bytes -> new String(bytes, UTF_8))
                .orElse("nothing");
    }

    private Path file(String path) {
        return root.resolve(path);
    }

    @Test
    void whatChangedWhileTheStoreWasClosedIsAChangeLikeOthers() throws Exception {
        try (var store = FilesStore.open(root)) {
            create(store, "/g/r/a", "one");
            create(store, "/g/r/b", "two");
            create(store, "/g/r/c", "three");
        }
        Files.writeString(file("g/r/a.json"), "uno");
        Files.delete(file("g/r/b.json"));
        Files.createDirectories(file("g/r/ns"));
        Files.writeString(file("g/r/ns/d.json"), "four");
        Files.writeString(file("g/readme.txt"), "not an object");
        try (var store = FilesStore.open(root)) {
            assertThat(store.revision().number()).isEqualTo(7);
            assertThat(value(store, "/g/r/a")).isEqualTo("uno");
            assertThat(store.get("/g/r/a").orElseThrow().created().number()).isEqualTo(2);
            assertThat(value(store, "/g/r/b")).isEqualTo("nothing");
            assertThat(store.get("/g/r/c").orElseThrow().modified().number()).isEqualTo(4);
            assertThat(value(store, "/g/r/ns/d")).isEqualTo("four");
        }
        // Nothing changed since: nothing is told twice.
        try (var store = FilesStore.open(root)) {
            assertThat(store.revision().number()).isEqualTo(7);
        }
    }

    @Test
    void aFolderThatAnotherServerLaidOutIsTakenOver() throws Exception {
        Files.createDirectories(file("g/r/ns"));
        Files.writeString(file("g/r/ns/a.json"), "one");

        try (var store = FilesStore.open(root)) {
            assertThat(value(store, "/g/r/ns/a")).isEqualTo("one");
            assertThat(store.revision().number()).isEqualTo(2);
        }
    }

    @Test
    void whatChangesWhileTheStoreIsOpenIsToldToWatchers() throws Exception {
        try (var store = FilesStore.open(root, BRACKETS)) {
            create(store, "/g/r/a", "one");
            var heard = new Heard(store);
            Files.writeString(file("g/r/a.json"), "[UNO]");
            heard.expect("put /g/r/a=uno");
            Files.createDirectories(file("g/r/ns/deeper"));
            Files.writeString(file("g/r/ns/deeper/b.json"), "[two]");
            heard.expect("put /g/r/ns/deeper/b=two");
            Files.delete(file("g/r/a.json"));
            heard.expect("removed /g/r/a");
            Files.move(file("g/r/ns"), temporary.resolve("elsewhere"));
            heard.expect("removed /g/r/ns/deeper/b");
            Files.move(temporary.resolve("elsewhere"), file("g/r/ns"));
            heard.expect("put /g/r/ns/deeper/b=two");
        }
    }

    @Test
    void theOwnWritesAreNoEditsAndWhatCannotBeReadIsLeftAlone() throws Exception {
        try (var store = FilesStore.open(root, BRACKETS)) {
            var heard = new Heard(store);
            create(store, "/g/r/a", "one");
            heard.expect("put /g/r/a=one");
            Files.writeString(file("g/r/a.json"), "no brackets");
            Files.writeString(file("g/r/b.json"), "no brackets either");
            Files.createSymbolicLink(file("g/r/l.json"), file("g/r/a.json"));
            Files.writeString(file("g/r/c.json"), "[mark]");
            heard.expect("put /g/r/c=mark");
            assertThat(value(store, "/g/r/a")).isEqualTo("one");
            assertThat(store.revision().number()).isEqualTo(3);
            Files.writeString(file("g/r/a.json"), "[better]");
            heard.expect("put /g/r/a=better");
        }
    }

    @Test
    void filesAreTheOwnersAlone() throws Exception {
        try (var store = FilesStore.open(root, BRACKETS)) {
            create(store, "/g/r/a", "one");

            assertThat(Files.readString(file("g/r/a.json"))).isEqualTo("[one]");
            assertThat(Files.getPosixFilePermissions(file("g/r/a.json"))).hasSize(2);
            assertThat(Files.getPosixFilePermissions(file("g/r"))).hasSize(3);
            store.write(new Write.Delete("/g/r/a", store.revision()));
            assertThat(file("g/r/a.json")).doesNotExist();
        }
    }

    /// Hears all changes from now on.
    private static final class Heard implements Store.Watcher {
        private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

        Heard(Store store) {
            store.watch("", store.revision(), this);
        }

        void expect(String change) throws InterruptedException {
            assertThat(changes.poll(30, TimeUnit.SECONDS)).isEqualTo(change);
        }

        @Override
        public void changed(List<Event> events, Revision upTo) {
            for (Event event : events) {
                changes.add(
                        switch (event) {
                            case Event.Put put ->
                                "put " + put.key() + "="
                                        + new String(put.entry().value(), UTF_8);
                            case Event.Removed removed -> "removed " + removed.key();
                        });
            }
        }

        @Override
        public void ended(StoreException cause) {}
    }
}
