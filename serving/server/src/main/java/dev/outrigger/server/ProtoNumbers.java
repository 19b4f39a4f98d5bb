package dev.outrigger.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The numbers that a `.proto` file gives, by message and number.
///
/// @param byMessage the names of each message's fields, by their numbers
record ProtoNumbers(Map<String, Map<Integer, String>> byMessage) {
    private static final Pattern MESSAGE = Pattern.compile("\\s*message\\s+(\\w+)\\s*\\{.*");
    private static final Pattern FIELD = Pattern.compile("\\s*[^/].*?(\\w+)\\s*=\\s*(\\d+)\\s*;.*");

    /// Reads a file as [dev.outrigger.kinds.ProtoFiles] writes them.
    static ProtoNumbers of(String text) {
        var byMessage = new LinkedHashMap<String, Map<Integer, String>>();
        Map<Integer, String> fields = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            var message = MESSAGE.matcher(line);
            if (message.matches()) fields = byMessage.computeIfAbsent(message.group(1), _ -> new LinkedHashMap<>());
            var field = FIELD.matcher(line);
            if (field.matches()) fields.put(Integer.parseInt(field.group(2)), field.group(1));
        }
        return new ProtoNumbers(byMessage);
    }

    /// Looks whether every number still means the member it did: what was stored and sent is read by it.
    ///
    /// @throws IllegalArgumentException where one does not; the message names the file, the member and the fix
    void checkKept(ProtoNumbers now, String file) {
        byMessage.forEach((message, fields) -> {
            var current = now.byMessage().getOrDefault(message, Map.of());
            fields.forEach((number, name) -> {
                var other = current.get(number);
                if (other == null && current.containsValue(name)) {
                    throw new IllegalArgumentException(message + "." + name + " has the number " + number + " in "
                            + file + ", and now another: give it its old one back");
                }
                if (other != null && !other.equals(name)) {
                    throw new IllegalArgumentException(message + "." + other + " has the number " + number
                            + ", which is " + name + "'s in " + file + ": give it one that was never used");
                }
            });
        });
    }
}
