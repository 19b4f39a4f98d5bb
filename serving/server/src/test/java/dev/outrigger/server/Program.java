package dev.outrigger.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server as a process of its own.
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Program(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /// @param main a class name, or a source file, with the flags after it
    static Program run(Path folder, List<String> main) throws IOException {
        return run(folder, System.getProperty("java.class.path"), main);
    }

    static Program run(Path folder, String classPath, List<String> main) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath));
        command.addAll(main);
        return new Program(
                new ProcessBuilder(command).directory(folder.toFile()).start());
    }

    /// The next line of its output; nothing more where it ended.
    String line() throws IOException {
        var line = out.readLine();
        if (line == null) throw new AssertionError("ended: " + errors());
        return line;
    }

    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    long pid() {
        return process.pid();
    }

    /// SIGTERM. By the handle: the process itself would close the streams its output is read from.
    void terminate() {
        process.toHandle().destroy();
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("still running");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
