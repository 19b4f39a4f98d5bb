package dev.outrigger.server;

import static dev.outrigger.server.VersionTypes.path;
import static dev.outrigger.server.VersionTypes.v1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.kinds.Lifecycle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A version that a program introduces, deprecates and removes, and what is stored in it until the end.
class LifecycleTests {
    @TempDir
    Path folder;

    private static ServerBuilder server() {
        var first = VersionTypes.first()
                .lifecycle(Lifecycle.introduced("1.0").deprecated("1.1").removed("1.2"));
        return Outrigger.server().name("foos").resource(VersionTypes.foos(first).storedAs("v1"));
    }

    private ProtocolServer start(ServerBuilder server, String... flags) {
        var all = new ArrayList<>(List.of("--storage=sqlite", "--secure-port=0", "--data-dir=" + folder));
        all.addAll(Arrays.asList(flags));
        return ProtocolServer.of(folder, false, server.start(all.toArray(String[]::new)));
    }

    @Test
    void aVersionIsServedThenWarnedOfThenGoneAndItsDataStays() {
        try (var running = start(server().component("foos", "1.1"), "--emulated-version=1.0")) {
            var created =
                    running.admin().post(path("v1", ""), v1("a", "'msg': 'hi'")).created();
            assertThat(created.warnings()).isEmpty();
        }
        try (var running = start(server().component("foos", "1.1"))) {
            assertThat(running.admin().get(path("v1", "a")).ok().warnings())
                    .containsExactly("299 - \"hello.example/v1 Foo is deprecated in v1.1+, unavailable in v1.2+; use"
                            + " hello.example/v2 Foo\"");
            assertThat(running.admin().get(path("v2", "a")).ok().warnings()).isEmpty();
        }
        try (var running = start(server().component("foos", "1.2"))) {
            running.admin().get(path("v1", "a")).refused(404, "NotFound");
            assertThat(running.admin().get("/apis/hello.example").ok().listAt("/versions"))
                    .hasSize(2);
            assertThat(running.admin().get(path("v2", "a")).ok().textAt("/spec/config/msg"))
                    .isEqualTo("hi");
            running.admin()
                    .merge(path("v2", "a"), "{'spec': {'config': {'msg': 'ho'}}}")
                    .ok();
        }
    }

    @Test
    void aLifecycleThatNobodyCanTellTheTimeOfKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> start(server()))
                .hasMessageContaining("foos.hello.example has a lifecycle in v1")
                .hasMessageContaining(".component(\"name\", \"1.0\")");
    }
}
