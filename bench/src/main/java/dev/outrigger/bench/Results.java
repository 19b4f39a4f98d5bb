package dev.outrigger.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What was measured, and the table of it: medians, and the lowest and highest where there are several.
final class Results {
    /// The server that the others are compared with.
    private static final String PEER = Contender.GO.label();

    private final Map<Line, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    private final Map<Line, Map<String, String>> notes = new LinkedHashMap<>();

    void add(Line line, String server, double figure) {
        figures.computeIfAbsent(line, _ -> new LinkedHashMap<>())
                .computeIfAbsent(server, _ -> new ArrayList<>())
                .add(figure);
    }

    /// Keeps what else is known of a figure; the last note stays.
    void note(Line line, String server, String text) {
        notes.computeIfAbsent(line, _ -> new LinkedHashMap<>()).put(server, text);
    }

    /// The table, in Markdown.
    String table() {
        Set<String> servers = new LinkedHashSet<>();
        figures.values().forEach(row -> servers.addAll(row.keySet()));
        servers.removeIf(server -> server.startsWith("limit"));
        var text = new StringBuilder("| operation | unit |");
        servers.forEach(server -> text.append(' ').append(server).append(" |"));
        var ours = servers.stream().filter(server -> !server.equals(PEER)).toList();
        if (servers.contains(PEER))
            ours.forEach(server -> text.append(" go ÷ ").append(server).append(" |"));
        text.append(" limit | goal | goal ratio |\n|---|---|");
        int columns = servers.size() + (servers.contains(PEER) ? ours.size() : 0) + 3;
        text.append("---|".repeat(columns)).append('\n');
        figures.forEach((line, row) -> line(text, line, row, servers, ours));
        return text.toString();
    }

    private void line(
            StringBuilder text, Line line, Map<String, List<Double>> row, Set<String> servers, List<String> ours) {
        text.append("| ")
                .append(line.title())
                .append(" | ")
                .append(line.unit().text())
                .append(" |");
        for (var server : servers) {
            text.append(' ').append(cell(line, row, server)).append(" |");
        }
        if (servers.contains(PEER)) {
            for (var server : ours)
                text.append(' ').append(ratio(line, row, server)).append(" |");
        }
        text.append(' ')
                .append(cell(line, row, "limit"))
                .append(" | ")
                .append(goal(line, row, ours))
                .append(" | ");
        text.append(line.goalRatio() > 0 ? format(line.goalRatio()) : "").append(" |\n");
    }

    private String cell(Line line, Map<String, List<Double>> row, String server) {
        var note = notes.getOrDefault(line, Map.of()).get(server);
        var found = row.get(server);
        if (found == null) return note == null ? "" : note;
        var sorted = found.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var text = format(median(sorted));
        if (sorted.length > 1) text += " (" + format(sorted[0]) + "–" + format(sorted[sorted.length - 1]) + ")";
        return note == null ? text : text + " " + note;
    }

    private static String ratio(Line line, Map<String, List<Double>> row, String server) {
        if (!row.containsKey(PEER) || !row.containsKey(server)) return "";
        double ratio = line.ratio(median(row, PEER), median(row, server));
        var verdict = line.goalRatio() == 0 ? "" : ratio >= line.goalRatio() ? " ✓" : " ✗";
        return format(ratio) + verdict;
    }

    private static String goal(Line line, Map<String, List<Double>> row, List<String> ours) {
        if (!line.hasGoal()) return "";
        var sign = line.unit() == Line.Unit.PER_SECOND ? "≥ " : "≤ ";
        var text = new StringBuilder(sign + format(line.goal()));
        for (var server : ours) {
            if (row.containsKey(server)) text.append(line.holds(median(row, server)) ? " ✓" : " ✗");
        }
        return text.toString();
    }

    private static double median(Map<String, List<Double>> row, String server) {
        return median(row.getOrDefault(server, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray());
    }

    static double median(double[] figures) {
        var sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// Three digits that matter, and thousands set apart.
    private static String format(double figure) {
        if (Double.isNaN(figure)) return "–";
        if (figure >= 100) return String.format(Locale.ROOT, "%,.0f", figure);
        return String.format(Locale.ROOT, figure >= 10 ? "%.1f" : "%.2f", figure);
    }
}
