package dev.outrigger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that was started here, its output in a file.
final class Program implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// @param folder its working folder, and where its output goes
    static Program start(String name, Path folder, List<String> command) {
        try {
            Files.createDirectories(folder);
            var log = folder.resolve(name + ".log");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            var program = new Program(name, builder.start(), log);
            Runtime.getRuntime().addShutdownHook(new Thread(program.process::destroyForcibly));
            return program;
        } catch (IOException failed) {
            throw new BenchException("cannot start " + name + ": " + failed.getMessage(), failed);
        }
    }

    long pid() {
        return process.pid();
    }

    /// The CPU time of the process and of those it started.
    long cpuNanos() {
        long children = process.children()
                .filter(ProcessHandle::isAlive)
                .mapToLong(child -> Procfs.cpuNanos(child.pid()))
                .sum();
        return Procfs.cpuNanos(pid()) + children;
    }

    /// @throws BenchException where it has ended
    void mustRun() {
        if (!process.isAlive()) throw new BenchException(name + " ended, exit code " + process.exitValue() + tail());
    }

    String tail() {
        try {
            var lines = Files.readAllLines(log);
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException unreadable) {
            return " (" + log + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
