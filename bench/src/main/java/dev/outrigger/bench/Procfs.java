package dev.outrigger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What Linux says of a process.
final class Procfs {
    /// Linux counts CPU time in hundredths of a second on every architecture that this runs on.
    private static final long NANOS_PER_TICK = 10_000_000;

    private Procfs() {}

    /// The CPU time that the process used, in user and kernel mode, all its threads, those that ended too.
    static long cpuNanos(long pid) {
        var fields = fields(pid);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
    }

    /// What it has in memory, in bytes.
    static long residentBytes(long pid) {
        return status(pid, "VmRSS:");
    }

    /// The most it ever had in memory, in bytes.
    static long peakBytes(long pid) {
        return status(pid, "VmHWM:");
    }

    /// The fields after the process's name, which may hold anything.
    private static String[] fields(long pid) {
        var text = read(Path.of("/proc/" + pid + "/stat"));
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    /// The CPU time of each thread, by number and name.
    static Map<String, Long> threadNanos(long pid) {
        var times = new HashMap<String, Long>();
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads.forEach(thread -> {
                var text = read(thread.resolve("stat"));
                int end = text.lastIndexOf(')');
                var fields = text.substring(end + 2).split(" ");
                var name = text.substring(text.indexOf('(') + 1, end);
                times.put(
                        thread.getFileName() + ":" + name,
                        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK);
            });
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return times;
    }

    /// The CPU time of a JVM's compilers: while they are busy, it is not warm.
    static long compilerNanos(long pid) {
        return threadNanos(pid).entrySet().stream()
                .filter(thread -> thread.getKey().contains("CompilerThre"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long status(long pid, String name) {
        return read(Path.of("/proc/" + pid + "/status"))
                        .lines()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                << 10;
    }

    /// What the process was started with.
    static java.util.List<String> commandLine(long pid) {
        return java.util.List.of(read(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
