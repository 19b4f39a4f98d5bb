package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.FeatureGate;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.Plugins;
import dev.outrigger.kinds.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What flags turn on and off: wardle's component, its feature and its plug-in, and two plug-ins more.
class CapabilityTests {
    private static final String BOATS = "/apis/sea.example/v1/namespaces/n/boats";

    record Boat(String name) {}

    record Raft(String name) {}

    private static ServerBuilder server() {
        return Outrigger.server()
                .name("sea")
                .component("wardle", "1.2")
                .featureGates(
                        FeatureGate.named("BanFlunder").alpha("1.0").beta("1.1").ga("1.2"),
                        FeatureGate.named("Young").alpha("1.1"),
                        FeatureGate.named("New").beta("1.2"))
                .resource(Resource.of(Boat.class).in("sea.example", "v1"))
                .admission(
                        refusing("BanFlunder").whileEnabled("BanFlunder"),
                        refusing("Quiet").offByDefault(),
                        refusing("Usual"));
    }

    /// Refuses boats of its own name, in lower case.
    private static Admission refusing(String name) {
        return Admission.validating(name, Boat.class, request -> {
            if (request.name().equalsIgnoreCase(name)) throw request.forbidden("so says " + name);
        });
    }

    private static Options options(ServerBuilder server, String... args) {
        return switch (Flags.parse("sea", List.of(args), server.flags(), server::capabilities)) {
            case Flags.Wish.Serve(var options) -> options;
            case Flags.Wish.Mistake(var line) -> throw new IllegalArgumentException(line);
            case Flags.Wish.Tell(var text) -> throw new AssertionError(text);
        };
    }

    private static Plugins plugins(String... args) {
        var server = server();
        return server.capabilities().plugins(options(server, args).switches());
    }

    private static String boat(String name) {
        return ProtocolJson.quoted(
                "{'apiVersion': 'sea.example/v1', 'kind': 'Boat', 'metadata': {'name': '" + name + "'}}");
    }

    @ParameterizedTest
    @CsvSource({
        "--enable-admission-plugins=Quiet,               BanFlunder Quiet Usual",
        "--disable-admission-plugins=Usual,              BanFlunder",
        "--disable-admission-plugins=NamespaceLifecycle, BanFlunder Usual",
    })
    void flagsSayWhichPlugInsThereAre(String args, String names) {
        assertThat(plugins(args.split(" ")).admission())
                .extracting(Admission::name)
                .containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "--feature-gates=,                                           true",
        "--emulated-version=wardle=1.0,                              false",
        "--emulated-version=1.1,                                     true",
        "--emulated-version=1.0 --feature-gates=BanFlunder=true,     true",
        "--emulated-version=1.1 --feature-gates=wardle:BanFlunder=f, false",
        "--emulated-version=1.0 --feature-gates=AllAlpha=true,       true",
        "--emulated-version=1.1 --feature-gates=AllBeta=false,       false",
        "--feature-gates=AllBeta=false,                              true",
    })
    void flagsSayWhetherAFeatureIsEnabled(String args, boolean enabled) {
        assertThat(plugins(args.split(" ")).features().enabled("BanFlunder")).isEqualTo(enabled);
    }

    @Test
    void aServerThatBehavesAsAnEarlierVersionHasThePlugInsAndVersionsOfThatTime(@TempDir Path folder) {
        var rafts = Resource.of(Raft.class).in("sea.example", "v1").lifecycle(Lifecycle.introduced("1.1"));
        var started = server().resource(rafts)
                .start(
                        "--emulated-version=1.0",
                        "--enable-admission-plugins=Quiet",
                        "--storage=memory",
                        "--secure-port=0",
                        "--data-dir=" + folder);
        try (var running = ProtocolServer.of(folder, false, started)) {
            running.admin().post(BOATS, boat("banflunder")).created();
            running.admin().get("/apis/sea.example/v1/rafts").refused(404, "NotFound");
            running.admin().post(BOATS, boat("usual")).refused(403, "Forbidden");
            running.admin()
                    .post(BOATS, boat("quiet"))
                    .refused(403, "Forbidden", "boats.sea.example \"quiet\" is forbidden: so says Quiet");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--enable-admission-plugins=Nope | enable-admission-plugins plugin \"Nope\" is unknown",
                "--disable-admission-plugins=Nope | disable-admission-plugins plugin \"Nope\" is unknown",
                "--enable-admission-plugins=Usual --disable-admission-plugins=Usual |"
                        + " [Usual] in enable-admission-plugins and disable-admission-plugins overlapped",
                "--feature-gates=Nope=true | unrecognized feature gate: Nope",
                "--feature-gates=kube:Nope=true | component not registered: kube",
                "--feature-gates=BanFlunder=false |"
                        + " cannot set feature gate BanFlunder to false, feature is locked to true",
                "--feature-gates=New=true --emulated-version=1.1 |"
                        + " cannot set feature gate New to true, feature is PreAlpha at emulated version 1.1",
                "--feature-gates=BanFlunder | --feature-gates: missing bool value for BanFlunder",
                "--feature-gates=BanFlunder=maybe | --feature-gates: invalid value of BanFlunder=maybe,"
                        + " err: strconv.ParseBool: parsing \"maybe\": invalid syntax",
                "--emulated-version=wardle=1.3 | emulation version 1.3 is not between [0.0, 1.2]",
                "--emulated-version=kube=1.35 |" + " EmulationVersion of kube is set by mapping, cannot set it by flag",
                "--emulated-version=nope=1.0 | component not registered: nope",
                "--emulated-version=new | --emulated-version: a component version is MAJOR.MINOR such as 1.2,"
                        + " not \"new\"",
                "--emulated-version=1.0,1.1 |" + " --emulated-version: duplicate version flag, 1.0 and 1.1",
            })
    void aFlagThatNamesWhatThereIsNotKeepsTheServerFromStarting(String args, String line) {
        assertThatThrownBy(() -> plugins(args.split(" "))).hasMessage(line);
    }

    @Test
    void aHookAsksWhetherAFeatureIsEnabled(@TempDir Path folder) {
        var heard = new AtomicReference<String>();
        var builder = server().postStart(
                        "ask",
                        running -> heard.set(running.features().enabled("BanFlunder") + " "
                                + running.features().enabled("Young")));
        builder.start(SharedKeys.lentTo(Options.inMemory(folder)).with(Switches.USUAL.withFeature("Young", true)))
                .close();
        assertThat(heard).hasValue("true true");
    }

    @Test
    void admissionCanBeTurnedOffAsAWhole(@TempDir Path folder) {
        var started = server().admissionOff().start(SharedKeys.lentTo(Options.inMemory(folder)));
        try (var running = ProtocolServer.of(folder, false, started)) {
            running.admin().post(BOATS, boat("usual")).created();
        }
    }

    @Test
    void theHelpNamesPlugInsFeaturesAndVersions() {
        var help = ((Flags.Wish.Tell) Flags.parse("sea", List.of("--help"), new OwnFlags(), server()::capabilities))
                .text();
        assertThat(help)
                .contains(
                        "BanFlunder, Quiet, Usual",
                        "wardle:AllAlpha=true|false (ALPHA - default=false)",
                        "wardle:New=true|false (BETA - default=true)",
                        "wardle=0.0..1.2(default:1.2)")
                .doesNotContain("wardle:BanFlunder=");
    }

    @Test
    void aPlugInAboutWhatIsNotServedKeepsTheServerFromStarting(@TempDir Path folder) {
        assertThatThrownBy(() -> Outrigger.server()
                        .admission(Admission.validating("Rafts", Raft.class, _ -> {}))
                        .start(SharedKeys.lentTo(Options.inMemory(folder))))
                .hasMessage("the admission plug-in Rafts is for " + Raft.class.getName()
                        + ", which is the class of no resource of this server: add .resource(Resource.of(Raft.class)), or"
                        + " name the class that its other versions are converted to");
        assertThatThrownBy(() -> server().admission(refusing("Reader").reads(Raft.class))
                        .start(SharedKeys.lentTo(Options.inMemory(folder))))
                .hasMessage("the admission plug-in Reader reads " + Raft.class.getName()
                        + ", which is the class of no resource of this server: add .resource(Resource.of(Raft.class)), or"
                        + " name the class that its other versions are converted to");
    }

    @Test
    void twoPlugInsOfOneNameKeepTheServerFromStarting(@TempDir Path folder) {
        assertThatThrownBy(
                        () -> server().admission(refusing("Usual")).start(SharedKeys.lentTo(Options.inMemory(folder))))
                .hasMessage("two validating admission plug-ins are called Usual: give one of them another name");
    }

    @Test
    void aFeatureThatNobodyNamedKeepsTheServerFromStarting(@TempDir Path folder) {
        assertThatThrownBy(() -> server().admission(refusing("Odd").whileEnabled("Odd"))
                        .start(SharedKeys.lentTo(Options.inMemory(folder))))
                .hasMessage("the admission plug-in Odd belongs to the feature Odd, which the server does not know: add"
                        + " .featureGates(FeatureGate.named(\"Odd\")...)");
        assertThatThrownBy(() -> Outrigger.server()
                        .featureGates(FeatureGate.named("A").alpha("1.0"))
                        .start(SharedKeys.lentTo(Options.inMemory(folder))))
                .hasMessage("features ripen with the versions of their component: add .component(\"name\", \"1.0\") to"
                        + " the server beside .featureGates(...)");
    }
}
