package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What clients find after the server was stopped and started again on the same files.
class ProtocolRestartTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/namespaces/home/cats";

    @TempDir
    Path folder;

    private ProtocolServer start() {
        return ProtocolServer.start(folder, new Options.Storage.Sqlite());
    }

    @Test
    void everyObjectIsAsItWas() {
        ProtocolAnswer before;
        ProtocolAnswer one;
        try (var server = start()) {
            server.admin().post(CATS, ProtocolCase.cat("tom")).created();
            one = server.admin().merge(CATS + "/tom", "{'spec': {'lives': 8}}").ok();
            server.admin().post(CATS, ProtocolCase.cat("gone")).created();
            server.admin().delete(CATS + "/gone").ok();
            before = server.admin().get(CATS).ok();
        }
        try (var server = start()) {
            assertThat(server.admin().get(CATS).ok().json()).isEqualTo(before.json());
            assertThat(server.admin().get(CATS + "/tom").ok().json()).isEqualTo(one.json());
            assertThat(server.admin()
                            .post(CATS, ProtocolCase.cat("kitty"))
                            .created()
                            .revision())
                    .isGreaterThan(before.revision());
        }
    }

    @Test
    void aContinueTokenGoesOnWhereItStopped() {
        ProtocolAnswer first;
        try (var server = start()) {
            for (String name : new String[] {"a", "b", "c"}) {
                server.admin().post(CATS, ProtocolCase.cat(name)).created();
            }
            first = server.admin().get(CATS + "?limit=1").ok();
        }
        try (var server = start()) {
            var second = server.admin()
                    .get(CATS + "?limit=1&continue=" + first.at("/metadata/continue"))
                    .ok();

            assertThat(second.names()).containsExactly("b");
            assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
        }
    }

    @Test
    void aWatcherGoesOnFromTheLastThingItSaw() {
        String seen;
        try (var server = start()) {
            seen = server.admin().post(CATS, ProtocolCase.cat("tom")).created().resourceVersion();
        }
        try (var server = start();
                var events = server.admin().watch(CATS + "?watch=true&resourceVersion=" + seen)) {
            server.admin().post(CATS, ProtocolCase.cat("kitty")).created();

            events.expect("ADDED kitty");
        }
    }

    @Test
    void aWatcherFromBeforeHearsAllThatItMissedOrThatItIsTooLate() {
        String seen;
        try (var server = start()) {
            seen = server.admin().post(CATS, ProtocolCase.cat("tom")).created().resourceVersion();
            server.admin().delete(CATS + "/tom").ok();
        }
        try (var server = start();
                var events = server.admin().watch(CATS + "?watch=true&resourceVersion=" + seen)) {
            var first = events.next();
            if (first.type().equals("ERROR")) assertThat(first.at("/reason")).isEqualTo("Expired");
            else assertThat(first.told()).isEqualTo("DELETED tom");
        }
    }

    @Test
    void theAdministratorsCertificateStaysGood() {
        try (var first = start()) {
            first.admin().get(CATS).ok();
        }
        try (var second = start();
                var client = second.anotherAdmin()) {
            client.get(CATS).ok();
        }
    }
}
