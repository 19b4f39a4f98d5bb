package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Write;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Writes and their outcomes.
interface WritingContract extends UnderTest {

    @Test
    default void anEmptyStoreIsAtTheFirstRevision() {
        assertThat(store().revision()).isEqualTo(new Revision(1));
        assertThat(store().compacted()).isEqualTo(new Revision(1));
        assertThat(listAll()).isEmpty();
    }

    @Test
    default void aCreatedKeyIsReadBack() {
        Revision revision = create("/a", "one");

        assertThat(revision).isEqualTo(new Revision(2));
        assertThat(store().revision()).isEqualTo(revision);
        assertThat(Text.of(store().get("/a"))).isEqualTo("/a=one created 2 modified 2");
        assertThat(store().get("/b")).isEmpty();
    }

    @Test
    default void aCreateOfAKeyThatIsThereIsStaleAndTellsWhatIsThere() {
        create("/a", "one");

        var outcome = store().write(new Write.Create("/a", "two".getBytes(UTF_8)));

        assertThat(Text.of(stale(outcome))).isEqualTo("/a=one created 2 modified 2");
        assertThat(Text.entries(listAll())).containsExactly("/a=one created 2 modified 2");
    }

    @Test
    default void aReplaceKeepsTheCreationRevision() {
        Revision first = create("/a", "one");

        Revision second = replace("/a", "two", first);

        assertThat(second).isGreaterThan(first);
        assertThat(Text.of(store().get("/a"))).isEqualTo("/a=two created 2 modified 3");
    }

    @Test
    default void aReplaceOrDeleteAtAnotherRevisionIsStaleAndChangesNothing() {
        Revision first = create("/a", "one");
        Revision second = replace("/a", "two", first);
        Revision other = create("/b", "x");

        for (Revision wrong : List.of(first, other, new Revision(1), new Revision(99))) {
            assertThat(Text.of(stale(tryReplace("/a", "three", wrong)))).isEqualTo("/a=two created 2 modified 3");
            assertThat(Text.of(stale(store().write(new Write.Delete("/a", wrong)))))
                    .isEqualTo("/a=two created 2 modified 3");
        }
        assertThat(store().get("/a").orElseThrow().modified()).isEqualTo(second);
    }

    @Test
    default void aReplaceOrDeleteOfAnAbsentKeyIsStaleWithNothing() {
        Revision created = create("/a", "one");
        delete("/a", created);

        assertThat(stale(tryReplace("/a", "two", created))).isEmpty();
        assertThat(stale(store().write(new Write.Delete("/a", created)))).isEmpty();
        assertThat(stale(tryReplace("/never", "two", new Revision(1)))).isEmpty();
    }

    @Test
    default void aDeletedKeyIsAbsentAndMayBeCreatedAnew() {
        Revision deleted = delete("/a", create("/a", "one"));

        assertThat(deleted).isEqualTo(new Revision(3));
        assertThat(store().get("/a")).isEmpty();
        assertThat(listAll()).isEmpty();

        create("/a", "two");
        assertThat(Text.of(store().get("/a"))).isEqualTo("/a=two created 4 modified 4");
    }

    @Test
    default void aStaleWriteTakesNoRevision() {
        Revision first = create("/a", "one");
        stale(tryReplace("/a", "two", new Revision(1)));

        assertThat(store().revision()).isEqualTo(first);
        assertThat(create("/b", "x").number()).isEqualTo(first.number() + 1);
    }

    @Test
    default void aReplaceWithTheSameBytesIsAChangeOfItsOwn() {
        Revision first = create("/a", "one");

        assertThat(replace("/a", "one", first)).isGreaterThan(first);
    }

    @Test
    default void valuesOfAnySizeAndContentComeBack() {
        Random random = new Random(7);
        int[] sizes = {0, 1, 255, 4096, 70_000, 1_500_000};
        for (int size : sizes) {
            byte[] value = new byte[size];
            random.nextBytes(value);
            store().write(new Write.Create("/size/" + size, value));
            assertThat(store().get("/size/" + size).orElseThrow().value()).isEqualTo(value);
        }
    }

    @Test
    default void keysOfAnyCharactersComeBack() {
        List<String> keys = List.of("/'", "/\"", "/%", "/_", "/\\", "/ ", "/é", "/\u20ac", "/\ud83d\ude80", "/*?[a]");
        for (String key : keys) create(key, key);

        for (String key : keys)
            assertThat(new String(store().get(key).orElseThrow().value(), UTF_8))
                    .isEqualTo(key);
        assertThat(keys("/")).containsExactlyInAnyOrderElementsOf(keys);
    }
}
