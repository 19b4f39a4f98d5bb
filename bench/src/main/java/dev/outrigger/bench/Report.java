package dev.outrigger.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `bench/RESULTS.md`: one section for each kind of run, with the machine and the command that made it.
final class Report {
    private static final String HEAD = """
            # Results

            Written by `bench/run --write`; each section says what made it. Figures are medians, with the lowest and the
            highest round in parentheses. CPU is that of the server's process alone, from `/proc`; beside it stand what its
            store's processes took, and the throughput and latency of the last round. `limit` is nginx with the same bytes
            from files, or etcd alone. `goal` and `goal ratio` come from the first measurements, on another machine: ✓ and ✗
            say whether they hold here.
            """;

    private final Place place;

    Report(Place place) {
        this.place = place;
    }

    /// Puts the section into the file, in place of an older one of that title.
    void write(String title, String command, String table) {
        var file = place.root().resolve("bench/RESULTS.md");
        try {
            var sections = new TreeMap<String, String>();
            if (Files.exists(file)) sections.putAll(sections(Files.readString(file)));
            sections.put(title, "\n`" + command + "`\n\n" + facts() + "\n" + table);
            var text = new StringBuilder(HEAD);
            sections.forEach((name, body) ->
                    text.append("\n## ").append(name).append('\n').append(body));
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new BenchException("cannot write " + file, failed);
        }
    }

    private static TreeMap<String, String> sections(String text) {
        var sections = new TreeMap<String, String>();
        var parts = ("\n" + text).split("\n## ");
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('\n');
            sections.put(parts[i].substring(0, end), parts[i].substring(end + 1).stripTrailing() + "\n");
        }
        return sections;
    }

    /// What was measured, and on what.
    String facts() throws IOException {
        var facts = new ArrayList<String>();
        facts.add(
                LocalDate.now(java.time.ZoneOffset.UTC) + ", commit " + output("git", "rev-parse", "--short", "HEAD"));
        var changed = output("git", "status", "--porcelain", "--untracked-files=no");
        if (!changed.isEmpty()) facts.add("with uncommitted changes");
        facts.add(first("/proc/cpuinfo", "model name") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores for servers and load together");
        facts.add(memory());
        facts.add("Linux " + System.getProperty("os.version") + ", load average "
                + Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        facts.add("JDK " + System.getProperty("java.vm.version"));
        facts.addAll(packages());
        return facts.stream().map(fact -> "- " + fact + "\n").collect(Collectors.joining());
    }

    private static String memory() throws IOException {
        long kilobytes = Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", ""));
        return String.format(Locale.ROOT, "%.0f GB memory", kilobytes / 1e6);
    }

    /// Debian's versions of what we are measured against.
    private List<String> packages() throws IOException {
        try (var unpacked = Files.list(place.peer().resolve("apt/unpacked"))) {
            return unpacked.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(golang-k8s-apiserver-dev|golang-[0-9.]+-go|etcd-server|nginx)_.*"))
                    .map(name -> name.split("_")[0] + " " + name.split("_")[1])
                    .sorted()
                    .toList();
        }
    }

    private static String first(String file, String name) throws IOException {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        }
    }

    private String output(String... command) throws IOException {
        var process =
                new ProcessBuilder(command).directory(place.root().toFile()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
