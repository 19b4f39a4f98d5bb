package dev.outrigger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Where a JVM's CPU time goes while a row runs: samples of CPU time (JEP 509), taken through `jcmd` from outside, and
/// the CPU time of its threads, which alone shows collectors and compilers.
final class Profile {
    private static final int LINES = 25;
    private static final int DEEPEST = 6;

    /// Sampling at fixed steps of CPU time, and collections.
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.CPUTimeSample"><setting name="enabled">true</setting>
                <setting name="throttle">5ms</setting><setting name="stackTrace">true</setting></event>
              <event name="jdk.GarbageCollection"><setting name="enabled">true</setting>
                <setting name="threshold">0 ms</setting></event>
            </configuration>
            """;

    private final long pid;
    private final Path folder;
    private final Path recording;
    private final Map<String, Long> before;

    private Profile(long pid, Path folder, Path recording) {
        this.pid = pid;
        this.folder = folder;
        this.recording = recording;
        before = Procfs.threadNanos(pid);
    }

    /// Begins to record a JVM.
    ///
    /// @param recording the file to write, beside a summary of the same name
    static Profile start(long pid, Path recording) throws InterruptedException {
        try {
            var folder = Files.createDirectories(recording.toAbsolutePath().getParent());
            var settings = Files.writeString(folder.resolve("bench.jfc"), SETTINGS);
            jcmd(pid, "JFR.start", "name=bench", "settings=" + settings);
            return new Profile(pid, folder, recording.toAbsolutePath());
        } catch (IOException failed) {
            throw new BenchException("cannot profile: " + failed.getMessage(), failed);
        }
    }

    /// Ends the recording and sums it up in a file beside it.
    void stop(String title, double cpuSeconds, long requests) throws InterruptedException {
        var after = Procfs.threadNanos(pid);
        jcmd(pid, "JFR.stop", "name=bench", "filename=" + recording);
        try {
            var name = recording.getFileName().toString().replaceFirst("\\.jfr$", ".txt");
            Files.writeString(folder.resolve(name), summary(title, cpuSeconds, requests, after));
        } catch (IOException failed) {
            throw new BenchException("cannot read " + recording, failed);
        }
    }

    private String summary(String title, double cpuSeconds, long requests, Map<String, Long> after) throws IOException {
        var text = new StringBuilder(String.format(
                "%s: %.1f CPU seconds, %d requests, %.1f us each%n%nby thread, us of CPU for each request%n",
                title, cpuSeconds, requests, cpuSeconds * 1e6 / requests));
        var threads = new TreeMap<String, Long>();
        after.forEach((thread, nanos) -> threads.merge(
                thread.replaceAll(".*:", "").replaceAll("[-# ]?[0-9]+", ""),
                nanos - before.getOrDefault(thread, 0L),
                Long::sum));
        threads.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(12)
                .forEach(entry ->
                        text.append(String.format("%10.2f  %s%n", entry.getValue() / 1e3 / requests, entry.getKey())));
        samples(text);
        return text.toString();
    }

    private void samples(StringBuilder text) throws IOException {
        var leaf = new HashMap<String, Integer>();
        var own = new HashMap<String, Integer>();
        var inclusive = new HashMap<String, Integer>();
        int total = 0;
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                var event = file.readEvent();
                if (!event.getEventType().getName().equals("jdk.CPUTimeSample") || event.getStackTrace() == null) {
                    continue;
                }
                total++;
                count(event, leaf, own, inclusive);
            }
        }
        text.append(String.format("%n%d samples%n", total));
        top(text, "the method that runs", leaf, total);
        top(text, "the innermost method of ours, and what it called", own, total);
        top(text, "methods of ours, with all they call", inclusive, total);
    }

    private static void count(
            RecordedEvent event, Map<String, Integer> leaf, Map<String, Integer> own, Map<String, Integer> inclusive) {
        var frames = event.getStackTrace().getFrames();
        if (frames.isEmpty()) return;
        leaf.merge(named(frames.getFirst()), 1, Integer::sum);
        var ours = frames.stream()
                .filter(frame -> named(frame).startsWith("dev.outrigger."))
                .map(Profile::named)
                .distinct()
                .toList();
        ours.forEach(name -> inclusive.merge(name, 1, Integer::sum));
        own.merge(ours.isEmpty() ? path(frames) : ours.getFirst(), 1, Integer::sum);
    }

    /// Where none of our methods is on the stack: its innermost frames.
    private static String path(List<RecordedFrame> frames) {
        var names = new ArrayList<String>();
        for (int i = 0; i < Math.min(frames.size(), DEEPEST); i++) names.add(named(frames.get(i)));
        return "(none) " + String.join(" < ", names);
    }

    private static String named(RecordedFrame frame) {
        var method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }

    private static void top(StringBuilder text, String title, Map<String, Integer> counts, int total) {
        text.append(String.format("%n%s%n", title));
        counts.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue)
                        .reversed())
                .limit(LINES)
                .forEach(entry ->
                        text.append(String.format("%6.1f%%  %s%n", 100.0 * entry.getValue() / total, entry.getKey())));
    }

    private static void jcmd(long pid, String... arguments) throws InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new BenchException("jcmd: " + said);
        } catch (IOException failed) {
            throw new BenchException("cannot run jcmd", failed);
        }
    }
}
