package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that share a PostgreSQL database, and what clients see when it goes away.
class ProtocolReplicaTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/default/cats";

    @TempDir
    Path folder;

    @Test
    void aWriteThroughOneServerIsReadAndWatchedThroughAnotherAtOnce() {
        try (var database = new ProtocolDatabase()) {
            var storage = database.storage();
            try (var one = ProtocolServer.start(folder.resolve("one"), storage);
                    var other = ProtocolServer.start(folder.resolve("other"), storage)) {
                var start = other.admin().get(CATS).ok().revision();
                try (var events = other.admin().watch(CATS + "?watch=true&resourceVersion=" + start)) {
                    for (int i = 0; i < 20; i++) {
                        var created = one.admin()
                                .post(CATS, ProtocolCase.cat("tom" + i))
                                .created();
                        var read = other.admin().get(CATS + "/tom" + i).ok();
                        assertThat(read.resourceVersion()).isEqualTo(created.resourceVersion());
                        assertThat(other.admin().get(CATS).ok().names()).hasSize(i + 1);
                        assertThat(events.next("ADDED")
                                        .object()
                                        .struct("metadata")
                                        .text("name"))
                                .contains("tom" + i);
                    }
                }
                var stale = one.admin().get(CATS + "/tom1").ok();
                other.admin()
                        .merge(CATS + "/tom1", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
                        .ok();
                one.admin()
                        .put(CATS + "/tom1", stale.with("/metadata/labels", "{\"a\":\"c\"}"))
                        .refused(409, "Conflict");
            }
        }
    }

    @Test
    void whileTheDatabaseIsAwayNothingStaleIsServedAsFreshAndAfterwardsAllGoesOn() {
        try (var database = new ProtocolDatabase();
                var server = ProtocolServer.start(folder, database.storage())) {
            var admin = server.admin();
            var tom = admin.post(CATS, ProtocolCase.cat("tom")).created();
            try (var events = admin.watch(CATS + "?watch=true&resourceVersion=" + tom.resourceVersion())) {
                database.stop();

                assertThat(admin.get("/readyz").is(500).text()).contains("[-]storage failed");
                admin.get(CATS + "/tom").refused(503, "ServiceUnavailable").saying("try again");
                admin.post(CATS, ProtocolCase.cat("tim")).refused(503, "ServiceUnavailable");
                assertThat(admin.get(CATS + "?resourceVersion=0").ok().names()).containsExactly("tom");

                database.startAgain();
                long start = System.nanoTime();
                while (admin.get("/readyz").code() != 200)
                    assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
                admin.get(CATS + "/tim").refused(404, "NotFound");
                admin.post(CATS, ProtocolCase.cat("tim")).created();
                assertThat(events.next("ADDED").object().struct("metadata").text("name"))
                        .contains("tim");
            }
        }
    }
}
