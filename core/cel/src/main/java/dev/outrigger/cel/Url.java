package dev.outrigger.cel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A URL as Go reads one: absolute, or an absolute path.
///
/// @param host with its port
/// @param path as it was escaped, or escaped where it was not
record Url(String scheme, String host, String path, String query) implements TypeName.Named, Sizes.Sized {
    static final String TYPE = "kubernetes.URL";

    private static final String UNRESERVED = "-_.~";
    private static final String PATH = UNRESERVED + "$&+,/:;=@";
    private static final String ENCODED_PATH = PATH + "!'()*[]%";
    private static final String HOST = UNRESERVED + "!$&'()*+,;=:[]<>\"";
    private static final String USER = UNRESERVED + ":!$&'()*+,;=%@";

    /// @throws CelFault where the text is no such URL
    static Url parse(String text) {
        if (text.isEmpty()) throw wrong(text, "empty url");
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f))
            throw wrong(text, "net/url: invalid control character in URL");
        request(text); // a fragment counts as part of the path or query here
        int fragment = text.indexOf('#');
        return request(fragment < 0 ? text : text.substring(0, fragment));
    }

    private static Url request(String text) {
        if (text.equals("*")) return new Url("", "", "*", "");
        int colon = schemeEnd(text);
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        if (mark >= 0) rest = rest.substring(0, mark);
        if (!rest.startsWith("/")) {
            if (scheme.isEmpty()) throw wrong(text, "invalid URI for request");
            return new Url(scheme, "", "", query);
        }
        String host = "";
        if (!scheme.isEmpty() && rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
            host = host(text, authority);
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        return new Url(scheme, host, path(text, rest), query);
    }

    /// Where the scheme's colon is; -1 where there is no scheme.
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter) continue;
            if (c == ':') {
                if (i == 0) throw wrong(text, "missing protocol scheme");
                return i;
            }
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (i == 0 || !later) return -1;
        }
        return -1;
    }

    private static String host(String text, String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0 && !consistsOf(authority.substring(0, at), USER)) throw wrong(text, "net/url: invalid userinfo");
        String host = authority.substring(at + 1);
        int bracket = host.startsWith("[") ? host.lastIndexOf(']') : -1;
        if (host.startsWith("[") && bracket < 0) throw wrong(text, "missing ']' in host");
        int colon = bracket >= 0 ? bracket + 1 : host.lastIndexOf(':');
        if (colon >= 0 && colon < host.length()) {
            String port = host.substring(colon);
            if (!port.startsWith(":") || !port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw wrong(text, "invalid port \"" + port + "\" after host");
            }
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c < 0x80 && !allowed(c, HOST)) {
                throw wrong(text, "invalid character \"" + c + "\" in host name");
            }
        }
        return host;
    }

    private static String path(String text, String path) {
        byte[] plain = unescaped(path, false);
        if (plain == BROKEN) throw wrong(text, "invalid URL escape in \"" + path + "\"");
        return consistsOf(path, ENCODED_PATH) ? path : escaped(plain);
    }

    private static boolean consistsOf(String text, String marks) {
        return text.chars().allMatch(c -> c < 0x80 && allowed((char) c, marks));
    }

    private static boolean allowed(char c, String marks) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.indexOf(c) >= 0;
    }

    private static String escaped(byte[] plain) {
        var escaped = new StringBuilder();
        for (byte b : plain) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && allowed(c, PATH)) escaped.append(c);
            else
                escaped.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
        }
        return escaped.toString();
    }

    private static final byte[] BROKEN = {};

    /// The bytes that a text escapes; [#BROKEN] where an escape is malformed.
    private static byte[] unescaped(String text, boolean plusIsSpace) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var plain = new java.io.ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                plain.write(plusIsSpace && bytes[i] == '+' ? ' ' : bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) return BROKEN;
            plain.write(high << 4 | low);
            i += 2;
        }
        return plain.toByteArray();
    }

    /// The host without its port and brackets.
    String hostname() {
        String name = port().isEmpty() && !host.endsWith(":") ? host : host.substring(0, host.lastIndexOf(':'));
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    String port() {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? "" : host.substring(colon + 1);
    }

    /// The values of the query's keys. What cannot be read is left out.
    Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty() || pair.contains(";")) continue;
            int equals = pair.indexOf('=');
            byte[] key = unescaped(equals < 0 ? pair : pair.substring(0, equals), true);
            byte[] value = unescaped(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (key == BROKEN || value == BROKEN) continue;
            values.computeIfAbsent(new String(key, StandardCharsets.UTF_8), any -> new ArrayList<>())
                    .add(new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    private static CelFault wrong(String text, String why) {
        return new CelFault("URL parse error during conversion from string: parse \"" + text + "\": " + why);
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public long size() {
        return 1;
    }
}
