package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.kinds.AdmissionRequest.Operation;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.TimeLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What admission plug-ins see, change and refuse, through HTTP: the fish of wardle, whose anglers ban names.
class AdmissionTests {
    private static final String API = "/apis/sea.example/v1";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final List<AdmissionRequest<Value.Struct>> SEEN = new CopyOnWriteArrayList<>();
    private static ProtocolServer server;

    private final String namespace = "n" + NAMESPACES.incrementAndGet();

    /// Keeps its metadata, to have labels.
    record Fish(Map<String, Object> metadata, FishSpec spec, FishStatus status) {
        Fish with(FishSpec other) {
            return new Fish(metadata, other, status);
        }

        Fish labelled(String name, String value) {
            var labels = new LinkedHashMap<String, Object>();
            if (metadata.get("labels") instanceof Map<?, ?> old) old.forEach((key, one) -> labels.put("" + key, one));
            labels.put(name, value);
            var all = new LinkedHashMap<>(metadata);
            all.put("labels", labels);
            return new Fish(all, spec, status);
        }
    }

    record FishSpec(String color, String size, List<String> stamps) {
        FishSpec stamped(String stamp) {
            var all = new ArrayList<>(stamps == null ? List.<String>of() : stamps);
            if (!all.contains(stamp)) all.add(stamp);
            return new FishSpec(color, size, all);
        }
    }

    record FishStatus(String mood) {}

    record Angler(List<String> bannedNames) {}

    @BeforeAll
    static void start() {
        var builder = Outrigger.server()
                .name("sea")
                .resource(Resource.of(Fish.class)
                        .in("sea.example", "v1")
                        .plural("fish")
                        .validate(AdmissionTests::sized))
                .resource(Resource.of(Angler.class).in("sea.example", "v1").clusterScoped())
                .admission(
                        Admission.mutating("First", Fish.class, AdmissionTests::first)
                                .onSubresources("", "status"),
                        Admission.mutating("Second", Fish.class, AdmissionTests::second),
                        Admission.validating("Witness", request -> {
                                    SEEN.add(request);
                                    if (request.name().startsWith("warned")) request.warn("fish feel pain");
                                })
                                .on(Operation.CREATE, Operation.UPDATE, Operation.DELETE)
                                .onSubresources("*"),
                        Admission.validating("BanFish", Fish.class, AdmissionTests::ban)
                                .on(Operation.CREATE)
                                .reads(Angler.class),
                        Admission.validating("Keep", Fish.class, request -> {
                                    if ("kept".equals(request.object().spec().size())) {
                                        throw request.forbidden("this one stays");
                                    }
                                })
                                .on(Operation.DELETE),
                        Admission.validating("Alone", Fish.class, AdmissionTests::alone)
                                .on(Operation.CREATE)
                                .reads(Fish.class),
                        Admission.validating("Broken", Fish.class, request -> {
                            if (request.name().endsWith("broken")) throw new IllegalStateException("secret");
                        }));
        server = ProtocolServer.start(builder, new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    private static List<FieldError> sized(Fish fish) {
        return fish.spec().size() == null ? List.of(FieldError.required("spec.size", "")) : List.of();
    }

    /// Fills in the size, tells what color it saw, and tries to take the status and the name.
    private static Fish first(AdmissionRequest<Fish> request) {
        var fish = request.object();
        var spec = fish.spec().size() == null
                ? new FishSpec(fish.spec().color(), "small", fish.spec().stamps())
                : fish.spec();
        return fish.with(spec.stamped("first saw " + spec.color())).labelled("seen-by", "first");
    }

    /// Paints plain fish.
    private static Fish second(AdmissionRequest<Fish> request) {
        var spec = request.object().spec();
        return spec.color() == null
                ? request.object().with(new FishSpec("red", spec.size(), spec.stamps()))
                : request.object();
    }

    private static void ban(AdmissionRequest<Fish> request) {
        for (Angler angler : request.objects(Angler.class).list()) {
            if (angler.bannedNames().contains(request.name())) {
                throw request.forbidden("this name may not be used, please change the resource name");
            }
        }
    }

    /// Lonely fish want no company, and a namespace's chief goes first.
    private static void alone(AdmissionRequest<Fish> request) {
        var others = request.objects(Fish.class);
        boolean lonely = "lonely".equals(request.object().spec().color());
        if (lonely && !others.list(request.namespace()).isEmpty()) throw request.forbidden("there are others");
        boolean led = others.get(request.namespace(), "chief").isPresent();
        if ("led".equals(request.object().spec().color()) && !led) throw request.forbidden("where is the chief?");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private ProtocolClient admin() {
        return server.admin();
    }

    private String fish() {
        return API + "/namespaces/" + namespace + "/fish";
    }

    private String fish(String name) {
        return fish() + "/" + name;
    }

    private static String fish(String name, String spec) {
        return ProtocolCase.object("sea.example/v1", "Fish", "'name': '" + name + "'", spec);
    }

    private static void ban(String angler, String name) {
        var object = "{'apiVersion': 'sea.example/v1', 'kind': 'Angler', 'metadata': {'name': '" + angler
                + "'}, 'bannedNames': ['" + name + "']}";
        server.admin().post(API + "/anglers", ProtocolJson.quoted(object)).created();
    }

    @Test
    void aMutatingPlugInFillsInWhatValidationAsksFor() {
        var created = admin().post(fish(), fish("ada", "'color': 'blue'")).created();
        assertThat(created.textAt("/spec/size")).isEqualTo("small");
        assertThat(created.textAt("/metadata/labels/seen-by")).isEqualTo("first");
        assertThat(admin().get(fish("ada")).ok().json()).isEqualTo(created.json());
    }

    @Test
    void onePlugInRunsOnceMoreWhereALaterOneChangedTheObject() {
        var created = admin().post(fish(), fish("ada", "'size': 'big'")).created();
        assertThat(created.textAt("/spec/color")).isEqualTo("red");
        assertThat(created.listAt("/spec/stamps")).asString().isEqualTo("[first saw null, first saw red]");
    }

    @Test
    void whatPlugInsChangeIsNotOwnedByTheClient() {
        var created = admin().post(fish(), fish("ada", "'color': 'blue'")).created();
        var fields = created.textAt("/metadata/managedFields/0/fieldsV1/f:spec");
        assertThat(fields).contains("f:color").doesNotContain("f:size");
    }

    @Test
    void aPlugInReadsWhatAnotherResourceHolds() {
        ban("john-" + namespace, "banned-" + namespace);
        admin().post(fish(), fish("banned-" + namespace, "'size': 'big'"))
                .refused(
                        403,
                        "Forbidden",
                        "fish.sea.example \"banned-" + namespace
                                + "\" is forbidden: this name may not be used, please change the resource name");
        admin().apply(fish("banned-" + namespace) + "?fieldManager=me", fish("banned-" + namespace, "'size': 'big'"))
                .refused(403, "Forbidden");
        admin().post(fish(), fish("other", "'size': 'big'")).created();
    }

    @Test
    void aPlugInReadsOneNamespaceOrOneObject() {
        admin().post(fish(), fish("hermit", "'color': 'lonely'")).created();
        admin().post(fish(), fish("other", "'color': 'lonely'"))
                .refused(403, "Forbidden")
                .saying("there are others");
        admin().post(fish(), fish("soldier", "'color': 'led'"))
                .refused(403, "Forbidden")
                .saying("where is the chief?");
        admin().post(fish(), fish("chief", "'size': 'big'")).created();
        admin().post(fish(), fish("soldier", "'color': 'led'")).created();
    }

    @Test
    void aBanHoldsUntilItIsLifted() {
        ban("jim-" + namespace, "wanted-" + namespace);
        var wanted = fish("wanted-" + namespace, "'size': 'big'");
        admin().post(fish(), wanted).refused(403, "Forbidden");
        admin().post(fish(), wanted).refused(403, "Forbidden");
        admin().merge(API + "/anglers/jim-" + namespace, "{'bannedNames': []}").ok();
        admin().post(fish(), wanted).created();
    }

    @Test
    void eachWayToWriteIsAnOperation() {
        admin().post(fish(), fish("ada", "'size': 'big'")).created();
        admin().put(fish("ada"), fish("ada", "'size': 'bigger'")).ok();
        admin().merge(fish("ada"), "{'spec': {'size': 'huge'}}").ok();
        admin().apply(fish("ada") + "?fieldManager=me&force=true", fish("ada", "'size': 'vast'"))
                .ok();
        admin().apply(fish("eve") + "?fieldManager=me", fish("eve", "'size': 'big'"))
                .created();
        admin().merge(fish("ada") + "/status", "{'status': {'mood': 'good'}}").ok();
        admin().delete(fish("ada")).ok();
        assertThat(SEEN)
                .extracting(request -> request.operation() + " " + request.name() + " " + request.subresource())
                .containsExactly(
                        "CREATE ada ",
                        "UPDATE ada ",
                        "UPDATE ada ",
                        "UPDATE ada ",
                        "CREATE eve ",
                        "UPDATE ada status",
                        "DELETE ada ");
    }

    @Test
    void aPlugInSeesWhoAsksForWhatAndWhatWasThere() {
        admin().post(fish(), fish("ada", "'size': 'big'")).created();
        SEEN.clear();
        admin().merge(fish("ada") + "?dryRun=All&fieldManager=me", "{'spec': {'size': 'huge'}}")
                .ok();
        var seen = SEEN.getFirst();
        assertThat(seen.caller().groups()).contains("system:masters");
        assertThat(seen.dryRun()).isTrue();
        assertThat(seen.namespace()).isEqualTo(namespace);
        assertThat(seen.resource()).hasToString("fish.sea.example");
        assertThat(seen.kind().kind()).isEqualTo("Fish");
        assertThat(seen.object().struct("spec").text("size")).contains("huge");
        assertThat(seen.old().orElseThrow().struct("spec").text("size")).contains("big");
        assertThat(seen.options().text("fieldManager")).contains("me");
        assertThat(admin().get(fish("ada")).textAt("/spec/size")).isEqualTo("big");
    }

    @Test
    void onStatusOnlyTheStatusIsChangedWhateverAPlugInDoes() {
        admin().post(fish(), fish("ada", "'size': 'big', 'color': 'blue'")).created();
        admin().merge(fish("ada"), "{'metadata': {'labels': null}, 'spec': {'stamps': null}}")
                .ok();
        var before = admin().get(fish("ada")).ok();
        var after = admin().merge(fish("ada") + "/status", "{'status': {'mood': 'good'}}")
                .ok();
        assertThat(after.textAt("/spec")).isEqualTo(before.textAt("/spec"));
        assertThat(after.textAt("/metadata/generation")).isEqualTo(before.textAt("/metadata/generation"));
        assertThat(after.textAt("/status/mood")).isEqualTo("good");
    }

    @Test
    void aDeletionIsRefusedByItselfAndInACollection() {
        admin().post(fish(), fish("ada", "'size': 'kept'")).created();
        var refusal = "fish.sea.example \"ada\" is forbidden: this one stays";
        admin().delete(fish("ada")).refused(403, "Forbidden", refusal);
        admin().delete(fish("ada") + "?dryRun=All").refused(403, "Forbidden", refusal);
        admin().delete(fish()).refused(403, "Forbidden", refusal);
        admin().get(fish("ada")).ok();
    }

    @Test
    void validatingPlugInsAreNotAskedAboutWhatIsInvalid() {
        admin().post(fish(), fish("Wrong_Name", "'size': 'big'")).refused(422, "Invalid");
        assertThat(SEEN).isEmpty();
    }

    @Test
    void aGeneratedNameIsKnown() {
        var object = ProtocolCase.object("sea.example/v1", "Fish", "'generateName': 'x-'", "'size': 'big'");
        var created = admin().post(fish(), object).created();
        assertThat(SEEN.getFirst().name()).startsWith("x-").isEqualTo(created.textAt("/metadata/name"));
    }

    @Test
    void whatAPlugInWarnsOfReachesTheClient() {
        var created = admin().post(fish(), fish("warned", "'size': 'big'")).created();
        assertThat(created.warnings()).containsExactly("299 - \"fish feel pain\"");
        assertThat(admin().delete(fish("warned")).ok().warnings()).containsExactly("299 - \"fish feel pain\"");
    }

    @Test
    void whatWasWarnedOfBeforeTheRefusalReachesTheClientToo() {
        ban("joe-" + namespace, "warned-" + namespace);
        var banned = admin().post(fish(), fish("warned-" + namespace, "'size': 'big', 'tail': 1"))
                .refused(403, "Forbidden");
        assertThat(banned.warnings())
                .containsExactly("299 - \"unknown field \\\"spec.tail\\\"\"", "299 - \"fish feel pain\"");
        var failed =
                admin().post(fish(), fish("warned-broken", "'size': 'big'")).refused(500, "InternalError");
        assertThat(failed.warnings()).containsExactly("299 - \"fish feel pain\"");

        admin().post(fish(), fish("warned-kept", "'size': 'kept'")).created();
        var again = admin().post(fish(), fish("warned-kept", "'size': 'kept'")).refused(409, "AlreadyExists");
        assertThat(again.warnings()).containsExactly("299 - \"fish feel pain\"");
        assertThat(admin().delete(fish("warned-kept")).refused(403, "Forbidden").warnings())
                .containsExactly("299 - \"fish feel pain\"");
        assertThat(admin().delete(fish()).refused(403, "Forbidden").warnings())
                .containsExactly("299 - \"fish feel pain\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?dryRun=All"})
    void aPlugInThatFailsIsAnInternalErrorThatTellsNothing(String query) {
        var answer =
                admin().post(fish() + query, fish("broken", "'size': 'big'")).refused(500, "InternalError");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("IllegalState");
        admin().get(fish("broken")).refused(404, "NotFound");
    }
}
