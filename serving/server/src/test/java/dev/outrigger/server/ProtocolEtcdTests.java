package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.etcd.Etcd;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on an etcd that others write too, and what clients see when it goes away.
class ProtocolEtcdTests {
    private static final String CATS = ProtocolCase.ANIMALS + "/namespaces/default/cats";
    private static final String KEYS = "/registry/animals/animal.skai.io/cats/default/";

    @TempDir
    Path folder;

    @AutoClose
    private Etcd etcd;

    @BeforeEach
    void start() {
        etcd = Etcd.start(folder.resolve("etcd"));
    }

    private ProtocolServer server() {
        return ProtocolServer.start(folder.resolve("server"), ProtocolEtcd.storage(etcd, "registry/animals/"));
    }

    /// As a server written in Go leaves it: its own order of members, a line break at the end.
    private static String stored(String name) {
        return ProtocolJson.quoted("{'kind':'Cat','apiVersion':'animal.skai.io/v1alpha1','metadata':{'name':'" + name
                + "','namespace':'default','uid':'2b5e5d5a-6a4f-4c43-8f5e-0d6f6d9b1c11','generation':1,"
                + "'creationTimestamp':'2026-11-21T08:31:38Z'},'spec':{'name':'" + name + "'}}\n");
    }

    @Test
    void whatAGoServerStoredIsServedAndWrittenBackTheSameWay() {
        etcd.control("put", KEYS + "tom", stored("tom"));
        try (var server = server();
                var events = server.admin().watch(CATS + "?watch=true")) {
            var tom = server.admin().get(CATS + "/tom").ok();
            assertThat(tom.revision()).isEqualTo(2);
            assertThat(tom.textAt("/metadata/uid")).isEqualTo("2b5e5d5a-6a4f-4c43-8f5e-0d6f6d9b1c11");
            events.expect("ADDED tom");

            etcd.control("put", KEYS + "tim", stored("tim").replace(",", ",\n  "));
            events.expect("ADDED tim");
            assertThat(server.admin().get(CATS).ok().names()).containsExactly("tim", "tom");

            server.admin()
                    .merge(CATS + "/tom", "{'metadata': {'labels': {'a': 'b'}}}")
                    .ok();
            var value = etcd.control("get", KEYS + "tom", "--print-value-only");
            assertThat(value).startsWith("{\"kind\":\"Cat\",\"apiVersion\":\"animal.skai.io/v1alpha1\"");
            assertThat(value)
                    .contains("\"labels\":{\"a\":\"b\"}")
                    .endsWith("}\n\n")
                    .doesNotContain("resourceVersion");

            etcd.control("del", KEYS + "tim");
            events.expect("MODIFIED tom", "DELETED tim");
            server.admin().get(CATS + "/tim").refused(404, "NotFound");
        }
    }

    @Test
    void whatIsInAnOlderVersionIsServedAndMigratedBesideTheServer() throws Exception {
        var key = "/registry/foos/hello.example/foos/n/old";
        var old = VersionTypes.v1("old", "'msg': 'hi', 'level': 'low'");
        etcd.control("put", key, old.replace("\"name\":", "\"namespace\": \"n\", \"name\":"));
        var storage = ProtocolEtcd.storage(etcd, "registry/foos/");
        var types = VersionTypes.storedAs("v3alpha1");
        try (var server = ProtocolServer.start(types, storage, TimeLimits.USUAL);
                var events = server.admin().watch(VersionTypes.path("v2", "") + "?watch=true")) {
            assertThat(events.next().at("/spec/config/level")).isEqualTo(1L);

            var options = Options.inMemory(folder.resolve("beside")).with(storage);
            assertThat(new MigrateCommand(types, System.out, System.err).run(options))
                    .isTrue();

            assertThat(events.next("MODIFIED").at("/spec/config/level")).isEqualTo(1L);
            assertThat(etcd.control("get", key, "--print-value-only"))
                    .contains("hello.example/v3alpha1", "\"howLoud\":1")
                    .doesNotContain("level");
        }
    }

    @Test
    void whileEtcdIsAwayNothingStaleIsServedAsFreshAndAfterwardsWatchesGoOn() {
        try (var server = server()) {
            var admin = server.admin();
            var tom = admin.post(CATS, ProtocolCase.cat("tom")).created();
            try (var events = admin.watch(CATS + "?watch=true&resourceVersion=" + tom.resourceVersion())) {
                etcd.kill();

                assertThat(admin.get("/readyz").is(500).text()).contains("[-]storage failed");
                admin.get(CATS + "/tom").refused(503, "ServiceUnavailable").saying("try again");
                admin.post(CATS, ProtocolCase.cat("tim")).refused(503, "ServiceUnavailable");
                assertThat(admin.get(CATS + "?resourceVersion=0").ok().names()).containsExactly("tom");

                etcd.restart();
                admin.get(CATS + "/tim").refused(404, "NotFound");
                assertThat(admin.get("/readyz").is(200).text()).isEqualTo("ok");
                admin.post(CATS, ProtocolCase.cat("tim")).created();
                events.expect("ADDED tim");
            }
        }
    }

    @Test
    void whatABackupDoesNotHoldIsForgottenWhenEtcdIsSetBackToIt() {
        try (var server = server()) {
            var admin = server.admin();
            admin.post(CATS, ProtocolCase.cat("tom")).created();
            var backup = etcd.backUp();
            var tim = admin.post(CATS, ProtocolCase.cat("tim")).created();
            assertThat(admin.get(CATS).ok().names()).containsExactly("tim", "tom");
            try (var events = admin.watch(CATS + "?watch=true&resourceVersion=" + tim.resourceVersion())) {
                etcd.restore(backup);

                var answer = admin.get(CATS + "/tim");
                for (int i = 0; answer.code() == 503 && i < 1_000; i++) answer = admin.get(CATS + "/tim");
                answer.refused(404, "NotFound");
                events.ended();
            }

            var kit = admin.post(CATS, ProtocolCase.cat("kit")).created();
            assertThat(kit.revision()).isEqualTo(tim.revision());
            assertThat(admin.get(CATS).ok().names()).containsExactly("kit", "tom");
            admin.put(CATS + "/tim", ProtocolCase.cat("tim")).refused(404, "NotFound");
        }
    }

    @Test
    void aFullEtcdIsToldAndStillRead() {
        try (var small = Etcd.start(folder.resolve("small"), "--quota-backend-bytes=" + (2 << 20));
                var server = ProtocolServer.start(folder.resolve("full"), ProtocolEtcd.storage(small, "/registry"))) {
            var large = ProtocolCase.labelled("tom", "'annotations': {'a': '" + "x".repeat(250_000) + "'}");
            var answer = server.admin().post(CATS, large);
            for (int i = 0; answer.code() == 201 && i < 30; i++) {
                answer = server.admin().post(CATS, large.replace("tom", "tom" + i));
            }
            answer.refused(503, "ServiceUnavailable").saying("etcdserver: mvcc: database space exceeded");
            server.admin().get(CATS + "/tom").ok();
        }
    }
}
