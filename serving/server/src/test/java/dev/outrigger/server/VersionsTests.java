package dev.outrigger.server;

import static dev.outrigger.server.VersionTypes.path;
import static dev.outrigger.server.VersionTypes.v1;
import static dev.outrigger.server.VersionTypes.v2;
import static dev.outrigger.server.VersionTypes.v3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.rest.TimeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Every verb in every version, whichever of them is stored, on both stores.
@ParameterizedClass(name = "{0}")
@MethodSource("places")
class VersionsTests {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String STATUS = "{'status': {'phase': 'Ready'}}";
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static ProtocolServer server;

    record Place(String storedAs, Options.Storage storage) {}

    @Parameter
    private Place place;

    private final String name = "foo" + NAMES.incrementAndGet();

    static List<Place> places() {
        var places = new ArrayList<Place>();
        places.add(new Place("v1", new Options.Storage.Memory()));
        places.add(new Place("v3alpha1", new Options.Storage.Memory()));
        places.add(new Place("v2", new Options.Storage.Sqlite()));
        return places;
    }

    @BeforeParameterizedClassInvocation(injectArguments = true)
    static void start(Place place) {
        server = ProtocolServer.start(VersionTypes.storedAs(place.storedAs()), place.storage(), TimeLimits.USUAL);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static ProtocolClient admin() {
        return server.admin();
    }

    private void create() {
        admin().post(path("v2", ""), v2(name, "'image': 'nginx', 'config': {'msg': 'hi', 'level': 1}"))
                .created();
    }

    @Test
    void whatIsCreatedInOneVersionIsReadInAll() {
        var first = admin().post(path("v1", ""), v1(name, "'msg': 'hi', 'level': 'high'"))
                .created();
        assertThat(first.at("/metadata/annotations/spec.image")).isEqualTo("busybox:1.36");
        assertThat(first.textAt("/metadata/labels/hello.example~1name")).isEqualTo(name);
        assertThat(first.textAt("/metadata/generation")).isEqualTo("1");

        var second = admin().get(path("v2", name)).ok();
        assertThat(second.textAt("/spec/image")).isEqualTo("busybox:1.36");
        assertThat(second.at("/spec/config/level")).isEqualTo(2L);
        assertThat(second.textAt("/apiVersion")).isEqualTo("hello.example/v2");
        var third = admin().get(path("v3alpha1", name)).ok();
        assertThat(third.textAt("/says/what")).isEqualTo("hi");
        assertThat(third.has("/spec")).isFalse();
        assertThat(admin().get(path("v1", name)).ok().json()).isEqualTo(first.json());
        assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
    }

    @Test
    void listsTablesAndWatchesShowTheVersionThatIsAskedFor() {
        create();
        var query = "?fieldSelector=metadata.name=" + name;
        assertThat(admin().get(path("v1", "") + query).ok().textAt("/items/0/spec/level"))
                .isEqualTo("low");
        assertThat(admin().get(path("v3alpha1", "") + query).ok().textAt("/items/0/says/in"))
                .isEqualTo("nginx");
        var first = admin().get(path("v1", "") + query, "Accept", TABLE).ok();
        assertThat(first.textAt("/columnDefinitions/1/name")).isEqualTo("Message");
        assertThat(first.at("/rows/0/cells")).isEqualTo(List.of(name, "hi"));
        assertThat(admin().get(path("v2", ""), "Accept", TABLE).ok().textAt("/columnDefinitions/1/name"))
                .isEqualTo("Status");
        try (var watch = admin().watch(path("v1", "") + query + "&watch=true");
                var other = admin().watch(path("v3alpha1", "") + query + "&watch=true")) {
            watch.expect("ADDED " + name);
            assertThat(other.next().at("/says/what")).isEqualTo("hi");
            admin().merge(path("v2", name), "{'spec': {'config': {'msg': 'ho'}}}")
                    .ok();
            assertThat(watch.next().at("/spec/msg")).isEqualTo("ho");
            assertThat(other.next().at("/says/what")).isEqualTo("ho");
            admin().delete(path("v3alpha1", name)).ok();
            watch.expect("DELETED " + name);
            assertThat(other.next().at("/says/in")).isEqualTo("nginx");
        }
    }

    @Test
    void fieldsAndLabelsAreSelectedByInTheWordsOfTheVersion() {
        admin().post(path("v1", ""), v1(name, "'msg': 'm-" + name + "'")).created();
        var wanted = "m-" + name;
        assertThat(admin().get(path("v1", "") + "?fieldSelector=spec.msg=" + wanted)
                        .ok()
                        .names())
                .containsExactly(name);
        assertThat(admin().get(path("v2", "") + "?fieldSelector=spec.config.msg=" + wanted)
                        .ok()
                        .names())
                .containsExactly(name);
        admin().get(path("v2", "") + "?fieldSelector=spec.msg=" + wanted).refused(400, "BadRequest");
        assertThat(admin().get(path("v2", "") + "?labelSelector=hello.example/name=" + name)
                        .ok()
                        .names())
                .containsExactly(name);
    }

    @Test
    void everyPatchIsAppliedInTheVersionTheClientSpeaks() {
        create();
        admin().merge(path("v1", name), "{'spec': {'msg': 'one'}}").ok();
        admin().patch(
                        path("v3alpha1", name),
                        "application/json-patch+json",
                        "[{'op': 'test', 'path': '/says/what', 'value': 'one'},"
                                + "{'op': 'replace', 'path': '/says/howLoud', 'value': 2}]")
                .ok();
        admin().patch(
                        path("v1", name),
                        "application/strategic-merge-patch+json",
                        "{'spec': {'tags': ['a']}, 'metadata': {'labels': {'x': 'y'}}}")
                .ok();
        var all = admin().get(path("v2", name)).ok();
        assertThat(all.json().struct("spec").struct("config").text("msg")).contains("one");
        assertThat(all.at("/spec/config/level")).isEqualTo(2L);
        assertThat(all.at("/spec/tags")).isEqualTo(List.of("a"));
        assertThat(all.textAt("/spec/image")).isEqualTo("nginx");
        assertThat(all.textAt("/metadata/generation")).isEqualTo("4");
    }

    @Test
    void ownersOfOneVersionConflictWithThoseOfAnother() {
        admin().apply(path("v1", name) + "?fieldManager=one", v1(name, "'msg': 'hi', 'level': 'low'"))
                .created();
        admin().apply(path("v3alpha1", name) + "?fieldManager=two", v3(name, "'what': 'ho'"))
                .refused(409, "Conflict")
                .cause("FieldManagerConflict", "conflict with \"one\"", ".spec.msg");
        var forced = admin().apply(
                        path("v3alpha1", name) + "?fieldManager=two&force=true",
                        v3(name, "'what': 'ho', 'in': 'nginx'"))
                .ok();
        assertThat(forced.textAt("/says/what")).isEqualTo("ho");
        var left = admin().apply(path("v1", name) + "?fieldManager=one", v1(name, "'tags': ['t']"))
                .ok();
        assertThat(left.textAt("/spec/msg")).isEqualTo("ho");
        assertThat(left.has("/spec/level")).isFalse();
        assertThat(admin().get(path("v2", name)).ok().textAt("/spec/image")).isEqualTo("nginx");
    }

    @Test
    void theStatusIsWrittenApartInVersionsThatShowItAndKeptByThoseThatDoNot() {
        create();
        admin().put(path("v1", name) + "/status", v1(name, "'msg': 'no'")).refused(404, "NotFound");
        admin().merge(path("v2", name) + "/status", STATUS).ok();
        var first = admin().get(path("v1", name)).ok();
        assertThat(first.has("/status")).isFalse();

        var changed = admin().put(path("v1", name), first.with("/spec/msg", "\"changed\""))
                .ok();
        assertThat(changed.textAt("/metadata/generation")).isEqualTo("2");
        var third = admin().get(path("v3alpha1", name)).ok();
        assertThat(third.textAt("/status/phase")).isEqualTo("Ready");
        admin().put(path("v3alpha1", name), third.with("/status/phase", "\"Not\""))
                .ok();
        admin().merge(path("v3alpha1", name) + "/status", "{'status': {'phase': 'Going'}, 'says': {'what': 'no'}}")
                .ok();
        var after = admin().get(path("v2", name)).ok();
        assertThat(after.textAt("/status/phase")).isEqualTo("Going");
        assertThat(after.json().struct("spec").struct("config").text("msg")).contains("changed");
    }

    @Test
    void anUpdateThatChangesNothingIsNoneInAnyVersion() {
        admin().post(path("v1", ""), v1(name, "'msg': 'hi'")).created();
        var before = admin().get(path("v2", name)).ok();
        for (String version : List.of("v1", "v2", "v3alpha1")) {
            var read = admin().get(path(version, name)).ok();
            var same = admin().put(path(version, name), ProtocolJson.text(read.json()))
                    .ok();
            assertThat(same.resourceVersion()).as(version).isEqualTo(before.resourceVersion());
        }
    }

    @Test
    void anAnswerToAWriteSaysWhatIsReadAfterwards() {
        create();
        for (String version : List.of("v1", "v2", "v3alpha1")) {
            var written = admin().merge(path(version, name), "{'metadata': {'labels': {'v': '" + version + "'}}}")
                    .ok();
            assertThat(admin().get(path(version, name)).ok().json()).isEqualTo(written.json());
        }
    }

    @Test
    void whatIsWrongIsSaidByTheVersionFirstAndThenByTheHub() {
        admin().post(path("v1", ""), v1(name, "'msg': 'far too long for the first version'"))
                .refused(422, "Invalid")
                .saying("spec.msg: Too long: may not be more than 20 bytes");
        admin().post(path("v1", ""), v1(name, "'level': 'low'"))
                .refused(422, "Invalid")
                .cause("FieldValueRequired", "Required value", "spec.config.msg");
        admin().post(path("v3alpha1", ""), v3(name, "'what': 'hi'"))
                .refused(422, "Invalid")
                .cause("FieldValueRequired", "Required value", "spec.image");
        admin().post(path("v2", ""), v2(name, "'image': 'x', 'config': {'msg': 1}"))
                .refused(400, "BadRequest");
    }

    @Test
    void whatAConversionRefusesIsTheClientsAndWhatItFailsAtIsNot() {
        admin().post(path("v1", ""), v1(name, "'msg': 'hi', 'level': 'loud'"))
                .refused(400, "BadRequest")
                .saying(
                        "Foo in version \"v1\" cannot be handled as a Foo: ",
                        "cannot be converted from hello.example/v1 to hello.example/v2: spec.level is low or high, not loud");
        var failed = admin().post(path("v1", ""), v1(name, "'msg': 'hi', 'level': 'broken'"))
                .refused(500, "InternalError")
                .saying("cannot be converted", "the log of this server says why");
        assertThat(failed.text()).doesNotContain("secret");
        admin().get(path("v2", name)).refused(404, "NotFound");
    }

    @Test
    void aDryRunAndADeletionSpeakTheVersionToo() {
        create();
        var dry = admin().put(
                        path("v1", name) + "?dryRun=All",
                        admin().get(path("v1", name)).ok().with("/spec/msg", "\"dry\""))
                .ok();
        assertThat(dry.textAt("/spec/msg")).isEqualTo("dry");
        admin().merge(path("v1", name), "{'metadata': {'finalizers': ['a.b/c']}}")
                .ok();
        assertThat(admin().delete(path("v1", name)).ok().textAt("/spec/msg")).isEqualTo("hi");
        assertThat(admin().merge(path("v3alpha1", name), "{'metadata': {'finalizers': null}}")
                        .ok()
                        .textAt("/says/what"))
                .isEqualTo("hi");
        admin().get(path("v2", name)).refused(404, "NotFound");
    }

    @Test
    void discoveryShowsEachVersionAndThePreferredOne() {
        var group = admin().get("/apis/hello.example").ok();
        assertThat(group.textAt("/preferredVersion/version")).isEqualTo("v2");
        assertThat(group.listAt("/versions")).hasSize(3);
        var first = admin().get("/apis/hello.example/v1").ok();
        assertThat(first.listAt("/resources")).hasSize(1);
        assertThat(admin().get("/apis/hello.example/v2").ok().listAt("/resources"))
                .hasSize(2);
        assertThat(admin().get("/openapi/v3/apis/hello.example/v1").ok().text())
                .contains("v1.FooV1")
                .doesNotContain("foos/{name}/status");
    }

    @Test
    void yamlAndIndentedJsonSpeakTheVersionToo() {
        create();
        assertThat(admin().get(path("v1", name), "Accept", "application/yaml")
                        .is(200)
                        .text())
                .contains("level: low");
        assertThat(admin().get(path("v3alpha1", name) + "?pretty=1").ok().textAt("/says/in"))
                .isEqualTo("nginx");
    }
}
