package dev.outrigger.cel;

import com.google.re2j.Pattern;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.outrigger.meta.Names;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Kubernetes' named formats: `format.dns1123Label().validate(text)`.
final class Formats {
    private static final String TYPE = "kubernetes.NamedFormat";
    private static final Pattern UUID =
            Pattern.compile("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$");
    private static final int DATE_TIME_REGEX = 66;

    private static final Map<String, NamedFormat> FORMATS = new LinkedHashMap<>();

    static {
        add("dns1123Label", "DNS1123Label", 30, Names::dns1123Label);
        add("dns1123Subdomain", "DNS1123Subdomain", 60, Names::dns1123Subdomain);
        add("dns1035Label", "DNS1035Label", 30, Names::dns1035Label);
        add("qualifiedName", "QualifiedName", 60, Names::qualifiedName);
        add("dns1123LabelPrefix", "DNS1123LabelPrefix", 30, text -> Names.dns1123Label(prefix(text)));
        add("dns1123SubdomainPrefix", "DNS1123SubdomainPrefix", 60, text -> Names.dns1123Subdomain(prefix(text)));
        add("dns1035LabelPrefix", "DNS1035LabelPrefix", 30, text -> Names.dns1035Label(prefix(text)));
        add("labelValue", "LabelValue", 40, Names::labelValue);
        add("uri", "URI", 1_103, Formats::uri);
        add(
                "uuid",
                "uuid",
                84,
                text -> UUID.matcher(text).find() ? List.of() : List.of("does not match the UUID format"));
        add("byte", "byte", 84, text -> check(() -> Base64.getDecoder().decode(text), "invalid base64"));
        add("date", "date", DATE_TIME_REGEX, text -> check(() -> Times.date(text), "invalid date"));
        add("datetime", "datetime", DATE_TIME_REGEX, text -> check(() -> Times.dateTime(text), "invalid datetime"));
    }

    private Formats() {}

    private static void add(String function, String name, int regex, Function<String, List<String>> check) {
        FORMATS.put(function, new NamedFormat(name, check, regex));
    }

    /// A prefix may end with a dash, which will not be the last character.
    private static String prefix(String text) {
        return text.length() > 1 && text.endsWith("-") ? text.substring(0, text.length() - 2) + "a" : text;
    }

    private static List<String> uri(String text) {
        try {
            Url.parse(text);
            return List.of();
        } catch (CelFault fault) {
            return List.of(fault.text().replaceFirst("^URL parse error during conversion from string: ", ""));
        }
    }

    private static List<String> check(Runnable reading, String complaint) {
        try {
            reading.run();
            return List.of();
        } catch (DateTimeException | IllegalArgumentException e) {
            return List.of(complaint);
        }
    }

    static Library library() {
        var format = StructTypeReference.create(TYPE);
        var library = new Library()
                .global(
                        "format.named",
                        OptionalType.create(format),
                        SimpleType.STRING,
                        Overload.of("format-named", String.class, name -> Optional.ofNullable(FORMATS.get(name))))
                .member(
                        "validate",
                        OptionalType.create(ListType.create(SimpleType.STRING)),
                        format,
                        List.of(SimpleType.STRING),
                        Overload.of("format-validate", NamedFormat.class, String.class, Formats::validate));
        FORMATS.forEach((function, named) -> library.global(
                "format." + function,
                format,
                List.of(),
                new Overload("format." + function, List.of(), (frame, arguments) -> named)));
        return library;
    }

    private static Optional<List<String>> validate(NamedFormat format, String text) {
        var complaints = format.check().apply(text);
        return complaints.isEmpty() ? Optional.empty() : Optional.of(complaints);
    }
}
