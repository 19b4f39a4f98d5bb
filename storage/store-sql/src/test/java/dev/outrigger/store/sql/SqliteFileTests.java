package dev.outrigger.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import dev.outrigger.store.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What may be wrong with a file, and the one line that says so.
class SqliteFileTests {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("store.db");
    }

    @Test
    void aMissingDirectoryIsMadeForItsOwnerAlone() throws IOException {
        Path deep = directory.resolve("a/b/store.db");
        try (SqliteStore store = SqliteStore.open(deep)) {
            Stores.create(store, "/a", "x");
            assertThat(permissions(deep.getParent())).isEqualTo("rwx------");
            try (var files = Files.list(deep.getParent())) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(one -> permissions(one).equals("rw-------"));
            }
        }
    }

    @Test
    void aStoreThatIsOpenInThisProcessIsRefused() {
        try (SqliteStore _ = SqliteStore.open(file)) {
            refused("is already open in this process");
        }
        SqliteStore.open(file).close();
    }

    @Test
    void aDirectoryIsNoFile() {
        file = directory;

        refused("is a directory: name the database file itself");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(directory.resolve("occupied"), "a file");
        file = directory.resolve("occupied/store.db");

        refused("cannot be made or locked: let the server's user write to its directory");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        for (String garbage : new String[] {"x", "not a database\n", "0123456789abcdef".repeat(1000)}) {
            Files.writeString(file, garbage);

            refused("is damaged or is no SQLite database: restore it from a backup");
            assertThat(file).hasContent(garbage);
        }
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            for (int i = 0; i < 50; i++) Stores.create(store, "/" + i, new byte[4000]);
        }
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }

        refused("is damaged or is no SQLite database");
    }

    @Test
    void damageInsideTheFileIsToldByTheReadThatMeetsIt() throws IOException {
        try (SqliteStore store = SqliteStore.open(file)) {
            for (int i = 0; i < 200; i++) Stores.create(store, "/" + i, new byte[4000]);
        }
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = "damage".repeat(700).getBytes(UTF_8);
            for (long at = 4096 * 10; at + 4096 < damaged.length(); at += 4096) {
                damaged.seek(at);
                damaged.write(noise, 0, 4096);
            }
        }

        assertThatThrownBy(() -> {
                    try (SqliteStore store = SqliteStore.open(file)) {
                        store.list(Range.all(""), ReadAt.latest());
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws SQLException {
        sql("CREATE TABLE contacts (name TEXT)");

        refused("belongs to another program: name another file");
    }

    @Test
    void aSchemaOfAnotherVersionIsRefused() throws SQLException {
        SqliteStore.open(file).close();
        sql("UPDATE meta SET schema_version = 9");

        refused("has schema version 9, this Outrigger reads version 1");
    }

    @Test
    void aRefusedFileIsFreeAgain() throws IOException {
        Files.writeString(file, "not a database\n");
        refused("is damaged");
        Files.delete(file);

        SqliteStore.open(file).close();
    }

    private void refused(String because) {
        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(because)
                .hasMessageNotContaining("\n");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var once = connection.createStatement()) {
            once.execute(statement);
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
