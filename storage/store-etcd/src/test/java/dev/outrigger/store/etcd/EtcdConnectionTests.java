package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.CompactedException;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.StoreException;
import dev.outrigger.store.UncertainException;
import dev.outrigger.store.Write;
import dev.outrigger.store.contract.ReservedPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// An etcd that goes away and comes back, on a line that breaks.
@Execution(ExecutionMode.CONCURRENT)
class EtcdConnectionTests {
    private static final Revision START = new Revision(1);

    @TempDir
    Path folder;

    private Etcd etcd;
    private Line line;
    private Store store;

    @BeforeEach
    void start() {
        etcd = Etcd.start(folder);
        line = new Line(etcd.port());
        store = EtcdStore.open(EtcdSettings.of(List.of(line.url())));
    }

    @AfterEach
    void stop() {
        store.close();
        line.close();
        etcd.close();
    }

    private Revision create(String key) {
        return ((Outcome.Committed) store.write(new Write.Create(key, key.getBytes(UTF_8)))).revision();
    }

    @Test
    void noAcknowledgedWriteIsLostAndNoChangeIsMissedWhenEtcdIsKilled() throws Exception {
        try (var changes = new Changes(store, "/", START)) {
            var writers = new Writers(store, 4);
            for (int kill = 0; kill < 2; kill++) {
                writers.awaitMore(100);
                etcd.kill();
                etcd.restart();
            }
            writers.awaitMore(100);

            writers.stop().check(store, changes);
        }
    }

    @Test
    void whileTheLineIsCutCallsFailAndAfterwardsTheWatchGoesOnWhereItWas() throws Exception {
        try (var changes = new Changes(store, "/", START)) {
            changes.upTo(create("/before"));
            line.cut();
            assertThatThrownBy(store::revision)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("etcd at " + line.url() + " failed");
            assertThatThrownBy(() -> create("/never"))
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(UncertainException.class);
            etcd.control("put", "/meanwhile", "x");
            line.mend();

            var last = create("/after");
            assertThat(changes.upTo(last)).extracting(Event::key).containsExactly("/before", "/meanwhile", "/after");
        }
    }

    @Test
    void aCallWaitsForALineThatIsMendedSoon() throws Exception {
        line.cut();
        var revision = new AtomicReference<Revision>();
        var asking = Thread.ofVirtual().start(() -> revision.set(store.revision()));
        while (asking.getState() == Thread.State.NEW) Thread.onSpinWait();
        line.mend();
        asking.join();

        assertThat(revision.get()).isEqualTo(START);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsReportedAsUncertainAndNotRepeated() throws Exception {
        line.mute();
        var outcome = new AtomicReference<Throwable>();
        var writing = Thread.ofVirtual().start(() -> {
            try {
                create("/lost");
            } catch (StoreException e) {
                outcome.set(e);
            }
        });
        while (!etcd.control("get", "/lost").contains("/lost"))
            assertThat(writing.isAlive()).isTrue();
        line.cut();
        writing.join();
        line.mend();

        assertThat(outcome.get()).isInstanceOf(UncertainException.class);
        assertThat(store.get("/lost").map(Entry::modified)).contains(new Revision(2));
        assertThat(store.revision()).isEqualTo(new Revision(2));
    }

    @Test
    void aWatchThatComesBackTooLateEndsAsCompacted() throws Exception {
        try (var changes = new Changes(store, "/", START)) {
            changes.upTo(create("/a"));
            line.cut();
            etcd.control("put", "/a", "1");
            etcd.control("put", "/a", "2");
            etcd.control("compact", "4");
            line.mend();

            assertThat(changes.end())
                    .isInstanceOf(CompactedException.class)
                    .hasMessage("revision 2 has been compacted, the oldest held is 4");
        }
        assertThat(store.compacted()).isEqualTo(new Revision(4));
    }

    @Test
    void anEtcdThatIsNotThereIsToldInOneLine() {
        var nobody = URI.create("http://127.0.0.1:" + ReservedPort.next());
        assertThatThrownBy(() -> EtcdStore.open(EtcdSettings.of(List.of(nobody))))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("no etcd answers at " + nobody + ": ")
                .hasMessageContaining("Connection refused")
                .hasMessageNotContaining("\n");
    }
}
