package dev.outrigger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL server on an empty database, from the binaries that the tests use. Its commits are durable.
///
/// @param program the server, its sessions being its children
/// @param url what our server stores in
record Postgres(Program program, String url) {
    private static final String BINARIES = "/postgres-linux-x86_64.txz";
    private static final int PATIENCE_SECONDS = 60;
    private static final int POLL_MILLIS = 20;

    static Postgres start(Path folder) throws InterruptedException {
        var home = folder.resolve("postgres");
        var data = home.resolve("data");
        unpack(home);
        run(home, command(home, "initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8"));
        var address = Place.free();
        var program = Program.start(
                "postgres",
                home,
                command(
                        home,
                        "postgres",
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=" + address.host(),
                        "-c",
                        "port=" + address.port(),
                        "-c",
                        "unix_socket_directories="));
        awaitReady(program);
        return new Postgres(program, "postgres://postgres@" + address + "/postgres");
    }

    private static void unpack(Path home) throws InterruptedException {
        try (var packed = Postgres.class.getResourceAsStream(BINARIES)) {
            if (packed == null) throw new BenchException("there are no PostgreSQL binaries for this platform");
            Files.createDirectories(home);
            var archive = home.resolve("binaries.txz");
            Files.copy(packed, archive);
            run(home, List.of("tar", "-xJf", archive.toString(), "-C", home.toString()));
        } catch (IOException failed) {
            throw new BenchException("PostgreSQL cannot be unpacked", failed);
        }
    }

    /// PostgreSQL does not run as root: a user namespace of its own makes it somebody else, with the same rights here.
    private static List<String> command(Path home, String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "-U"));
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static void run(Path folder, List<String> command) throws InterruptedException {
        try {
            var log = folder.resolve("setup.log");
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (ended && process.exitValue() == 0) return;
            process.destroyForcibly();
            throw new BenchException(String.join(" ", command) + " failed:\n" + Files.readString(log));
        } catch (IOException failed) {
            throw new BenchException("cannot run " + command.getFirst(), failed);
        }
    }

    private static void awaitReady(Program program) throws InterruptedException {
        long start = System.nanoTime();
        while (!program.tail().contains("ready to accept connections")) {
            program.mustRun();
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new BenchException("PostgreSQL does not start" + program.tail());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
