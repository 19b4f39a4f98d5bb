package dev.outrigger.schema;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The string formats that Kubernetes checks; all others say nothing.
///
/// A format's name is compared without its hyphens, as upstream does: `date-time` is `datetime`.
final class Formats {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME_OF_DAY =
            Pattern.compile("([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))");
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private static final Map<String, Predicate<String>> CHECKS = Map.ofEntries(
            Map.entry("uri", NetworkFormats::isUri),
            Map.entry("email", NetworkFormats::isEmail),
            Map.entry("hostname", NetworkFormats::isHostname),
            Map.entry("ipv4", NetworkFormats::isIpv4),
            Map.entry("ipv6", NetworkFormats::isIpv6),
            Map.entry("cidr", NetworkFormats::isCidr),
            Map.entry("mac", NetworkFormats::isMac),
            Map.entry("uuid", uuid("[0-9a-f]{4}", "[0-9a-f]{4}")),
            Map.entry("uuid3", uuid("3[0-9a-f]{3}", "[0-9a-f]{4}")),
            Map.entry("uuid4", uuid("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
            Map.entry("uuid5", uuid("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}")),
            Map.entry("isbn", text -> NumberedFormats.isIsbn10(text) || NumberedFormats.isIsbn13(text)),
            Map.entry("isbn10", NumberedFormats::isIsbn10),
            Map.entry("isbn13", NumberedFormats::isIsbn13),
            Map.entry("creditcard", NumberedFormats::isCreditCard),
            Map.entry("ssn", all("\\d{3}[- ]\\d{2}[- ]\\d{4}")),
            Map.entry("hexcolor", all("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")),
            Map.entry("rgbcolor", NumberedFormats::isRgbColor),
            Map.entry("bsonobjectid", all("[0-9a-fA-F]{24}")),
            Map.entry(
                    "byte",
                    all("(?:[A-Za-z0-9+/]{4})*+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?+")
                            .and(text -> !text.isEmpty())),
            Map.entry("password", _ -> true),
            Map.entry("date", Formats::isDate),
            Map.entry("datetime", Formats::isDateTime),
            Map.entry("duration", Durations::isDuration),
            Map.entry("k8sshortname", all(LABEL).and(text -> text.length() <= 63)),
            Map.entry("k8slongname", all(LABEL + "(\\." + LABEL + ")*+").and(text -> text.length() <= 253)));

    private Formats() {}

    /// What a string of that format must satisfy; empty for a format that is not checked.
    static Optional<Predicate<String>> check(String format) {
        return Optional.ofNullable(CHECKS.get(format.replace("-", "")));
    }

    private static Predicate<String> all(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return text -> pattern.matcher(text).matches();
    }

    private static Predicate<String> uuid(String third, String fourth) {
        return all("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?" + third + "-?" + fourth + "-?[0-9a-f]{12}");
    }

    private static boolean isDate(String text) {
        if (!DATE.matcher(text).matches()) return false;
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        String[] halves = text.toLowerCase(java.util.Locale.ROOT).split("t", -1);
        if (halves.length < 2 || !isDate(halves[0])) return false;
        var time = TIME_OF_DAY.matcher(halves[1]);
        return time.matches()
                && Integer.parseInt(time.group(1)) <= 23
                && Integer.parseInt(time.group(2)) <= 59
                && Integer.parseInt(time.group(3)) <= 59;
    }
}
