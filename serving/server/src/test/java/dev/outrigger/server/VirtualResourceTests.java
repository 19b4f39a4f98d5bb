package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Virtual;
import dev.outrigger.kinds.VirtualMetadata;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.rest.TimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Objects that an author's code computes, each resource of another sort.
class VirtualResourceTests {
    private static final String API = "/apis/machine.example.com/v1/";

    record Disk(String device, long free) {}

    record Fan(String name, int speed) {}

    record Visit(String who, String where) {}

    record Lamp(boolean lit) {}

    private static final Map<String, Disk> DISKS = new ConcurrentHashMap<>();
    private static final AtomicReference<Virtual.Changes<Fan>> TELL = new AtomicReference<>();
    private static final CountDownLatch TOLD = new CountDownLatch(1);
    private static final AtomicInteger ROOMS_LISTED = new AtomicInteger();

    private static ProtocolServer server;

    @BeforeAll
    static void start() {
        var resources = Outrigger.server()
                .resource(of(Disk.class)
                        .column("Free", ".free")
                        .selectableField(".device")
                        .virtual(Virtual.<Disk>list(() -> List.copyOf(DISKS.values()))
                                .metadata(disk -> VirtualMetadata.named(disk.device())
                                        .labelled(Map.of("full", String.valueOf(disk.free() == 0))))
                                .every(Duration.ofMillis(20))))
                .resource(of(Fan.class)
                        .virtual(Virtual.<Fan>list(() -> List.of(new Fan("first", 1)))
                                .metadata(fan -> VirtualMetadata.named(fan.name()))
                                .every(Duration.ofHours(1))
                                .watch((_, changes) -> {
                                    TELL.set(changes);
                                    TOLD.countDown();
                                    return () -> {};
                                })))
                .resource(Resource.of(Visit.class)
                        .in("machine.example.com", "v1")
                        .virtual(Virtual.<Visit>list(
                                        view -> List.of(new Visit(view.caller().name(), view.namespace())))
                                .metadata(visit -> VirtualMetadata.named("me")
                                        .in(visit.where().isEmpty() ? "everywhere" : visit.where()))))
                .resource(of(Lamp.class)
                        .kind("Room")
                        .virtual(Virtual.<Lamp>list(VirtualResourceTests::noRooms)
                                .metadata(lamp -> VirtualMetadata.named(lamp.lit() ? "lit" : "dark"))
                                .get((_, key) -> Optional.of(new Lamp(key.name().equals("lit")))
                                        .filter(_ -> List.of("lit", "dark").contains(key.name())))))
                .resource(of(Lamp.class)
                        .virtual(Virtual.<Lamp>list(VirtualResourceTests::darkness)
                                .metadata(_ -> VirtualMetadata.named("lamp"))))
                .resource(of(Lamp.class)
                        .kind("Nameless")
                        .plural("nameless")
                        .virtual(Virtual.<Lamp>list(() -> List.of(new Lamp(true)))
                                .metadata(_ -> VirtualMetadata.named(""))));
        server = ProtocolServer.start(resources, new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    private static List<Lamp> noRooms() {
        ROOMS_LISTED.incrementAndGet();
        return List.of();
    }

    private static List<Lamp> darkness() {
        throw ApiException.forbidden(new GroupResource("machine.example.com", "lamps"), "", "the mains are off");
    }

    private static <T> Resource<T> of(Class<T> type) {
        return Resource.of(type).in("machine.example.com", "v1").clusterScoped();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void put(String device, long free) {
        DISKS.put(device, new Disk(device, free));
    }

    @Test
    void whatTheCodeSaysIsListedSelectedPagedAndShownAsATable() {
        put("list-a", 1);
        put("list-b", 0);
        put("list-c", 2);

        var all = server.admin().get(API + "disks?labelSelector=full=false").ok();
        assertThat(all.names()).contains("list-a", "list-c").doesNotContain("list-b");
        assertThat(server.admin().get(API + "disks?fieldSelector=device=list-b").names())
                .containsExactly("list-b");
        var page = server.admin().get(API + "disks?limit=1").ok();
        assertThat(page.names()).hasSize(1);
        assertThat(page.textAt("/metadata/continue")).isNotEmpty();
        var table = server.admin()
                .get(API + "disks/list-c", "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .ok();
        assertThat(table.at("/columnDefinitions/1/name")).isEqualTo("Free");
        assertThat(table.at("/rows/0/cells")).isEqualTo(List.of("list-c", 2L));
    }

    @Test
    void anObjectStaysWhatItIsUntilItsCodeSaysOtherwise() {
        put("same", 1);
        var first = server.admin().get(API + "disks/same").ok();
        put("other-than-same", 1);
        var again = server.admin().get(API + "disks/same").ok();
        put("same", 2);
        var changed = server.admin().get(API + "disks/same").ok();

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(changed.revision()).isGreaterThan(first.revision());
        assertThat(changed.at("/metadata/uid")).isEqualTo(first.at("/metadata/uid"));
        assertThat(changed.at("/metadata/creationTimestamp")).isEqualTo(first.at("/metadata/creationTimestamp"));
        assertThat(changed.at("/free")).isEqualTo(2L);
    }

    @Test
    void aWatchIsToldWhatChangesThoughNobodyTellsTheServer() {
        put("watched", 1);
        var before = server.admin().get(API + "disks/watched").ok();
        var path = API + "disks?watch=true&fieldSelector=metadata.name=watched&resourceVersion=" + before.revision();
        try (var events = server.admin().watch(path)) {
            put("watched", 2);
            var modified = events.next("MODIFIED");
            assertThat(modified.at("/free")).isEqualTo(2L);
            assertThat(modified.revision()).isGreaterThan(before.revision());
            DISKS.remove("watched");
            events.expect("DELETED watched");
        }
        try (var resumed = server.admin().watch(path)) {
            resumed.expect("MODIFIED watched", "DELETED watched");
        }
    }

    @Test
    void aRevisionOfBeforeTheStartIsGone() {
        put("old", 1);
        try (var events = server.admin().watch(API + "disks?watch=true&resourceVersion=5")) {
            var error = events.next("ERROR");
            assertThat(error.at("/code")).isEqualTo(410L);
            assertThat(error.at("/reason")).isEqualTo("Expired");
        }
    }

    @Test
    void discoveryAndOpenApiTellWhatThereIsCodeFor() {
        var disks = server.admin().get("/apis/machine.example.com/v1").ok();
        assertThat(disks.listAt("/resources")).allSatisfy(resource -> {
            var members = (Map<?, ?>) resource;
            assertThat(members.get("verbs")).isEqualTo(List.of("get", "list", "watch"));
            assertThat(members.containsKey("storageVersionHash")).isFalse();
        });
        var paths = server.admin()
                .get("/openapi/v3/apis/machine.example.com/v1")
                .ok()
                .json()
                .struct("paths");
        assertThat(paths.struct(API + "disks").members()).containsKey("get").doesNotContainKeys("post", "delete");
        assertThat(paths.struct(API + "disks/{name}").members())
                .containsKey("get")
                .doesNotContainKeys("put", "patch", "delete");
    }

    @Test
    void whatThereIsNoCodeForIsNotAllowed() {
        put("read-only", 1);
        var body = ProtocolJson.quoted(
                "{'apiVersion': 'machine.example.com/v1', 'kind': 'Disk', 'metadata': {'name': 'read-only'}}");
        var admin = server.admin();

        for (var answer : List.of(
                admin.post(API + "disks", body),
                admin.put(API + "disks/read-only", body),
                admin.merge(API + "disks/read-only", "{'free': 3}"),
                admin.apply(API + "disks/read-only?fieldManager=me", body),
                admin.delete(API + "disks/read-only"),
                admin.delete(API + "disks"))) {
            answer.refused(405, "MethodNotAllowed");
        }
    }

    @Test
    void whatTheCodeTellsIsSeenAtOnce() throws Exception {
        try (var events = server.admin().watch(API + "fans?watch=true")) {
            events.expect("ADDED first");
            assertThat(TOLD.await(30, TimeUnit.SECONDS)).isTrue();
            TELL.get().put(new Fan("second", 1));
            TELL.get().put(new Fan("second", 2));
            TELL.get().removed(new ObjectKey("", "second"));
            events.expect("ADDED second", "MODIFIED second", "DELETED second");
            TELL.get().put(new Fan("third", 1));
            TELL.get().listAgain();
            events.expect("ADDED third", "DELETED third");
        }
    }

    @Test
    void eachCallerMayBeShownSomethingElse() {
        var admin = server.admin();
        String[] ann = {"Impersonate-User", "ann", "Impersonate-Group", "system:masters"};
        String[] bob = {"Impersonate-User", "bob", "Impersonate-Group", "system:masters"};

        assertThat(admin.get(API + "namespaces/home/visits", ann).ok().at("/items/0/who"))
                .isEqualTo("ann");
        assertThat(admin.get(API + "namespaces/home/visits", bob).ok().at("/items/0/who"))
                .isEqualTo("bob");
        assertThat(admin.get(API + "namespaces/home/visits/me", ann).ok().at("/who"))
                .isEqualTo("ann");
        assertThat(admin.get(API + "namespaces/work/visits/me", ann).ok().at("/where"))
                .isEqualTo("work");
        assertThat(admin.get(API + "visits", bob).ok().at("/items/0/metadata/namespace"))
                .isEqualTo("everywhere");
        try (var events = admin.watch(API + "namespaces/home/visits?watch=true", bob)) {
            assertThat(events.next("ADDED").at("/who")).isEqualTo("bob");
        }
    }

    @Test
    void oneObjectIsFoundWithoutTheOthers() {
        server.admin().get(API + "rooms?resourceVersion=0").ok();
        int listed = ROOMS_LISTED.get();
        assertThat(server.admin().get(API + "rooms/lit").ok().at("/lit")).isEqualTo(true);
        assertThat(server.admin().get(API + "rooms/dark").ok().at("/lit")).isEqualTo(false);
        server.admin().get(API + "rooms/none").refused(404, "NotFound");
        // Other requests' reads of any age may list once a second besides.
        assertThat(ROOMS_LISTED.get()).isLessThanOrEqualTo(listed + 3);
    }

    @Test
    void whatTheCodeRefusesTheClientHears() {
        server.admin().get(API + "lamps").refused(403, "Forbidden").saying("the mains are off");
    }

    @Test
    void aTypeThatSaysNothingOfMetadataKeepsTheServerFromStarting() {
        var lamps = of(Lamp.class).virtual(Virtual.list(() -> List.of(new Lamp(true))));

        assertThatThrownBy(lamps::type)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(Lamp.class.getName(), "no member metadata", ".metadata(");
    }

    @Test
    void anObjectWithoutANameIsTheServersFault() {
        server.admin().get(API + "nameless").refused(500, "InternalError");
    }
}
