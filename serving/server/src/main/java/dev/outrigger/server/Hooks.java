package dev.outrigger.server;

import dev.outrigger.rest.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hooks of one running server: which have run, and whether it is being stopped.
final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);

    /// What all pre-shutdown hooks may take together.
    static final Duration MOST_TO_SHUT_DOWN = Duration.ofSeconds(10);

    private final Map<String, PostStartHook> postStart;
    private final Map<String, PreShutdownHook> preShutdown;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Hooks(Map<String, PostStartHook> postStart, Map<String, PreShutdownHook> preShutdown) {
        this.postStart = new LinkedHashMap<>(postStart);
        this.preShutdown = new LinkedHashMap<>(preShutdown);
    }

    /// What health tells of them, under the names of upstream.
    List<HealthCheck> checks() {
        var checks = new ArrayList<HealthCheck>();
        for (String name : postStart.keySet()) {
            var path = "poststarthook/" + name;
            checks.add(new HealthCheck(path, HealthCheck.Scope.ALIVE, () -> done.contains(name)));
        }
        checks.add(new HealthCheck("shutdown", HealthCheck.Scope.READY, () -> !stopping));
        return checks;
    }

    /// Runs the post-start hooks side by side and waits for all.
    ///
    /// @throws StartException where one failed
    void started(RunningServer server) {
        var failed = new ConcurrentLinkedQueue<StartException>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            postStart.forEach((name, hook) -> threads.execute(() -> run(name, hook, server, failed)));
        }
        var first = failed.peek();
        if (first != null) throw first;
    }

    private void run(
            String name, PostStartHook hook, RunningServer server, ConcurrentLinkedQueue<StartException> failed) {
        try {
            hook.run(server);
            done.add(name);
        } catch (Throwable thrown) {
            LOG.error("the post-start hook {} failed", name, thrown);
            failed.add(new StartException("the post-start hook " + name + " failed: " + thrown, thrown));
        }
    }

    /// Runs the pre-shutdown hooks, one after the other; what is not done in time is interrupted.
    void stopping(Duration most) {
        stopping = true;
        if (preShutdown.isEmpty()) return;
        var thread = Thread.ofVirtual().name("pre-shutdown").start(this::shutDown);
        try {
            if (thread.join(most)) return;
            LOG.warn("the pre-shutdown hooks took longer than {}: the server stops without them", most);
            thread.interrupt();
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() {
        for (var entry : preShutdown.entrySet()) {
            try {
                entry.getValue().run();
            } catch (InterruptedException _) {
                return;
            } catch (Throwable thrown) {
                LOG.warn("the pre-shutdown hook {} failed", entry.getKey(), thrown);
            }
        }
    }
}
