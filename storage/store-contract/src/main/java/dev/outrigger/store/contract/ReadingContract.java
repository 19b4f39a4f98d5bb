package dev.outrigger.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.FutureRevisionException;
import dev.outrigger.store.Store.Page;
import dev.outrigger.store.Store.Range;
import dev.outrigger.store.Store.ReadAt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Lists: borders, order, pages, and reads of the past.
interface ReadingContract extends UnderTest {

    @Test
    default void aPrefixListsItsOwnKeysOnly() {
        for (String key : List.of("/a", "/a/", "/a/1", "/a/2", "/a0", "/a.b/1", "/b", "/A/1")) create(key, "x");

        assertThat(keys("/a/")).containsExactly("/a/", "/a/1", "/a/2");
        assertThat(keys("/a")).containsExactly("/a", "/a.b/1", "/a/", "/a/1", "/a/2", "/a0");
        assertThat(keys("/c")).isEmpty();
        assertThat(keys("")).hasSize(8);
    }

    @Test
    default void aPrefixIsNoPattern() {
        for (String key : List.of("/x%/1", "/xa/1", "/x_/1", "/x*/1", "/x[a]/1")) create(key, "x");

        assertThat(keys("/x%")).containsExactly("/x%/1");
        assertThat(keys("/x_")).containsExactly("/x_/1");
        assertThat(keys("/x*")).containsExactly("/x*/1");
        assertThat(keys("/x[a]")).containsExactly("/x[a]/1");
    }

    @Test
    default void keysSortByTheirUtf8Bytes() {
        List<String> keys = new ArrayList<>(
                List.of("/a", "/Z", "/\u007f", "/\u0080", "/\u07ff", "/\u0800", "/\ud7ff", "/\ue000", "/\uffff"));
        keys.addAll(List.of("/\ud83d\ude80", "/\ud800\udc00", "/\ud800\udc01", "/\udbff\udfff", "/a/b", "/a-b", "/ab"));
        for (String key : keys) create(key, "x");

        keys.sort((left, right) -> Arrays.compareUnsigned(utf8(left), utf8(right)));
        assertThat(keys("/")).isEqualTo(keys);
        for (int i = 0; i < keys.size(); i++) {
            Page page = store().list(new Range("/", keys.get(i), 0), ReadAt.latest());
            assertThat(page.entries().stream().map(Entry::key)).isEqualTo(keys.subList(i + 1, keys.size()));
        }
    }

    @Test
    default void aPrefixMayEndInTheHighestCharacterOfItsKind() {
        for (String end : List.of("\u007f", "\u07ff", "\ud7ff", "\uffff", "\udbff\udfff")) {
            create("/" + end, "itself");
            create("/" + end + "/1", "below");
        }

        for (String end : List.of("\u007f", "\u07ff", "\ud7ff", "\uffff", "\udbff\udfff"))
            assertThat(keys("/" + end)).containsExactly("/" + end, "/" + end + "/1");
    }

    @Test
    default void aPageTellsWhetherKeysOfThePrefixFollow() {
        for (int i = 0; i < 10; i++) create("/a/" + i, "x");
        create("/b/0", "x");

        Page first = store().list(new Range("/a/", "", 4), ReadAt.latest());
        Page second = store().list(new Range("/a/", "/a/3", 4), ReadAt.latest());
        Page last = store().list(new Range("/a/", "/a/7", 4), ReadAt.latest());
        Page exact = store().list(new Range("/a/", "/a/5", 4), ReadAt.latest());

        assertRemaining(first, 6);
        assertThat(second.entries().getFirst().key()).isEqualTo("/a/4");
        assertRemaining(second, 2);
        assertThat(last.entries()).hasSize(2);
        assertRemaining(last, 0);
        assertRemaining(exact, 0);
        assertRemaining(store().list(Range.all("/a/"), ReadAt.latest()), 0);
    }

    /// A store need not count, but what it counts is right.
    private static void assertRemaining(Page page, long remaining) {
        assertThat(page.isLast()).isEqualTo(remaining == 0);
        page.remaining().ifPresent(counted -> assertThat(counted).isEqualTo(remaining));
    }

    @Test
    default void aPageMayStartAfterAKeyThatIsNotThere() {
        for (String key : List.of("/a/1", "/a/3", "/b/1")) create(key, "x");

        assertThat(store().list(new Range("/a/", "/a/2", 0), ReadAt.latest()).entries())
                .extracting(Entry::key)
                .containsExactly("/a/3");
        assertThat(store().list(new Range("/a/", "/A", 0), ReadAt.latest()).entries())
                .hasSize(2);
        assertThat(store().list(new Range("/a/", "/b", 1), ReadAt.latest()).entries())
                .isEmpty();
    }

    @Test
    default void anEmptyListTellsTheStoresRevision() {
        Revision last = create("/a", "x");

        assertThat(store().list(Range.all("/none/"), ReadAt.latest()).revision())
                .isEqualTo(last);
    }

    @Test
    default void everyRevisionCanBeReadAsItWas() {
        Random random = new Random(11);
        Map<String, Revision> live = new TreeMap<>();
        Map<Revision, List<String>> past = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            Revision revision = randomChange(random, live, i);
            past.put(revision, Text.entries(listAll()));
        }

        past.forEach((revision, entries) -> {
            Page page = store().list(Range.all(""), new ReadAt.Exact(revision));
            assertThat(Text.entries(page.entries())).isEqualTo(entries);
            assertThat(page.revision()).isEqualTo(revision);
            Page some = store().list(new Range("/k", "/k1", 2), new ReadAt.Exact(revision));
            List<String> rest = entries.stream()
                    .filter(entry -> entry.compareTo("/k1=~") > 0)
                    .toList();
            assertThat(Text.entries(some.entries()))
                    .isEqualTo(rest.stream().limit(2).toList());
            assertRemaining(some, Math.max(0, rest.size() - 2));
        });
    }

    private Revision randomChange(Random random, Map<String, Revision> live, int i) {
        String key = "/k" + random.nextInt(8);
        Revision at = live.get(key);
        if (at != null && random.nextInt(4) == 0) {
            live.remove(key);
            return delete(key, at);
        }
        Revision revision = at == null ? create(key, "v" + i) : replace(key, "v" + i, at);
        live.put(key, revision);
        return revision;
    }

    @Test
    default void pagesAtOneRevisionMakeOneListWhileWritesGoOn() {
        for (int i = 0; i < 50; i++) create("/p/" + (100 + i), "first");
        Revision start = store().revision();
        List<String> whole = Text.entries(listAll());

        Together.run(2, worker -> {
            if (worker == 0) {
                for (int i = 0; i < 50; i += 2) delete("/p/" + (100 + i));
                for (int i = 1; i < 50; i += 2)
                    replace("/p/" + (100 + i), "second", new Revision(start.number() - 49 + i));
                for (int i = 0; i < 50; i++) create("/p/" + (100 + i) + "/new", "third");
            } else {
                for (int round = 0; round < 20; round++)
                    assertThat(pages(start, 7)).isEqualTo(whole);
            }
        });
        assertThat(pages(start, 7)).isEqualTo(whole);
    }

    private List<String> pages(Revision at, int limit) {
        List<String> all = new ArrayList<>();
        String after = "";
        while (true) {
            Page page = store().list(new Range("/p/", after, limit), new ReadAt.Exact(at));
            all.addAll(Text.entries(page.entries()));
            assertRemaining(page, 50 - all.size());
            if (page.isLast()) return all;
            after = page.entries().getLast().key();
        }
    }

    @Test
    default void aRevisionThatIsNotCommittedCannotBeRead() {
        Revision next = new Revision(create("/a", "x").number() + 1);

        assertThatThrownBy(() -> store().list(Range.all(""), new ReadAt.Exact(next)))
                .isInstanceOf(FutureRevisionException.class)
                .hasMessage("revision 3 is in the future, the store is at 2");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
