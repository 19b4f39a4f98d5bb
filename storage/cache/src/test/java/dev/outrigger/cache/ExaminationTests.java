package dev.outrigger.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cache.Repository.Result;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaminationTests {
    private final FragileStore store = new FragileStore(new MemoryStore());
    private final Repository cats = new Repository(RepositoryTests.CATS, Root.of(store));

    @AfterEach
    void close() {
        cats.close();
        store.close();
    }

    private CachedObject create(String name) {
        var cat = Value.object("kind", "Cat", "metadata", Value.object("name", name, "namespace", "default"));
        return ((Result.Stored) cats.create(new ObjectKey("default", name), cat)).object();
    }

    private void tellOf(String name, long revision) {
        var entry = new Entry(
                "/registry/animal.skai.io/cats/default/" + name,
                "{}".getBytes(StandardCharsets.UTF_8),
                new Revision(revision),
                new Revision(revision));
        store.watcher.changed(List.of(new Event.Put(entry, Optional.empty())), store.revision());
    }

    @Test
    void nothingIsFoundWhereAllIsWell() throws InterruptedException {
        var tom = create("tom");
        create("kitty");
        cats.delete(tom);

        var found = cats.examine().getFirst();

        assertThat(found.faults()).isEmpty();
        assertThat(found.revision()).isEqualTo(store.revision());
        assertThat(found.resource()).hasToString("cats.animal.skai.io");
    }

    @Test
    void whatTheCacheHasAndTheStoreHasNotIsFound() throws InterruptedException {
        create("tom");
        cats.examine();

        tellOf("ghost", 2);

        assertThat(cats.examine().getFirst().faults())
                .containsExactly("/registry/animal.skai.io/cats/default/ghost is in the cache, not in the store");
    }

    @Test
    void anotherStateThanTheStoresIsFoundAndARevisionThatDidNotRise() throws InterruptedException {
        create("tom");
        create("kitty");
        cats.examine();

        tellOf("kitty", 3);

        assertThat(cats.examine().getFirst().faults())
                .containsExactlyInAnyOrder(
                        "/registry/animal.skai.io/cats/default/kitty is in the store as of revision 3, in the cache as"
                                + " of revision 3",
                        "the revision of /registry/animal.skai.io/cats/default/kitty did not rise: it is still 3");
    }

    @Test
    void aChangeThatCameTooLateIsFound() throws InterruptedException {
        create("tom");
        create("kitty");
        cats.examine();

        tellOf("tom", 2);

        assertThat(cats.examine().getFirst().faults())
                .anySatisfy(fault -> assertThat(fault).contains("default/tom at revision 2 came after one at 3"));
    }
}
