package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects in JSON files, as people see and change them.
class FilesStorageTests {
    private static final String ANIMALS = "/apis/animal.skai.io/v1alpha1";

    @TempDir
    static Path folder;

    private static Path objects;
    private static ProtocolServer server;

    @BeforeAll
    static void start() throws Exception {
        objects = folder.resolve("objects");
        var old = Files.createDirectories(objects.resolve("animal.skai.io/cats/attic"));
        // As another server left it, and a stranger's file beside it.
        Files.writeString(old.resolve("tom.json"), ProtocolCase.cat("tom"));
        Files.writeString(old.resolve("broken.json"), "{");
        server = ProtocolServer.start(folder, new Options.Storage.Files(objects));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String cats(String namespace) {
        return ANIMALS + "/namespaces/" + namespace + "/cats";
    }

    private static Path file(String namespace, String name) {
        return objects.resolve("animal.skai.io/cats/" + namespace + "/" + name + ".json");
    }

    @Test
    void objectsAreWhereApiserverRuntimeLaysThemOutAndReadable() throws Exception {
        var created =
                server.admin().post(cats("layout"), ProtocolCase.cat("kitty")).created();
        server.admin()
                .post(ANIMALS + "/kennels", ProtocolCase.kennel("big", "'size': 3"))
                .created();

        assertThat(Files.readString(file("layout", "kitty")))
                .contains("\n    \"name\": \"kitty\"", "\"uid\": \"" + created.at("/metadata/uid"))
                .doesNotContain("resourceVersion");
        assertThat(objects.resolve("animal.skai.io/kennels/big.json")).isRegularFile();
        server.admin().delete(cats("layout") + "/kitty").ok();
        assertThat(file("layout", "kitty")).doesNotExist();
    }

    @Test
    void whatAnotherServerLeftIsServedWithAllThatAServerGives() {
        var tom = server.admin().get(cats("attic") + "/tom").ok();

        assertThat(tom.at("/metadata/uid").toString()).hasSize(36);
        assertThat(tom.at("/metadata/creationTimestamp").toString()).endsWith("Z");
        assertThat(tom.at("/metadata/namespace")).isEqualTo("attic");
        assertThat(tom.at("/metadata/generation").toString()).isEqualTo("1");
        assertThat(tom.resourceVersion()).isNotEmpty();
        assertThat(server.admin().get(cats("attic")).ok().names()).containsExactly("tom");
        server.admin().get(cats("attic") + "/broken").is(404);
        server.admin().post(cats("attic"), ProtocolCase.cat("tom")).is(409);
    }

    @Test
    void anEditByHandIsAChangeThatKeepsWhoTheObjectIs() throws Exception {
        var before =
                server.admin().post(cats("edited"), ProtocolCase.cat("kitty")).created();
        try (var events =
                server.admin().watch(cats("edited") + "?watch=true&resourceVersion=" + before.resourceVersion())) {
            Files.writeString(file("edited", "kitty"), ProtocolCase.cat("kitty", "'lives': 3"));
            events.expect("MODIFIED kitty");
            var after = server.admin().get(cats("edited") + "/kitty").ok();
            assertThat(after.at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
            assertThat(after.at("/metadata/generation").toString()).isEqualTo("2");
            assertThat(after.at("/spec/lives").toString()).isEqualTo("3");
            assertThat(after.revision()).isGreaterThan(before.revision());
            Files.writeString(file("edited", "other"), ProtocolCase.cat("mistaken"));
            Files.writeString(file("edited", "third"), ProtocolCase.cat("third"));
            events.expect("ADDED third");
            server.admin().get(cats("edited") + "/other").is(404);
            Files.delete(file("edited", "kitty"));
            events.expect("DELETED kitty");
        }
    }
}
