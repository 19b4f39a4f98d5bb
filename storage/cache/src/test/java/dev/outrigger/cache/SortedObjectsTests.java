package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedObjectsTests {

    private static CachedObject object(String key, long revision) {
        var bytes = "{\"metadata\":{}}".getBytes(StandardCharsets.UTF_8);
        var at = new Revision(revision);
        return CachedObject.of(
                new ObjectKey("", key), new Entry(key, bytes, at, at), Layout.of(RepositoryTests.CATS, "/a"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itHoldsWhatATreeMapHoldsAndOldVersionsNeverChange(long seed) {
        var random = new Random(seed);
        var model = new TreeMap<String, CachedObject>();
        var map = SortedObjects.EMPTY;
        var earlier = map;
        var earlierModel = List.<CachedObject>of();
        for (int i = 1; i <= 3000; i++) {
            var key = "/a/" + random.nextInt(600);
            if (random.nextInt(3) == 0) {
                map = map.without(key);
                model.remove(key);
            } else {
                var object = object(key, i);
                map = map.with(object);
                model.put(key, object);
            }
            if (i == 1500) {
                earlier = map;
                earlierModel = List.copyOf(model.values());
            }
        }
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.range("/a/", "")).containsExactlyElementsOf(model.values());
        for (int i = 0; i < 600; i++) {
            var key = "/a/" + i;
            assertThat(map.get(key).orElse(null)).isSameAs(model.get(key));
            assertThat(map.range("/a/", key))
                    .containsExactlyElementsOf(model.tailMap(key, false).values());
        }
        assertThat(earlier.range("/a/", "")).containsExactlyElementsOf(earlierModel);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
    void aPrefixTakesItsOwnKeysAndNoNeighbours(int size) {
        var map = SortedObjects.EMPTY;
        for (int i = 0; i < size; i++) {
            map = map.with(object("/r/a/" + i, i + 1))
                    .with(object("/r/a0" + i, i + 1))
                    .with(object("/r/b/" + i, i + 1));
        }
        assertThat(map.range("/r/a/", ""))
                .hasSize(size)
                .allMatch(one -> one.entry().key().startsWith("/r/a/"));
        assertThat(map.range("/r/", "")).hasSize(3 * size);
        assertThat(map.range("/r/c/", "")).isEmpty();
    }

    @Test
    void keysInTheOrderOfAStoreAreFoundWhateverTheirCharacters() {
        // By UTF-8 bytes the wide tilde comes before the rocket, by UTF-16 units after it.
        var objects = new ArrayList<CachedObject>();
        for (int i = 0; i < 200; i++) objects.add(object("/a/\uff5e" + i, i + 1));
        for (int i = 0; i < 200; i++) objects.add(object("/a/\ud83d\ude80" + i, i + 201));
        var map = SortedObjects.of(objects);

        assertThat(objects)
                .allSatisfy(one -> assertThat(map.get(one.entry().key())).containsSame(one));
        assertThat(map.range("/a/", "")).containsExactlyInAnyOrderElementsOf(objects);
        assertThat(map.range("/a/\uff5e", "")).hasSize(200);
    }
}
