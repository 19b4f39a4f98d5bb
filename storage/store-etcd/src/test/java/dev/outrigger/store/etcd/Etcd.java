package dev.outrigger.store.etcd;

import dev.outrigger.store.contract.ReservedPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real etcd on free ports of this machine: one member, with a folder of its own.
///
/// A shell watches over the process and kills it when this JVM ends, however that comes about: the pipe between them
/// breaks.
public final class Etcd implements AutoCloseable {
    private static final String KEEPER = "\"$@\" </dev/null & child=$!; read -r _; kill -9 $child; wait $child";
    /// A member that is alone elects itself, and need not first wait a second for others.
    private static final List<String> ALONE = List.of("--heartbeat-interval=10", "--election-timeout=100");

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Path folder;
    private final int port;
    private final List<String> command;
    private Process keeper;

    private Etcd(Path folder, int port, List<String> command) {
        this.folder = folder;
        this.port = port;
        this.command = command;
    }

    /// A running etcd without TLS.
    ///
    /// @param folder where its data are; made where it is missing
    /// @param flags more flags for it
    public static Etcd start(Path folder, String... flags) {
        return started("http", folder, flags);
    }

    /// A running etcd whose clients speak TLS, as the flags say.
    static Etcd startEncrypted(Path folder, String... flags) {
        return started("https", folder, flags);
    }

    private static Etcd started(String scheme, Path folder, String... flags) {
        var peer = "http://127.0.0.1:" + ReservedPort.next();
        var etcd = member(scheme, folder, "one", ReservedPort.next(), peer, "one=" + peer, flags);
        etcd.command.addAll(ALONE);
        try {
            etcd.run();
            etcd.awaitReady();
            return etcd;
        } catch (AssertionError e) {
            etcd.close();
            throw e;
        }
    }

    /// One member of a cluster, not yet running.
    static Etcd member(
            String scheme, Path folder, String name, int port, String peer, String cluster, String... flags) {
        var client = scheme + "://127.0.0.1:" + port;
        var command = new ArrayList<>(List.of(
                program("etcd").toString(),
                "--name=" + name,
                "--data-dir=" + folder.resolve("data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=" + cluster));
        command.addAll(List.of(flags));
        return new Etcd(folder, port, command);
    }

    /// Starts the process; it may take a moment until it answers.
    void run() {
        try {
            Files.createDirectories(folder);
            var line = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "sh"));
            line.addAll(command);
            keeper = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it takes connections, which an etcd does once it can answer.
    void awaitReady() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (boolean begun = false; true; begun |= runs()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (begun && !runs()) throw new AssertionError("etcd has ended:\n" + read(log()));
                if (System.nanoTime() > end || keeperEndsWithin(5))
                    throw new AssertionError("etcd does not start:\n" + read(log()));
            }
        }
    }

    private boolean keeperEndsWithin(long millis) {
        try {
            return keeper.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Whether the process is there, under its keeper.
    private boolean runs() {
        return keeper.descendants().findAny().isPresent();
    }

    /// Ends it as `kill -9` does. [#run] starts it again on the same data and ports.
    public void kill() {
        try {
            if (keeper == null) return;
            keeper.getOutputStream().close();
            if (!keeper.waitFor(20, TimeUnit.SECONDS)) throw new AssertionError("etcd cannot be killed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// After a [#kill].
    public void restart() {
        run();
        awaitReady();
    }

    /// A backup of what it holds, to be given to [#restore].
    public Path backUp() {
        var file = folder.resolve("backup");
        control("snapshot", "save", file.toString());
        return file;
    }

    /// Kills it, and starts it with what a backup holds.
    public void restore(Path backup) {
        kill();
        delete(folder.resolve("data"));
        var line = new ArrayList<>(List.of(program("etcdctl").toString(), "snapshot", "restore", backup.toString()));
        for (var flag : command) {
            if (flag.matches("--(name|data-dir|initial-.*)=.*")) line.add(flag);
        }
        run(line);
        restart();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Halts it (`STOP`), or lets it go on (`CONT`): its connections stay, and it says nothing.
    void signal(String name) {
        var child = keeper.descendants().findFirst().orElseThrow();
        run(List.of("/bin/kill", "-" + name, Long.toString(child.pid())));
    }

    /// Where its clients reach it.
    public URI url() {
        return URI.create(command.stream()
                .filter(flag -> flag.startsWith("--advertise-client-urls="))
                .findFirst()
                .orElseThrow()
                .substring("--advertise-client-urls=".length()));
    }

    int port() {
        return port;
    }

    /// What etcdctl, asked this, prints.
    public String control(String... arguments) {
        var line = new ArrayList<>(List.of(program("etcdctl").toString(), "--endpoints=" + url()));
        line.addAll(List.of(arguments));
        return run(line);
    }

    @Override
    public void close() {
        kill();
    }

    private static String run(List<String> line) {
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().put("ETCDCTL_API", "3");
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new AssertionError(String.join(" ", line) + ": " + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path log() {
        return folder.resolve("etcd.log");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// From the PATH, or from where `.ci/install-etcd` puts it, which is run for it.
    private static Path program(String name) {
        return Programs.FOLDER.resolve(name);
    }

    private static final class Programs {
        static final Path FOLDER = folder();

        private static Path folder() {
            var onPath = Stream.of(System.getenv("PATH").split(":"))
                    .map(Path::of)
                    .filter(entry ->
                            Files.isExecutable(entry.resolve("etcd")) && Files.isExecutable(entry.resolve("etcdctl")))
                    .findFirst();
            return onPath.orElseGet(Programs::installed);
        }

        private static Path installed() {
            var root = Path.of("").toAbsolutePath();
            while (!Files.exists(root.resolve(".ci/install-etcd"))) root = root.getParent();
            try {
                var process =
                        new ProcessBuilder(root.resolve(".ci/install-etcd").toString()).start();
                process.getOutputStream().close();
                var folder = text(process.getInputStream());
                var complaint = text(process.getErrorStream());
                if (process.waitFor() != 0) throw new AssertionError(complaint);
                return Path.of(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static String text(InputStream stream) throws IOException {
            return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        }
    }
}
