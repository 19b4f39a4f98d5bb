package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which members of the core group's types are which fields of their protobuf messages, and what is a time
/// or bytes there and only text in fabric8's classes. Clients in Go send nothing but protobuf to the core
/// group.
final class KubernetesFields {
    private static final String FILE = "core-v1-fields.txt";
    private static final Pattern FIELD = Pattern.compile("(\\w+)=(?:(\\d+)\\.)?(\\d+)([tb]?)");

    private KubernetesFields() {}

    /// @param inside the field whose message this one is in; 0 for the type's own
    /// @param form `t`, `b`, or nothing
    private record Field(int number, int inside, String form) {}

    /// Read when the first of the types is met.
    private static final class Known {
        static final Map<String, Field> FIELDS = read();
    }

    private static Map<String, Field> read() {
        var fields = new HashMap<String, Field>();
        for (String line : text().lines().filter(one -> !one.startsWith("#")).toList()) {
            var type = line.substring(0, line.indexOf(' '));
            FIELD.matcher(line).results().forEach(found -> fields.put(type + "." + group(found, 1), field(found)));
        }
        return Map.copyOf(fields);
    }

    private static String text() {
        try (InputStream file = KubernetesFields.class.getResourceAsStream(FILE)) {
            if (file == null) throw new IllegalStateException(FILE + " is missing beside this class");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Field field(MatchResult found) {
        var inside = group(found, 2);
        return new Field(
                Integer.parseInt(group(found, 3)), inside.isEmpty() ? 0 : Integer.parseInt(inside), group(found, 4));
    }

    private static String group(MatchResult found, int number) {
        return Optional.ofNullable(found.group(number)).orElse("");
    }

    /// A member as the field it is; as it was where that is not known.
    static Schema numbered(Schema member, String type, String name) {
        var field = Known.FIELDS.get(type + "." + name);
        if (field == null) return member;
        var formed = switch (field.form()) {
            case "t" -> member.withFormat("date-time");
            case "b" -> bytes(member);
            default -> member;
        };
        return formed.withProto(new Schema.Proto(field.number(), member.proto().quantity(), field.inside()));
    }

    private static Schema bytes(Schema member) {
        return member.additionalProperties()
                .map(values -> member.withAdditionalProperties(values.withFormat("byte")))
                .orElseGet(() -> member.withFormat("byte"));
    }
}
