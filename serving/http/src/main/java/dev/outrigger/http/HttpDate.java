package dev.outrigger.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The `Date` header, formatted once a second.
final class HttpDate {
    /// The names are given: looking them up loads a locale's data while the first client waits.
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, names("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
            .appendPattern(", dd ")
            .appendText(
                    ChronoField.MONTH_OF_YEAR,
                    names("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))
            .appendPattern(" uuuu HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT);

    private static final Clock CLOCK = Clock.systemUTC();

    private static volatile Second latest = second();

    private record Second(long number, String text) {}

    private HttpDate() {}

    private static Map<Long, String> names(String... names) {
        var numbered = new HashMap<Long, String>();
        for (String name : names) numbered.put(numbered.size() + 1L, name);
        return numbered;
    }

    static String now() {
        var known = latest;
        if (known.number() == CLOCK.millis() / 1000) return known.text();
        var fresh = second();
        latest = fresh;
        return fresh.text();
    }

    private static Second second() {
        var time = CLOCK.instant();
        return new Second(time.getEpochSecond(), FORMAT.format(ZonedDateTime.ofInstant(time, ZoneOffset.UTC)));
    }
}
