package dev.outrigger.http;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The `Date` header, formatted once a second.
final class HttpDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final Clock CLOCK = Clock.systemUTC();

    private static volatile Second latest = second();

    private record Second(long number, String text) {}

    private HttpDate() {}

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
