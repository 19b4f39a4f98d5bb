package dev.outrigger.cel;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;

/// Dates and durations of objects, as the formats `date`, `date-time` and `duration` allow them.
final class Times {
    private static final Pattern GO = Pattern.compile("[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
    private static final Pattern GO_PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern LOOSE = Pattern.compile("(\\d+)\\s*([A-Za-zµ]+)");
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ns", Duration.ofNanos(1)),
            Map.entry("us", Duration.ofNanos(1_000)),
            Map.entry("µs", Duration.ofNanos(1_000)),
            Map.entry("μs", Duration.ofNanos(1_000)),
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hr", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("wk", Duration.ofDays(7)));
    private static final Map<String, Duration> LONG_UNITS = Map.of(
            "nano", Duration.ofNanos(1),
            "micro", Duration.ofNanos(1_000),
            "milli", Duration.ofMillis(1),
            "sec", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));

    private Times() {}

    /// A duration as Go writes it (`1h30m`) or, more loosely, as Scala does (`2 days`).
    ///
    /// @throws DateTimeException where it is neither
    static Duration duration(String text) {
        return GO.matcher(text).matches() ? go(text) : loose(text);
    }

    private static Duration go(String text) {
        var parts = GO_PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        while (parts.find()) {
            long unit = unit(parts.group(2)).toNanos();
            nanos = nanos.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        long whole = nanos.toBigInteger().longValueExact();
        return Duration.ofNanos(text.startsWith("-") ? -whole : whole);
    }

    private static Duration unit(String name) {
        Duration unit = UNITS.get(name);
        if (unit == null) throw new DateTimeException("unknown unit " + name);
        return unit;
    }

    private static Duration loose(String text) {
        var parts = LOOSE.matcher(text);
        Duration sum = Duration.ZERO;
        boolean any = false;
        while (parts.find()) {
            String word = parts.group(2).toLowerCase(Locale.ROOT);
            Duration unit = UNITS.get(word);
            for (var known : LONG_UNITS.entrySet()) if (word.startsWith(known.getKey())) unit = known.getValue();
            if (unit == null) continue;
            any = true;
            sum = sum.plus(unit.multipliedBy(Long.parseLong(parts.group(1))));
        }
        if (!any) throw new DateTimeException("unable to parse " + text + " as duration");
        return sum;
    }

    /// @throws DateTimeException where it is no date
    static Instant date(String text) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /// A time as RFC 3339 writes it; without an offset it is one of UTC.
    ///
    /// @throws DateTimeException where it is none
    static Instant dateTime(String text) {
        if (text.isEmpty()) return Instant.EPOCH;
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
