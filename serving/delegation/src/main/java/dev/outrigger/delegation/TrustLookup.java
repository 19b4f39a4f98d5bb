package dev.outrigger.delegation;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads whom a cluster wants its API servers to trust, and goes on watching it.
///
/// A ConfigMap that is deleted leaves what it last said in force, as upstream; what cannot be read is tried again.
public final class TrustLookup implements AutoCloseable {
    static final String WHAT = "configmap/extension-apiserver-authentication in kube-system";

    private static final Logger LOG = LoggerFactory.getLogger(TrustLookup.class);
    private static final String ALL = "/api/v1/namespaces/kube-system/configmaps";
    private static final String NAME = "extension-apiserver-authentication";
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration WATCH = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Consumer<ClusterTrust> told;
    private final Thread thread = Thread.ofVirtual().name("trust lookup").unstarted(this::run);
    private ClusterTrust trust = ClusterTrust.NONE;
    private volatile boolean closed;

    /// @param told of each change, from the first time on
    public TrustLookup(Cluster cluster, Consumer<ClusterTrust> told) {
        this.cluster = cluster;
        this.told = told;
    }

    /// Reads it once. A ConfigMap that is not there is one that says nothing. Called before [#watch].
    ///
    /// @throws ClusterException where it cannot be read; the message says what may help
    public void read() throws InterruptedException {
        try {
            reread();
        } catch (ClusterException failed) {
            throw failed.code() == 403
                    ? ClusterException.of(failed.brief()
                            + " (usually mended by: kubectl create rolebinding -n kube-system ROLEBINDING_NAME"
                            + " --role=extension-apiserver-authentication-reader --serviceaccount=YOUR_NS:YOUR_SA)")
                    : failed;
        }
    }

    /// Begins to follow its changes.
    public void watch() {
        thread.start();
    }

    private void run() {
        var pause = FIRST_PAUSE;
        try {
            while (!closed) {
                try {
                    var revision = reread();
                    pause = FIRST_PAUSE;
                    follow(revision);
                } catch (ClusterException failed) {
                    if (closed) return;
                    LOG.warn("{} cannot be followed for now: {}", WHAT, failed.brief());
                    if (pause.compareTo(LONGEST_PAUSE) < 0) pause = pause.multipliedBy(2);
                }
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /// @return its revision; empty where there is no such ConfigMap
    private String reread() throws InterruptedException {
        try {
            var configMap = cluster.get(ALL + "/" + NAME, MOST);
            take(configMap);
            return configMap.struct("metadata").text("resourceVersion").orElse("");
        } catch (ClusterException failed) {
            if (failed.code() != 404) throw failed;
            return "";
        }
    }

    private void take(Value.Struct configMap) {
        var changed = trust.changedBy(configMap);
        if (changed.equals(trust)) return;
        trust = changed;
        told.accept(changed);
    }

    /// Watches on a thread of its own, which is given up where nothing ends it: a connection can be dead without
    /// telling.
    private void follow(String revision) throws InterruptedException {
        var watching = new Watching(revision);
        var watcher = Thread.ofVirtual().name("trust watch").start(watching);
        try {
            if (!watcher.join(WATCH.plusSeconds(30))) watcher.interrupt();
            watcher.join();
        } catch (InterruptedException stopped) {
            watcher.interrupt();
            throw stopped;
        }
        watching.end();
    }

    /// One watch. Published to the waiting thread by its `join`.
    private final class Watching implements Runnable {
        private final String revision;
        private Optional<RuntimeException> failure = Optional.empty();

        Watching(String revision) {
            this.revision = revision;
        }

        @Override
        public void run() {
            var path = ALL + "?watch=true&fieldSelector=metadata.name%3D" + NAME + "&timeoutSeconds="
                    + WATCH.toSeconds() + (revision.isEmpty() ? "" : "&resourceVersion=" + revision);
            try (var lines =
                    new BufferedReader(new InputStreamReader(cluster.follow(path, MOST), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null && !closed; line = lines.readLine()) event(line);
            } catch (IOException | InterruptedException _) {
                // It ended, however that came: what there is now is read next.
            } catch (RuntimeException failed) {
                failure = Optional.of(failed);
            }
        }

        private void event(String line) {
            if (line.isBlank()) return;
            var event = decoded(line);
            var object = event.struct("object");
            switch (event.text("type").orElse("")) {
                case "ADDED", "MODIFIED" -> {
                    if (object.struct("metadata").text("name").equals(Optional.of(NAME))) take(object);
                }
                case "ERROR" ->
                    throw ClusterException.of(
                            Cluster.oneLine(object.text("message").orElse("an error")));
                default -> {}
            }
        }

        private static Value.Struct decoded(String line) {
            try {
                if (Json.decode(line.getBytes(StandardCharsets.UTF_8)).value() instanceof Value.Struct event)
                    return event;
            } catch (DecodeException _) {
                // Said below.
            }
            throw ClusterException.of("a watch told of something that is no event");
        }

        void end() {
            failure.ifPresent(failed -> {
                throw failed;
            });
        }
    }

    /// Follows no more changes.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
