package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Resource;
import io.fabric8.generator.annotation.ValidationRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of objects that were stored before their type became stricter (KEP-4008), and of rules that
/// cannot be.
class ProtocolRatchetTests {
    private static final String PONDS = "/apis/ponds.example.com/v1/namespaces/home/ponds";

    @TempDir
    Path folder;

    private void stored(String... members) {
        try (var server = ProtocolServer.start(folder, Outrigger.server().resource(ProtocolPonds.before()))) {
            server.admin().post(PONDS, ProtocolCase.pond("p", members)).created();
        }
    }

    private ProtocolServer stricter() {
        return ProtocolServer.start(folder, Outrigger.server().resource(ProtocolPonds.resource()));
    }

    @Test
    void whatWasWrongBeforeIsNoReasonToRefuseAChangeElsewhere() {
        stored("'water': 'salty water'", "'shallow': 300", "'fish': ['a', 'a']");
        try (var server = stricter()) {
            server.admin().merge(PONDS + "/p", "{'spec': {'deep': 400}}").ok();
            server.admin()
                    .merge(PONDS + "/p", "{'metadata': {'labels': {'a': 'b'}}}")
                    .ok();
            server.admin()
                    .merge(PONDS + "/p", "{'spec': {'water': 'salty waters'}}")
                    .refused(422, "Invalid")
                    .saying("spec.water: Too long");
            server.admin()
                    .merge(PONDS + "/p", "{'spec': {'fish': ['a', 'a', 'b']}}")
                    .refused(422, "Invalid")
                    .saying("spec.fish: Invalid value: names twice");
        }
    }

    @Test
    void aRuleThatWasBrokenBeforeIsAWarning() {
        stored("'water': 'salt'", "'plants': {'reed': {'count': 20}, 'lily': {'count': 1}}");
        try (var server = stricter()) {
            var changed = server.admin()
                    .merge(PONDS + "/p", "{'spec': {'plants': {'lily': {'count': 2}}}}")
                    .ok();

            assertThat(changed.warnings())
                    .contains(
                            "299 - \"spec.water: Invalid value: \\\"salt\\\": failed rule: self.startsWith('w')\"",
                            "299 - \"spec.plants[reed].count: Invalid value: 20: failed rule: self < 10\"");
            server.admin()
                    .merge(PONDS + "/p", "{'spec': {'plants': {'reed': {'count': 21}}}}")
                    .refused(422, "Invalid")
                    .saying("spec.plants[reed].count: Invalid value: 21: failed rule: self < 10");
        }
    }

    @Test
    void aChangeOfTheStatusIsNotHeldUpByTheRest() {
        stored("'shallow': 300", "'water': 'salty water'");
        try (var server = stricter()) {
            server.admin()
                    .merge(PONDS + "/p/status", "{'status': {'level': 3}}")
                    .ok();
        }
    }

    record Bad(BadSpec spec) {}

    record BadSpec(@ValidationRule("self.size() > 'a'") String name) {}

    @Test
    void aRuleThatCannotBeKeepsTheServerFromStarting() {
        var types = Outrigger.server().resource(Resource.of(Bad.class).in("bad.example.com", "v1"));

        assertThatThrownBy(() -> types.start(Options.inMemory(folder)))
                .hasMessageContaining("the rules of Bad (bads.bad.example.com) cannot be run")
                .hasMessageContaining("spec.name, rule \"self.size() > 'a'\": compilation failed: ERROR: <input>:1:13:")
                .hasMessageContaining("^");
    }
}
