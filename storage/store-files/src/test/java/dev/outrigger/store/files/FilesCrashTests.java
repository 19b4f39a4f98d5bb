package dev.outrigger.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.Write;
import dev.outrigger.store.contract.WritingProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesCrashTests {
    @TempDir
    Path temporary;

    private Path root;
    private Path journal;

    @BeforeEach
    void nameTheFolder() {
        root = temporary.resolve("objects");
        journal = root.resolve(".outrigger/journal");
    }

    @Test
    void everyAcknowledgedWriteSurvivesAKill() throws Exception {
        Map<String, Revision> acknowledged = new HashMap<>();
        for (int round = 1; round <= 4; round++) {
            WritingProcess.killedAfter(round * 60, FilesStoreAt.class, root.toString(), acknowledged);
            try (Store store = FilesStore.open(root)) {
                WritingProcess.assertKept(acknowledged, store);
                var newest =
                        acknowledged.values().stream().max(Revision::compareTo).orElseThrow();
                // One write at most was on its way; nothing was taken for somebody's edit.
                assertThat(store.revision().number() - newest.number()).isBetween(0L, 1L);
                filesHoldWhatTheStoreDoes(store);
            }
        }
    }

    private void filesHoldWhatTheStoreDoes(Store store) throws IOException {
        for (Entry entry : store.list(Range.all(""), ReadAt.latest()).entries()) {
            assertThat(Files.readAllBytes(KeyPaths.path(root, entry.key()))).isEqualTo(entry.value());
        }
    }

    @Test
    void aSecondStoreOnTheFolderIsRefused() throws Exception {
        try (WritingProcess first = WritingProcess.start(FilesStoreAt.class, root.toString())) {
            first.await(1);

            assertThatThrownBy(() -> FilesStore.open(root))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(root + " is in use by another store: stop that server, or choose another folder");
        }
        try (Store _ = FilesStore.open(root)) {
            assertThatThrownBy(() -> FilesStore.open(root)).hasMessageContaining("is in use");
        }
    }

    private static Revision write(Store store, Write write) {
        return ((Outcome.Committed) store.write(write)).revision();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String now(Store store, String key) {
        return store.get(key).map(entry -> new String(entry.value(), UTF_8)).orElse("nothing");
    }

    /// The journal as it was before the store was closed, and so whatever a crash leaves of it.
    private byte[] journalOf(String... values) throws IOException {
        try (Store store = FilesStore.open(root)) {
            Revision at = write(store, new Write.Create("/g/a", bytes(values[0])));
            for (int i = 1; i < values.length; i++) at = write(store, new Write.Replace("/g/a", bytes(values[i]), at));
            return Files.readAllBytes(journal);
        }
    }

    @Test
    void aWriteThatReachedTheJournalAloneReachesItsFileAtTheNextStart() throws Exception {
        byte[] crashed = journalOf("one", "two");
        Files.write(journal, crashed);
        Files.writeString(root.resolve("g/a.json"), "one");

        try (Store store = FilesStore.open(root)) {
            assertThat(now(store, "/g/a")).isEqualTo("two");
            assertThat(store.revision().number()).isEqualTo(3);
            filesHoldWhatTheStoreDoes(store);
        }
        Files.write(journal, crashed);
        Files.writeString(root.resolve("g/a.json"), "somebody's");
        try (Store store = FilesStore.open(root)) {
            assertThat(now(store, "/g/a")).isEqualTo("somebody's");
            assertThat(store.revision().number()).isEqualTo(4);
        }
        // After a clean end, the old content too is somebody's.
        Files.writeString(root.resolve("g/a.json"), "two");
        try (Store store = FilesStore.open(root)) {
            assertThat(now(store, "/g/a")).isEqualTo("two");
            assertThat(store.revision().number()).isEqualTo(5);
        }
    }

    @Test
    void aJournalThatWasCutAnywhereInItsLastLineLosesThatLineAlone() throws Exception {
        byte[] whole = journalOf("one", "two");
        byte[] before;
        try (Store _ = FilesStore.open(temporary.resolve("other"))) {
            before = Files.readAllBytes(temporary.resolve("other/.outrigger/journal"));
        }
        var ends = new ArrayList<Integer>();
        for (int at = before.length; at < whole.length; ) {
            ends.add(at);
            at += 12 + ByteBuffer.wrap(whole, at, 4).getInt();
        }
        for (int cut = ends.getLast(); cut < whole.length; cut++) {
            Files.write(journal, Arrays.copyOf(whole, cut));
            Files.writeString(root.resolve("g/a.json"), "one");
            try (Store store = FilesStore.open(root)) {
                assertThat(store.revision().number()).isEqualTo(2);
                assertThat(now(store, "/g/a")).isEqualTo("one");
            }
        }
    }

    @Test
    void damageBeforeTheEndIsRefusedInOneLine() throws Exception {
        byte[] whole = journalOf("one", "two");
        for (int at = 0; at < whole.length - 60; at++) {
            whole[at] ^= 1;
            Files.write(journal, whole);

            assertThatThrownBy(() -> FilesStore.open(root))
                    .as("byte %s", at)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot use " + journal + ": it is ")
                    .hasMessageNotContaining("\n");
            whole[at] ^= 1;
        }
        Files.write(journal, Arrays.copyOf(whole, whole.length + 100));
        try (Store store = FilesStore.open(root)) {
            assertThat(now(store, "/g/a")).isEqualTo("two");
        }
        Files.writeString(journal, "something else");
        assertThatThrownBy(() -> FilesStore.open(root)).hasMessageContaining("no journal of ours");
    }

    @Test
    void aWriteWhoseFileCannotBeMadeIsRefusedAndLeavesNoTrace() throws Exception {
        try (Store store = FilesStore.open(root)) {
            write(store, new Write.Create("/g/a", bytes("one")));
            // A file stands where a folder must be.
            Files.writeString(root.resolve("h"), "in the way");
            assertThatThrownBy(() -> store.write(new Write.Create("/h/b", bytes("two"))))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("cannot write below " + root);
            assertThat(store.get("/h/b")).isEmpty();
            assertThat(store.revision().number()).isEqualTo(2);
            Files.delete(root.resolve("h"));
            assertThat(write(store, new Write.Create("/h/b", bytes("two"))).number())
                    .isEqualTo(3);
        }
        try (Store store = FilesStore.open(root)) {
            assertThat(now(store, "/h/b")).isEqualTo("two");
            assertThat(store.revision().number()).isEqualTo(3);
        }
    }

    @Test
    void aLongJournalIsWrittenAnewWithAllThatIsHeld() throws Exception {
        byte[] large = new byte[1 << 20];
        try (Store store = FilesStore.open(root)) {
            Revision at = write(store, new Write.Create("/g/a", large));
            write(store, new Write.Create("/g/b", bytes("small")));
            for (int i = 0; i < 6; i++) at = write(store, new Write.Replace("/g/a", large, at));
            store.compact(at);
            for (int i = 0; i < 6; i++) at = write(store, new Write.Replace("/g/a", large, at));
            assertThat(Files.size(journal)).isLessThan(9 << 20);
            assertThat(store.compacted().number()).isEqualTo(9);
        }
        try (Store store = FilesStore.open(root)) {
            assertThat(store.revision().number()).isEqualTo(15);
            assertThat(store.compacted().number()).isEqualTo(9);
            assertThat(store.get("/g/a").orElseThrow().created().number()).isEqualTo(2);
            assertThat(now(store, "/g/b")).isEqualTo("small");
        }
    }
}
