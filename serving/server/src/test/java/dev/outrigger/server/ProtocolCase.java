package dev.outrigger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What the protocol's tests share: one server for each store and class, a namespace of its own for each test, and
/// the invariants that hold after every one.
@ParameterizedClass(name = "{0}")
@MethodSource("storages")
abstract class ProtocolCase {
    static final String ANIMALS = "/apis/animal.skai.io/v1alpha1";
    static final String PETS = "/apis/pets.example.com/v1";
    static final String NOTES = "/apis/notes.example.com/v1";
    static final String PONDS = "/apis/ponds.example.com/v1";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private static ProtocolServer server;
    private static ProtocolClient follower;

    @Parameter
    private Options.Storage storage;

    final String namespace = "n" + NAMESPACES.incrementAndGet();
    private final List<ProtocolReplay> replays = new ArrayList<>();

    static List<Options.Storage> storages() {
        return List.of(new Options.Storage.Memory(), new Options.Storage.Sqlite());
    }

    /// For classes of which many answers come from a store.
    static List<Options.Storage> embeddedStorages() {
        return List.of(new Options.Storage.Memory(), new Options.Storage.Sqlite(), files());
    }

    private static Options.Storage files() {
        try {
            return new Options.Storage.Files(Files.createTempDirectory("protocol-files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For classes whose answers depend most on the store.
    static List<Options.Storage> everyStorage() {
        var all = new ArrayList<>(ProtocolDatabase.andFiles());
        all.add(ProtocolEtcd.storage());
        all.add(files());
        return all;
    }

    @BeforeParameterizedClassInvocation(injectArguments = true)
    static void start(Options.Storage storage, TestInfo tests) {
        boolean virtual =
                VirtualCats.Tested.class.isAssignableFrom(tests.getTestClass().orElseThrow());
        server = virtual ? VirtualCats.start() : ProtocolServer.start(storage);
        follower = server.anotherAdmin();
    }

    @AfterParameterizedClassInvocation(injectArguments = true)
    static void stop(Options.Storage storage) {
        follower.close();
        server.close();
        if (storage instanceof Options.Storage.Files(var folder)) ProtocolServer.delete(folder);
    }

    @BeforeEach
    void follow() {
        for (String collection : List.of(cats(), kennels(), notes(), dogs(), ponds())) {
            replays.add(new ProtocolReplay(follower, collection));
        }
    }

    @AfterEach
    void listsGetsAndEventsTellTheSame() {
        try {
            replays.forEach(ProtocolReplay::checkInvariants);
        } finally {
            replays.forEach(ProtocolReplay::close);
        }
    }

    ProtocolServer server() {
        return server;
    }

    Options.Storage storage() {
        return storage;
    }

    ProtocolClient admin() {
        return server.admin();
    }

    String cats() {
        return ANIMALS + "/namespaces/" + namespace + "/cats";
    }

    String cats(String name) {
        return cats() + "/" + name;
    }

    String dogs() {
        return PETS + "/namespaces/" + namespace + "/dogs";
    }

    String dogs(String name) {
        return dogs() + "/" + name;
    }

    String notes() {
        return NOTES + "/namespaces/" + namespace + "/notes";
    }

    String notes(String name) {
        return notes() + "/" + name;
    }

    String ponds() {
        return PONDS + "/namespaces/" + namespace + "/ponds";
    }

    String ponds(String name) {
        return ponds() + "/" + name;
    }

    String kennels() {
        return ANIMALS + "/kennels";
    }

    String kennels(String name) {
        return kennels() + "/" + name;
    }

    /// A cat with a spec of its name and the members given.
    static String cat(String name, String... members) {
        return object(
                "animal.skai.io/v1alpha1", "Cat", "'name': '" + name + "'", spec("'name': '" + name + "'", members));
    }

    /// A cat with metadata of the name and the members given.
    static String labelled(String name, String metadata) {
        return object(
                "animal.skai.io/v1alpha1", "Cat", "'name': '" + name + "', " + metadata, "'name': '" + name + "'");
    }

    static String dog(String name, String... members) {
        return object("pets.example.com/v1", "Dog", "'name': '" + name + "'", spec("'age': 3", members));
    }

    static String note(String name, String text) {
        return object("notes.example.com/v1", "Note", "'name': '" + name + "'", "'text': '" + text + "'");
    }

    static String kennel(String name, String spec) {
        return object("animal.skai.io/v1alpha1", "Kennel", "'name': '" + name + "'", spec);
    }

    static String pond(String name, String... members) {
        return object("ponds.example.com/v1", "Pond", "'name': '" + name + "'", String.join(", ", members));
    }

    static String object(String apiVersion, String kind, String metadata, String spec) {
        return ProtocolJson.quoted("{'apiVersion': '" + apiVersion + "', 'kind': '" + kind + "', 'metadata': {"
                + metadata + "}, 'spec': {" + spec + "}}");
    }

    private static String spec(String first, String... members) {
        return members.length == 0 ? first : first + ", " + String.join(", ", members);
    }

    static String json(String text) {
        return ProtocolJson.quoted(text);
    }

    ProtocolAnswer createCat(String name, String... members) {
        return admin().post(cats(), cat(name, members)).created();
    }

    ProtocolAnswer createDog(String name, String... members) {
        return admin().post(dogs(), dog(name, members)).created();
    }

    /// A path with more query parameters.
    static String and(String path, String query) {
        return path + (path.contains("?") ? "&" : "?") + query;
    }
}
