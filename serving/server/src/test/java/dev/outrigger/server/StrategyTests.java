package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.TimeLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every rule an author can give, through HTTP: tents, whose poles come in order and whose ground nobody moves, and
/// huts, whose rules are untyped.
class StrategyTests {
    private static final String API = "/apis/camp.example/v1";
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static ProtocolServer server;

    private final String namespace = "n" + NAMESPACES.incrementAndGet();

    record Tent(Map<String, Object> metadata, TentSpec spec, TentStatus status) {
        Tent with(TentSpec other) {
            return new Tent(metadata, other, status);
        }

        Tent with(TentStatus other) {
            return new Tent(metadata, spec, other);
        }
    }

    record TentSpec(String ground, String secret, List<String> poles) {}

    record TentStatus(String phase, Integer guests) {}

    record Hut(Map<String, Object> spec) {}

    /// Its status is no subresource.
    record Sign(String text, SignStatus status) {}

    record SignStatus(Boolean read) {}

    @BeforeAll
    static void start() {
        var builder = Outrigger.server()
                .name("camp")
                .resource(Resource.of(Tent.class)
                        .in("camp.example", "v1")
                        .names(_ -> List.of())
                        .allowCreateOnUpdate()
                        .defaulting(StrategyTests::labelled)
                        .prepareForCreate(tent -> tent.with(new TentStatus("Pitching", 0)))
                        .prepareForUpdate((tent, old) -> tent.with(new TentSpec(
                                tent.spec().ground(),
                                old.spec().secret(),
                                tent.spec().poles())))
                        .prepareForStatusUpdate((tent, old) -> tent.status() == null
                                ? tent.with(old.status())
                                : tent.with(new TentStatus(tent.status().phase(), Math.max(0, guests(tent)))))
                        .validate(StrategyTests::grounded)
                        .validateUpdate((tent, old) ->
                                tent.spec().ground().equals(old.spec().ground())
                                        ? List.of()
                                        : List.of(FieldError.immutable(
                                                "spec.ground", tent.spec().ground())))
                        .warnings(tent -> poles(tent).size() > 3 ? List.of("spec.poles: heavy") : List.of())
                        .updateWarnings((tent, old) -> poles(tent).equals(poles(old))
                                ? List.of()
                                : List.of("spec.poles: were " + poles(old).size()))
                        .canonicalize(StrategyTests::ordered))
                .resource(Resource.of(Sign.class).in("camp.example", "v1").withoutStatusSubresource())
                .resource(Resource.of(Hut.class)
                        .in("camp.example", "v1")
                        .refuseUnconditionalUpdate()
                        .withoutGenerations()
                        .strategy(new Untyped())
                        .validate(hut -> "no".equals(hut.spec().get("typed"))
                                ? List.of(FieldError.invalid("spec.typed", "no", "typed says no"))
                                : List.of()));
        server = ProtocolServer.start(builder, new Options.Storage.Memory(), TimeLimits.USUAL);
    }

    private static int guests(Tent tent) {
        return tent.status().guests() == null ? 0 : tent.status().guests();
    }

    private static List<String> poles(Tent tent) {
        return tent.spec().poles() == null ? List.of() : tent.spec().poles();
    }

    private static Tent labelled(Tent tent) {
        var labels = new LinkedHashMap<String, Object>();
        if (tent.metadata().get("labels") instanceof Map<?, ?> given)
            given.forEach((name, one) -> labels.put("" + name, one));
        labels.put("camp.example/name", tent.metadata().get("name"));
        var metadata = new LinkedHashMap<>(tent.metadata());
        metadata.put("labels", labels);
        return new Tent(metadata, tent.spec(), tent.status());
    }

    private static List<FieldError> grounded(Tent tent) {
        var errors = new ArrayList<FieldError>();
        if (tent.spec().ground() == null) errors.add(FieldError.required("spec.ground", "where shall it stand?"));
        if ("lava".equals(tent.spec().ground())) {
            errors.add(FieldError.notSupported("spec.ground", "lava", List.of("grass", "sand")));
        }
        var seen = new ArrayList<String>();
        for (int i = 0; i < poles(tent).size(); i++) {
            var field = "spec.poles[" + i + "]";
            var pole = poles(tent).get(i);
            if (seen.contains(pole)) errors.add(FieldError.duplicate(field, pole));
            if (pole.length() > 5) errors.add(FieldError.tooLong(field, 5));
            if (pole.equals("gold")) errors.add(FieldError.forbidden(field, "too heavy"));
            seen.add(pole);
        }
        return errors;
    }

    private static Tent ordered(Tent tent) {
        var poles = new ArrayList<>(poles(tent));
        poles.sort(null);
        return tent.with(new TentSpec(tent.spec().ground(), tent.spec().secret(), poles));
    }

    /// Rules over untyped objects.
    private static final class Untyped implements Strategy {
        @Override
        public Value.Struct prepareForCreate(Value.Struct object) {
            var metadata = object.struct("metadata");
            return object.with("spec", object.struct("spec").with("prepared", "yes"))
                    .with("metadata", metadata.with("uid", "mine").with("name", "mine"));
        }

        @Override
        public List<FieldError> validate(Value.Struct object) {
            return object.struct("spec").text("typed").isEmpty()
                    ? List.of(FieldError.required("spec.typed", ""))
                    : List.of();
        }

        @Override
        public List<String> warnings(Value.Struct object) {
            return List.of("huts leak");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private ProtocolClient admin() {
        return server.admin();
    }

    private String tents(String name) {
        return API + "/namespaces/" + namespace + "/tents" + (name.isEmpty() ? "" : "/" + name);
    }

    private String huts(String name) {
        return API + "/namespaces/" + namespace + "/huts" + (name.isEmpty() ? "" : "/" + name);
    }

    private static String tent(String name, String spec) {
        return ProtocolCase.object("camp.example/v1", "Tent", "'name': '" + name + "'", spec);
    }

    private static String hut(String name, String spec) {
        return ProtocolCase.object("camp.example/v1", "Hut", "'name': '" + name + "'", spec);
    }

    @Test
    void aNewObjectBeginsAsItsAuthorSaysHoweverItIsMade() {
        var posted = admin().post(tents(""), tent("a", "'ground': 'sand'")).created();
        var applied = admin().apply(tents("b") + "?fieldManager=me", tent("b", "'ground': 'sand'"))
                .created();
        var put = admin().put(tents("c"), tent("c", "'ground': 'sand'")).created();
        for (var created : List.of(posted, applied, put)) {
            assertThat(created.textAt("/status/phase")).isEqualTo("Pitching");
            assertThat(created.at("/metadata/labels"))
                    .hasToString("{camp.example/name=" + created.at("/metadata/name") + "}");
            assertThat(created.at("/metadata/generation")).isEqualTo(1L);
        }
    }

    @Test
    void whatClientsMayNotChangeIsTakenOutOfEveryKindOfUpdate() {
        admin().post(tents(""), tent("a", "'ground': 'sand', 'secret': 's'")).created();
        var changed = tent("a", "'ground': 'sand', 'secret': 'x', 'poles': ['p']");
        assertThat(admin().put(tents("a"), changed).ok().at("/spec/secret")).isEqualTo("s");
        assertThat(admin().merge(tents("a"), "{'spec': {'secret': 'x'}}").ok().at("/spec/secret"))
                .isEqualTo("s");
        assertThat(admin().apply(tents("a") + "?fieldManager=me&force=true", changed)
                        .ok()
                        .at("/spec/secret"))
                .isEqualTo("s");
        assertThat(admin().get(tents("a")).at("/metadata/generation")).isEqualTo(2L);
    }

    @Test
    void aStatusHasItsOwnPreparationAndNoWarnings() {
        admin().post(tents(""), tent("a", "'ground': 'sand', 'poles': ['1', '2', '3', '4']"))
                .created();
        var status = admin().merge(
                        tents("a") + "/status", "{'status': {'phase': 'Up', 'guests': -3}, 'spec': {'secret': 'x'}}")
                .ok();
        assertThat(status.at("/status")).hasToString("{phase=Up, guests=0}");
        assertThat(status.has("/spec/secret")).isFalse();
        assertThat(status.at("/metadata/generation")).isEqualTo(1L);
        assertThat(status.warnings()).isEmpty();
    }

    @Test
    void errorsAreUpstreamsCauses() {
        admin().post(tents(""), tent("a", "'ground': 'lava', 'poles': ['gold', 'gold', 'mahogany']"))
                .refused(422, "Invalid")
                .cause(
                        "FieldValueNotSupported",
                        "Unsupported value: \"lava\": supported values: \"grass\", \"sand\"",
                        "spec.ground")
                .cause("FieldValueDuplicate", "Duplicate value: \"gold\"", "spec.poles[1]")
                .cause("FieldValueTooLong", "Too long: may not be more than 5 bytes", "spec.poles[2]")
                .cause("FieldValueForbidden", "Forbidden: too heavy", "spec.poles[0]");
        admin().post(tents(""), tent("a", "'secret': 'x'"))
                .refused(
                        422,
                        "Invalid",
                        "Tent.camp.example \"a\" is invalid: spec.ground: Required value: where shall it stand?");
    }

    @Test
    void aChangeIsHeldAgainstWhatWasThere() {
        admin().post(tents(""), tent("a", "'ground': 'sand'")).created();
        admin().merge(tents("a"), "{'spec': {'ground': 'grass'}}")
                .refused(422, "Invalid")
                .cause("FieldValueInvalid", "Invalid value: \"grass\": field is immutable", "spec.ground");
    }

    @Test
    void warningsDifferBetweenCreateAndUpdate() {
        var created = admin().post(tents(""), tent("a", "'ground': 'sand', 'poles': ['1', '2', '3', '4']"))
                .created();
        assertThat(created.warnings()).containsExactly("299 - \"spec.poles: heavy\"");
        var patched = admin().merge(tents("a"), "{'spec': {'poles': ['1']}}").ok();
        assertThat(patched.warnings()).containsExactly("299 - \"spec.poles: were 4\"");
    }

    @Test
    void anotherFormOfWhatIsStoredIsNoChange() {
        var created = admin().post(tents(""), tent("a", "'ground': 'sand', 'poles': ['b', 'a']"))
                .created();
        assertThat(created.at("/spec/poles")).hasToString("[a, b]");
        var same = admin().merge(tents("a"), "{'spec': {'poles': ['b', 'a']}}").ok();
        assertThat(same.at("/metadata/generation")).isEqualTo(1L);
        assertThat(same.at("/spec")).isEqualTo(created.at("/spec"));
    }

    @Test
    void namesMayBeAllThatAPathCanHold() {
        admin().post(tents(""), tent("A_b", "'ground': 'sand'")).created();
        admin().post(tents(""), tent("a/b", "'ground': 'sand'"))
                .refused(422, "Invalid")
                .cause("FieldValueInvalid", "Invalid value: \"a/b\": may not contain '/'", "metadata.name");
    }

    @Test
    void aStrategyOverUntypedObjectsGoesWithTypedRules() {
        admin().post(huts(""), hut("a", "'x': 'y'")).refused(422, "Invalid").saying("spec.typed: Required value");
        admin().post(huts(""), hut("a", "'typed': 'no'"))
                .refused(422, "Invalid")
                .saying("typed says no");
        var created = admin().post(huts(""), hut("a", "'typed': 'yes'")).created();
        assertThat(created.at("/spec/prepared")).isEqualTo("yes");
        assertThat(created.at("/metadata/name")).isEqualTo("a");
        assertThat(created.textAt("/metadata/uid")).isNotEqualTo("mine");
        assertThat(created.warnings()).containsExactly("299 - \"huts leak\"");
    }

    @Test
    void generationsAreLeftToTheAuthor() {
        var created = admin().post(huts(""), hut("a", "'typed': 'yes'")).created();
        var changed = admin().merge(huts("a"), "{'spec': {'x': 'y'}, 'metadata': {'finalizers': ['camp.example/x']}}")
                .ok();
        var going = admin().delete(huts("a")).ok();
        for (var answer : List.of(created, changed, going)) {
            assertThat(answer.has("/metadata/generation")).isFalse();
        }
    }

    @Test
    void anUpdateNeedsARevisionWhereTheAuthorSaysSo() {
        admin().post(huts(""), hut("a", "'typed': 'yes'")).created();
        admin().put(huts("a"), hut("a", "'typed': 'yes'"))
                .refused(422, "Invalid")
                .saying("metadata.resourceVersion: Invalid value: 0: must be specified for an update");
        admin().put(huts("b"), hut("b", "'typed': 'yes'")).refused(404, "NotFound");
    }

    @Test
    void aStatusThatIsNoSubresourceIsWrittenWithAllElse() {
        var signs = API + "/namespaces/" + namespace + "/signs";
        var sign = "{'apiVersion': 'camp.example/v1', 'kind': 'Sign', 'metadata': {'name': 'a'}, 'text': 'x',"
                + " 'status': {'read': false}}";
        var created = admin().post(signs, ProtocolJson.quoted(sign)).created();
        assertThat(created.at("/status/read")).isEqualTo(false);
        var changed = admin().merge(signs + "/a", "{'status': {'read': true}}").ok();
        assertThat(changed.at("/status/read")).isEqualTo(true);
        assertThat(changed.at("/metadata/generation")).isEqualTo(2L);
        admin().get(signs + "/a/status").refused(404, "NotFound");
    }
}
