package dev.outrigger.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathsTests {
    private static final Path ROOT = Path.of("/root");

    @ParameterizedTest
    @CsvSource({
        "/animal.skai.io/cats/home/tom, animal.skai.io/cats/home/tom.json",
        "/pods/default/web-0, pods/default/web-0.json",
        "/g/r/system:node, g/r/system%3anode.json",
        "/g/r/Tom, g/r/%54om.json",
        "/g/r/.., g/r/%2e%2e.json",
        "/g/r/con, g/r/%63on.json",
        "/g/r/nul.txt, g/r/%6eul.txt.json",
        "/g/x.json/a, g/x%2ejson/a.json",
        "/g/x.json, g/x.json.json",
        "/g/a., g/a%2e.json",
        "/g/é, g/%c3%a9.json",
        "/g/a%, g/a%25.json",
        "/g//a, g/%/a.json",
        "/g/, g/%.json",
    })
    void aKeyHasAFileThatEveryFileSystemTakes(String key, String file) {
        var path = KeyPaths.path(ROOT, key);

        assertThat(path).isEqualTo(ROOT.resolve(file));
        assertThat(KeyPaths.key(ROOT, path)).contains(key);
    }

    @Test
    void theLongestNamesFit() {
        for (String name : List.of("a".repeat(253), "é".repeat(120), "a".repeat(199) + "é" + "b".repeat(50))) {
            var key = "/" + name + "/" + name + "/" + name;
            var path = KeyPaths.path(ROOT, key);

            for (Path part : path) assertThat(part.toString().length()).isLessThan(256);
            assertThat(KeyPaths.key(ROOT, path)).contains(key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readme.txt",
                "g/Tom.json",
                "g/%4.json",
                "g/%zz.json",
                "g/%61.json",
                "g/~/a.json",
                "g/a b.json",
                ".json",
                "g/%2f.json",
                "g/%ff.json"
            })
    void aFileThatNoKeyHasIsNobodys(String file) {
        assertThat(KeyPaths.key(ROOT, ROOT.resolve(file))).isEmpty();
    }

    @Test
    void aKeyStartsWithASlash() {
        assertThatThrownBy(() -> KeyPaths.path(ROOT, "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoKeysShareAFileThoughCaseWereNotToldApart() {
        var random = new Random(7);
        var alphabet = "aA.%~-/:é\\jsonJ";
        var keys = new HashSet<String>();
        var files = new HashSet<String>();
        for (int i = 0; i < 4_000; i++) {
            var key = new StringBuilder("/");
            int length = random.nextInt(8);
            for (int c = 0; c < length; c++) key.append(alphabet.charAt(random.nextInt(alphabet.length())));
            if (!keys.add(key.toString())) continue;
            var path = KeyPaths.path(ROOT, key.toString());
            assertThat(path.startsWith(ROOT)).isTrue();
            assertThat(path.normalize()).isEqualTo(path);
            assertThat(files.add(path.toString().toLowerCase(Locale.ROOT)))
                    .as(key.toString())
                    .isTrue();
            assertThat(KeyPaths.key(ROOT, path)).contains(key.toString());
        }
        // No file is in the place of a folder.
        var folders = new HashSet<String>();
        for (String key : keys)
            KeyPaths.folders(ROOT, KeyPaths.path(ROOT, key)).forEach(f -> folders.add(f.toString()));
        assertThat(Collections.disjoint(files, folders)).isTrue();
    }
}
