package dev.outrigger.junit;

import dev.outrigger.server.Inspection;
import dev.outrigger.server.Options;
import dev.outrigger.server.RunningServer;
import dev.outrigger.server.ServerBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A server inside this process, on a free port of the loopback interface, with its objects in memory.
///
/// [ServerExtension] and [OutriggerTest] start one and hand it to tests as a parameter. Where neither fits, [#start]
/// one
/// and close it.
public final class TestServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunningServer running;
    private final ServerThreads threads;
    private final Path folder;
    private @Nullable KubernetesClient client;
    private boolean closed;

    private TestServer(RunningServer running, ServerThreads threads, Path folder) {
        this.running = running;
        this.threads = threads;
        this.folder = folder;
    }

    /// Starts a server. It can be used when this returns.
    ///
    /// @throws dev.outrigger.server.StartException where it cannot start; the message is one line that says why
    public static TestServer start(ServerBuilder server) {
        return start(server, UnaryOperator.identity());
    }

    /// Starts a server with other options than the usual ones: another storage, other limits.
    ///
    /// @param change is given the options of a server in memory
    /// @throws dev.outrigger.server.StartException where it cannot start; the message is one line that says why
    public static TestServer start(ServerBuilder server, UnaryOperator<Options> change) {
        var folder = newFolder();
        try {
            var options = change.apply(Options.inMemory(folder.resolve("data")));
            var threads = new ServerThreads();
            var running =
                    threads.call(() -> SharedCertificates.lentTo(options.dataFolder(), () -> server.start(options)));
            Ports.opened(running.port());
            return new TestServer(running, threads, folder);
        } catch (RuntimeException | Error failed) {
            delete(folder);
            throw failed;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("outrigger-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where it is, such as `https://127.0.0.1:41234`.
    public String url() {
        return running.url();
    }

    /// The port it listens on.
    public int port() {
        return running.port();
    }

    /// The administrator's kubeconfig, for programs such as kubectl.
    public Path kubeconfig() {
        return running.kubeconfig();
    }

    /// What is in the administrator's kubeconfig.
    public String kubeconfigText() {
        try {
            return Files.readString(kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The administrator's client, always the same; it is closed with the server. It does not try again what failed.
    public synchronized KubernetesClient client() {
        if (closed) throw new IllegalStateException("the server is closed");
        var made = client;
        if (made == null) client = made = newClient();
        return made;
    }

    private KubernetesClient newClient() {
        var config = Config.fromKubeconfig(kubeconfigText());
        config.setRequestRetryBackoffLimit(0);
        config.setWatchReconnectInterval(100);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    /// Looks at it from inside.
    ///
    /// @throws dev.outrigger.store.StoreException where its storage cannot be read
    public Inspection inspect() throws InterruptedException {
        return running.inspect();
    }

    /// Stops it and throws away what it kept.
    ///
    /// @throws AssertionError where it leaves a thread or its port behind
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        var opened = client;
        if (opened != null) opened.close();
        Ports.closing(running.port());
        running.close();
        var left = new ArrayList<>(Ports.left(running.port()));
        left.addAll(threads.left(PATIENCE));
        delete(folder);
        Findings.check("the server did not end as it should", left);
    }
}
