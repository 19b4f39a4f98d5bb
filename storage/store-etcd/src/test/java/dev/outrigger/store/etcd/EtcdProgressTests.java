package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a watch knows how far it is.
class EtcdProgressTests {
    private static final Revision START = new Revision(1);

    @TempDir
    Path folder;

    private static Revision create(Store store, String key) {
        return ((Outcome.Committed) store.write(new Write.Create(key, key.getBytes(UTF_8)))).revision();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWatchOfAQuietPrefixGetsToEveryRevisionWithOldVersionsToo(boolean asked) throws Exception {
        Predicate<EtcdVersion> tellsProgress = version -> asked && version.tellsProgressTruly();
        try (var etcd = Etcd.start(folder);
                Store store = EtcdStore.open(EtcdSettings.of(List.of(etcd.url())), tellsProgress);
                var quiet = new Changes(store, "/quiet/", START)) {
            var first = create(store, "/quiet/1");
            quiet.upTo(first);
            for (int i = 0; i < 20; i++) {
                assertThat(quiet.upTo(create(store, "/busy/" + i))).hasSize(1);
            }
            try (var late = new Changes(store, "/quiet/", START)) {
                assertThat(late.upTo(store.revision())).extracting(Event::key).containsExactly("/quiet/1");
                create(store, "/busy/last");
                var last = create(store, "/quiet/2");
                assertThat(late.upTo(last)).extracting(Event::key).containsExactly("/quiet/1", "/quiet/2");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3.4.23, false", "3.4.30, false", "3.4.31, true", "3.5.0, false", "3.5.12, false", "3.5.13, true",
        "3.5.30, true", "3.6.0-rc.1, true", "4.0.0, true", "3.3.99, false", "2.3.8, false", "nonsense, false"
    })
    void progressIsAskedForWhereItIsToldTruly(String version, boolean truly) {
        assertThat(EtcdVersion.parse(version).tellsProgressTruly()).isEqualTo(truly);
    }

    @Test
    void aWatchFromTheLatestRevisionHearsTheNextChangeAtOnce() throws Exception {
        try (var etcd = Etcd.start(folder);
                Store store = EtcdStore.open(EtcdSettings.of(List.of(etcd.url())))) {
            for (int i = 0; i < 5; i++) create(store, "/" + i);
            try (var changes = new Changes(store, "/", store.revision())) {
                assertThat(changes.upTo(create(store, "/next")))
                        .extracting(Event::key)
                        .containsExactly("/next");
            }
        }
    }
}
