package dev.outrigger.schema;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Durations as Go writes them (`1h30m`, `1.5s`) and, more loosely, as Scala does (`22 hours`).
final class Durations {
    private static final Pattern GO =
            Pattern.compile("[-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern LOOSE = Pattern.compile("([0-9]+)\\s*([A-Za-zµ]+)");
    private static final Set<String> UNITS =
            Set.of("ns", "us", "µs", "ms", "s", "sec", "m", "min", "h", "hr", "d", "w", "wk");
    private static final List<String> PREFIXES = List.of("nano", "micro", "milli", "sec", "min", "hour", "day", "week");

    private Durations() {}

    static boolean isDuration(String text) {
        if (GO.matcher(text).matches()) return true;
        Matcher found = LOOSE.matcher(text);
        while (found.find()) if (isUnit(found.group(2))) return true;
        return false;
    }

    private static boolean isUnit(String word) {
        String unit = word.toLowerCase(Locale.ROOT);
        return UNITS.contains(unit) || PREFIXES.stream().anyMatch(unit::startsWith);
    }
}
