package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.kinds.Resource;
import dev.outrigger.rest.TimeLimits;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.Store;
import dev.outrigger.store.sql.SqliteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerBuilderTests {
    private static final String CATS = "/apis/animal.skai.io/v1alpha1/namespaces/home/cats";
    private static final String DOGS = "/apis/pets.example.com/v1/namespaces/home/dogs";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() {
        Pki.open(shared.resolve("pki"), HostNames.of("127.0.0.1"), Instant.now());
    }

    /// A data folder with keys in it: making them takes longer than a start.
    private Path data(String name) {
        try {
            var pki = folder.resolve(name).resolve("pki");
            if (Files.exists(pki)) return pki.getParent();
            Files.createDirectories(pki);
            try (var files = Files.list(shared.resolve("pki"))) {
                for (Path file : files.toList()) Files.copy(file, pki.resolve(file.getFileName()));
            }
            return pki.getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Resource<Cat> cats() {
        return Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct");
    }

    private static Resource<Dog> dogs() {
        return Resource.of(Dog.class).in("pets.example.com", "v1");
    }

    record Dog(Spec spec) {
        record Spec(int age) {}
    }

    private Options options() {
        return SharedKeys.lentTo(Options.inMemory(data("data")));
    }

    private static int create(Clients client, String path, String apiVersion, String kind, String name)
            throws Exception {
        var body = "{\"apiVersion\": \"" + apiVersion + "\", \"kind\": \"" + kind + "\", \"metadata\": {\"name\": \""
                + name + "\"}}";
        return post(client, path, body);
    }

    private static int post(Clients client, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(client.url() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        return client.http().send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private static int createCat(Clients client, String name) throws Exception {
        return create(client, CATS, "animal.skai.io/v1alpha1", "Cat", name);
    }

    private static int createDog(Clients client, String name) throws Exception {
        return create(client, DOGS, "pets.example.com/v1", "Dog", name);
    }

    @Test
    void eachResourceMayLiveInAStoreOfItsOwn() throws Exception {
        var opened = new ArrayList<Path>();
        StoreFactory file = data -> {
            opened.add(data);
            return SqliteStore.open(data.resolve("dogs.db"));
        };
        var builder = Outrigger.server().name("pets").resource(cats()).resource(dogs(), file);
        for (int start = 1; start <= 2; start++) {
            try (var server = builder.start(options());
                    var admin = Clients.of(server.kubeconfig())) {
                assertThat(createCat(admin, "tom")).isEqualTo(201);
                assertThat(createDog(admin, "rex")).isEqualTo(start == 1 ? 201 : 409);
                assertThat(createDog(admin, "rex" + start)).isEqualTo(201);
                var dogs = admin.get(DOGS).body();
                assertThat(dogs).contains("\"rex\"").contains("\"resourceVersion\":\"" + (2 + start) + "\"");
                assertThat(admin.get(CATS).body()).contains("\"resourceVersion\":\"2\"");
                assertThat(admin.get("/readyz?verbose").body())
                        .startsWith("[+]ping ok\n[+]storage ok\n[+]storage/dogs.pets.example.com ok\n");
            }
        }
        assertThat(opened).containsExactly(folder.resolve("data"), folder.resolve("data"));
    }

    @Test
    void resourcesOfOneStorageShareOneStoreAndAnUnusedOneIsNotOpened() throws Exception {
        var opened = new CopyOnWriteArrayList<Store>();
        StoreFactory shared = _ -> {
            var store = new MemoryStore();
            opened.add(store);
            return store;
        };
        var builder = Outrigger.server().resource(cats(), shared).resource(dogs(), shared);
        var elsewhere = options().with(new Options.Storage.Postgres("postgres://nobody@127.0.0.1:1/none"));
        try (var server = builder.start(elsewhere);
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(createCat(admin, "tom")).isEqualTo(201);
            assertThat(createDog(admin, "rex")).isEqualTo(201);
            assertThat(opened).hasSize(1);
            assertThat(opened.getFirst().revision().number()).isEqualTo(3);
        }
        assertThatThrownBy(() -> opened.getFirst().revision()).hasMessageContaining("closed");
    }

    @Test
    void severalServersOfSeveralGroupsRunSideBySide() throws Exception {
        var one = Outrigger.server().name("one").resource(cats());
        var both = Outrigger.server().name("both").resource(cats()).resource(dogs());
        try (var first = one.start(options());
                var second = both.start(Options.inMemory(folder.resolve("other")));
                var admin = Clients.of(first.kubeconfig());
                var other = Clients.of(second.kubeconfig());
                var wrong = new Clients(second.url(), admin.http())) {
            assertThat(createCat(admin, "tom")).isEqualTo(201);
            assertThat(createCat(other, "tom")).isEqualTo(201);
            assertThat(createCat(other, "kitty")).isEqualTo(201);
            assertThat(admin.get(CATS).body()).contains("tom").doesNotContain("kitty");
            assertThat(admin.get("/apis/pets.example.com/v1").statusCode()).isEqualTo(404);
            assertThat(other.get("/apis/pets.example.com/v1").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> wrong.get(CATS)).hasMessageContaining("certi");
            first.close();
            assertThat(other.get(CATS).body()).contains("kitty");
        }
    }

    @Test
    void theOpenApiDocumentsCarryTheTitleAndTheVersion() throws Exception {
        var builder = Outrigger.server().resource(cats()).openApi("Animals", "v7");
        try (var server = builder.start(options());
                var admin = Clients.of(server.kubeconfig())) {
            var info = "\"info\":{\"title\":\"Animals\",\"version\":\"v7\"}";
            assertThat(admin.get("/openapi/v2").body()).contains(info);
            assertThat(admin.get("/openapi/v3/apis/animal.skai.io/v1alpha1").body())
                    .contains(info);
        }
    }

    @Test
    void aPostStartHookRunsOnceTheServerServesAndReadyzTellsOfIt() throws Exception {
        var seen = new AtomicReference<String>();
        var builder = Outrigger.server().resource(cats()).postStart("warm-up", server -> {
            try (var admin = Clients.of(server.kubeconfig())) {
                assertThat(createCat(admin, "tom")).isEqualTo(201);
                seen.set(admin.get("/readyz").body());
            }
        });
        try (var server = builder.start(options());
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(seen.get()).contains("[-]poststarthook/warm-up failed: reason withheld\n");
            assertThat(admin.get("/readyz/poststarthook/warm-up").body()).isEqualTo("ok");
            assertThat(admin.get("/readyz?verbose").body()).contains("[+]poststarthook/warm-up ok\n");
            assertThat(admin.get(CATS).body()).contains("tom");
        }
    }

    @Test
    void aPostStartHookThatFailsStopsTheServer() {
        var builder = Outrigger.server().resource(cats()).postStart("warm-up", _ -> {
            throw new IllegalStateException("no fuel");
        });

        assertThatThrownBy(() -> builder.start(options()))
                .isInstanceOf(StartException.class)
                .hasMessage("the post-start hook warm-up failed: java.lang.IllegalStateException: no fuel");
        // Nothing of it is left: the folder is free.
        Outrigger.server().resource(cats()).start(options()).close();
    }

    @Test
    void preShutdownHooksRunWhileRequestsAreStillAnswered() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        var running = new AtomicReference<RunningServer>();
        var builder = Outrigger.server()
                .resource(cats())
                .preShutdown("fails", () -> {
                    throw new IllegalStateException("on purpose");
                })
                .preShutdown("ask", () -> {
                    try (var admin = Clients.of(running.get().kubeconfig())) {
                        heard.add(admin.get(CATS).statusCode() + "");
                        heard.add(admin.get("/readyz").body());
                        heard.add(admin.get("/livez").body());
                    }
                });
        try (var server = builder.start(options())) {
            running.set(server);
        }

        assertThat(heard)
                .hasSize(3)
                .startsWith("200")
                .satisfies(all -> assertThat(all.get(1)).contains("[-]shutdown failed"))
                .endsWith("ok");
    }

    @Test
    void preShutdownHooksThatHangAreInterrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        var hooks = new Hooks(Map.of(), Map.of("hangs", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                interrupted.countDown();
                throw stopped;
            }
        }));

        hooks.stopping(Duration.ofMillis(50));

        interrupted.await();
    }

    @Test
    void ownChecksDecideReadinessOrLife() throws Exception {
        var alive = new AtomicBoolean(true);
        var ready = new AtomicBoolean(true);
        var builder = Outrigger.server()
                .resource(cats())
                .liveness("loop", alive::get)
                .readiness("database", () -> {
                    if (!ready.get()) throw new IllegalStateException("no connection");
                    return true;
                });
        try (var server = builder.start(options());
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(admin.get("/readyz?verbose").body()).contains("[+]loop ok\n[+]database ok\n");
            assertThat(admin.get("/livez?verbose").body())
                    .contains("[+]loop ok\n")
                    .doesNotContain("database");
            ready.set(false);
            assertThat(admin.get("/readyz").statusCode()).isEqualTo(500);
            assertThat(admin.get("/readyz/database").body())
                    .isEqualTo("internal server error: database failed: reason withheld\n");
            assertThat(admin.get("/livez").statusCode()).isEqualTo(200);
            assertThat(admin.get("/livez/database").statusCode()).isEqualTo(404);
            alive.set(false);
            assertThat(admin.get("/livez").statusCode()).isEqualTo(500);
        }
    }

    @Test
    void ownFlagsAreReadBeforeWhatIsServedIsSettled() throws Exception {
        var told = new ArrayList<Object>();
        var builder = Outrigger.server().name("pets");
        builder.flag("pet", "cat|dog", "cat", "What is kept.", pet -> {
                    if (!List.of("cat", "dog").contains(pet)) throw new IllegalArgumentException("no pet: " + pet);
                    builder.resource(pet.equals("dog") ? dogs() : cats());
                })
                .toggle("quiet", "Says less.", told::add)
                .list("toys", "TOYS", "What they play with.", told::add)
                .preset("secure-port", "0")
                .preset("storage", "memory")
                .options(given -> given.with(TimeLimits.USUAL));
        var data = "--data-dir=" + data("data");
        assertThatThrownBy(() -> builder.start(data, "--pet=fish"))
                .isInstanceOf(StartException.class)
                .hasMessage("--pet: no pet: fish");
        try (var server = builder.start(data, "--pet=dog", "--quiet", "--toys=ball,bone");
                var admin = Clients.of(server.kubeconfig())) {
            assertThat(createDog(admin, "rex")).isEqualTo(201);
            assertThat(told).containsExactly(true, List.of("ball", "bone"));
        }
        var help = ((Flags.Wish.Tell) Flags.parse("pets", List.of("--help"), builder.flags(), builder::capabilities))
                .text();
        assertThat(help)
                .contains(
                        "--pet cat|dog (default cat)\n      What is kept.",
                        "--quiet",
                        "--secure-port PORT (default 0)");
    }

    @Test
    void namesAreGivenOnce() {
        var builder = Outrigger.server().postStart("a", _ -> {}).preShutdown("a", () -> {});

        assertThatThrownBy(() -> builder.postStart("a", _ -> {})).hasMessage("two post-start hooks are called a");
        assertThatThrownBy(() -> builder.preShutdown("a", () -> {})).hasMessage("two pre-shutdown hooks are called a");
        assertThatThrownBy(() -> builder.toggle("No Flag", "x", _ -> {})).hasMessageContaining("not No Flag");
        assertThatThrownBy(() -> builder.toggle("storage", "x", _ -> {}).start("--help"))
                .hasMessage("there is a flag --storage already");
    }

    @Test
    void inDebugModeEverybodyMayDoEverythingAndTheAddressMustBeALoopbackOne() throws Exception {
        var builder = Outrigger.server().resource(cats());
        var flags = new String[] {
            "--data-dir=" + data("data"), "--secure-port=0", "--storage=memory", "--standalone-debug-mode"
        };
        try (var server = builder.start(flags);
                var nobody = Clients.anonymous(server.kubeconfig())) {
            assertThat(createCat(nobody, "tom")).isEqualTo(201);
            assertThat(nobody.get(CATS, "Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
        }
        for (String address : List.of("0.0.0.0", "::", "10.0.0.1", "example.com")) {
            assertThatThrownBy(() -> builder.start("--standalone-debug-mode", "--bind-address=" + address))
                    .isInstanceOf(StartException.class)
                    .hasMessage("--standalone-debug-mode lets everybody do everything: it needs --bind-address"
                            + " 127.0.0.1, ::1 or localhost, was \"" + address + "\"");
        }
        assertThatThrownBy(() -> options().with(Access.STANDALONE_DEBUG).withBindAddress("0.0.0.0"))
                .hasMessageContaining("--standalone-debug-mode");
    }

    @Test
    void inDebugModeNoPlugInIsAsked() throws Exception {
        var refusing = Admission.validating("Refusing", request -> {
                    throw request.forbidden("no cats today");
                })
                .on(AdmissionRequest.Operation.CREATE);
        var builder = Outrigger.server().resource(cats()).admission(refusing);
        var flags = List.of("--data-dir=" + data("data"), "--secure-port=0", "--storage=memory");
        for (boolean debug : List.of(false, true)) {
            var all = new ArrayList<>(flags);
            if (debug) all.add("--standalone-debug-mode");
            try (var server = builder.start(all.toArray(String[]::new));
                    var admin = Clients.of(server.kubeconfig())) {
                assertThat(createCat(admin, "tom")).isEqualTo(debug ? 201 : 403);
            }
        }
    }

    static final class Here {
        record Pet(String name) {}
    }

    static final class There {
        record Pet(Integer age) {}
    }

    @Test
    void nothingRunsOnAfterAStartThatFailed() {
        var store = new CountedStore(new MemoryStore());
        var builder = Outrigger.server()
                .resource(Resource.of(Here.Pet.class).in("pets.example.com", "v1"))
                .resource(Resource.of(There.Pet.class)
                        .in("pets.example.com", "v1")
                        .kind("Animal"));
        assertThatThrownBy(() -> builder.start(options().with(new Options.Storage.Own(_ -> store))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Pet");
        assertThat(store.watches).hasValue(2);
        assertThat(store.openWhenClosed).hasValue(0);
    }

    @Test
    void authorizationCanBeLeftToOthers() throws Exception {
        var builder = Outrigger.server().resource(cats()).authorizationOff();
        try (var server = builder.start(options());
                var nobody = Clients.anonymous(server.kubeconfig())) {
            assertThat(createCat(nobody, "tom")).isEqualTo(201);
        }
    }

    @Test
    void aHealthCheckIsNamedAsAPath() {
        assertThatThrownBy(() -> Outrigger.server().readiness("no path", () -> true))
                .hasMessageContaining("not \"no path\"");
    }
}
