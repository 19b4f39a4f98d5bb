package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// A process that does not outlive its test, and what it has said.
public final class Program implements AutoCloseable {
    private final List<String> command;
    private final Process process;
    private final Output out;
    private final Output err;

    private Program(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = Output.of(process.getInputStream());
        this.err = Output.of(process.getErrorStream());
    }

    /// Starts it; what it reads is that text and then the end.
    public static Program start(ProcessBuilder builder, String input) {
        try {
            var program = new Program(builder.command(), builder.start());
            try (var stdin = program.process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It ended without reading; its exit code and words say why.
            }
            return program;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// What it says on its standard output.
    public Output out() {
        return out;
    }

    /// What it says on its standard error.
    public Output err() {
        return err;
    }

    /// Whether it still runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Its exit code, where it ends in time.
    public OptionalInt exit(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for the end of " + this, interrupted);
        }
    }

    /// SIGTERM.
    public void terminate() {
        process.destroy();
    }

    /// SIGKILL, to it and to whatever it has started; returns when it is gone.
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (exit(Duration.ofSeconds(10)).isEmpty()) throw new AssertionError("not even SIGKILL ends " + this);
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return "$ " + String.join(" ", command) + "\n--- its standard output\n" + out + "\n--- its standard error\n"
                + err;
    }
}
