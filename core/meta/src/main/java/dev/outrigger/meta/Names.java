package dev.outrigger.meta;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The rules that names, label keys and label values obey, and the names made from `generateName`.
///
/// Each rule answers with what is wrong, in the sentences of apimachinery's `api/validate/content`; an empty
/// list is a pass. Lengths count UTF-8 bytes. The rules take time in proportion to the text, whatever it holds.
public final class Names {
    private static final int LABEL_LIMIT = 63;
    private static final int SUBDOMAIN_LIMIT = 253;
    private static final int SUFFIX_LENGTH = 5;
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String LABEL_KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

    private static final String SUBDOMAIN_COMPLAINT =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '"
                    + DNS_LABEL + "(\\." + DNS_LABEL + ")*')";
    private static final String LABEL_COMPLAINT =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '"
                    + DNS_LABEL + "')";
    private static final String LABEL_1035_COMPLAINT =
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for"
                    + " validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
    private static final String LABEL_KEY_COMPLAINT =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
                    + LABEL_KEY + "')";
    private static final String LABEL_VALUE_COMPLAINT =
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex"
                    + " used for validation is '(" + LABEL_KEY + ")?')";

    private Names() {}

    /// The rule most resources have for names: lower-case DNS labels joined by dots, at most 253 bytes.
    public static List<String> dns1123Subdomain(String value) {
        var complaints = new ArrayList<String>(1);
        if (bytes(value) > SUBDOMAIN_LIMIT) complaints.add(tooLong(SUBDOMAIN_LIMIT));
        if (!isSubdomain(value)) complaints.add(SUBDOMAIN_COMPLAINT);
        return complaints;
    }

    /// The rule for namespaces: one lower-case DNS label, at most 63 bytes.
    public static List<String> dns1123Label(String value) {
        var complaints = new ArrayList<String>(1);
        if (bytes(value) > LABEL_LIMIT) complaints.add(tooLong(LABEL_LIMIT));
        if (!isLabel(value, 0, value.length())) {
            complaints.add(isSubdomain(value) ? "must not contain dots" : LABEL_COMPLAINT);
        }
        return complaints;
    }

    /// The rule for services: as [Names#dns1123Label(String)], but the first character is a letter.
    public static List<String> dns1035Label(String value) {
        var complaints = new ArrayList<String>(1);
        if (bytes(value) > LABEL_LIMIT) complaints.add(tooLong(LABEL_LIMIT));
        if (!isLabel(value, 0, value.length()) || isDigit(value.charAt(0))) complaints.add(LABEL_1035_COMPLAINT);
        return complaints;
    }

    /// The rule for label keys, annotation keys (lower-cased first) and finalizers: `name` or
    /// `dns.prefix/name`.
    public static List<String> qualifiedName(String value) {
        int slash = value.indexOf('/');
        if (slash >= 0 && value.indexOf('/', slash + 1) >= 0) {
            return List.of("a valid label key " + LABEL_KEY_COMPLAINT
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        var complaints = new ArrayList<String>(1);
        if (slash == 0) complaints.add("prefix part must be non-empty");
        if (slash > 0) {
            for (String complaint : dns1123Subdomain(value.substring(0, slash))) {
                complaints.add("prefix part " + complaint);
            }
        }
        var name = value.substring(slash + 1);
        if (name.isEmpty()) complaints.add("name part must be non-empty");
        else if (bytes(name) > LABEL_LIMIT) complaints.add("name part " + tooLong(LABEL_LIMIT));
        if (!isLabelText(name)) complaints.add("name part " + LABEL_KEY_COMPLAINT);
        return complaints;
    }

    /// The rule for label values: at most 63 bytes; the empty string is fine.
    public static List<String> labelValue(String value) {
        var complaints = new ArrayList<String>(1);
        if (bytes(value) > LABEL_LIMIT) complaints.add(tooLong(LABEL_LIMIT));
        if (!value.isEmpty() && !isLabelText(value)) complaints.add(LABEL_VALUE_COMPLAINT);
        return complaints;
    }

    /// The loosest rule for names: what can be one segment of a path.
    public static List<String> pathSegment(String value) {
        if (value.equals(".") || value.equals("..")) return List.of("may not be '" + value + "'");
        var complaints = new ArrayList<String>(1);
        if (value.contains("/")) complaints.add("may not contain '/'");
        if (value.contains("%")) complaints.add("may not contain '%'");
        return complaints;
    }

    /// A name made from `metadata.generateName`: the base, cut to 58 characters, and five random ones.
    ///
    /// The name may be taken; the caller tries again.
    public static String generate(String base, RandomGenerator random) {
        int kept = Math.min(base.length(), LABEL_LIMIT - SUFFIX_LENGTH);
        var name = new StringBuilder(LABEL_LIMIT).append(base, 0, kept);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return name.toString();
    }

    /// What a name's rule is asked about a `generateName`: upstream replaces a trailing dash and the character
    /// before it by `a`, since the dash will not be the last character.
    static String withoutTrailingDash(String base) {
        return base.length() > 1 && base.endsWith("-") ? base.substring(0, base.length() - 2) + "a" : base;
    }

    static int bytes(String text) {
        int count = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return text.getBytes(StandardCharsets.UTF_8).length;
        }
        return count;
    }

    private static String tooLong(int limit) {
        return "must be no more than " + limit + " bytes";
    }

    private static boolean isSubdomain(String value) {
        int start = 0;
        for (int dot = value.indexOf('.'); dot >= 0; dot = value.indexOf('.', start)) {
            if (!isLabel(value, start, dot)) return false;
            start = dot + 1;
        }
        return isLabel(value, start, value.length());
    }

    private static boolean isLabel(String value, int start, int end) {
        if (start >= end || value.charAt(start) == '-' || value.charAt(end - 1) == '-') return false;
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            if (!(isLower(c) || isDigit(c) || c == '-')) return false;
        }
        return true;
    }

    private static boolean isLabelText(String value) {
        if (value.isEmpty() || !isAlphanumeric(value.charAt(0)) || !isAlphanumeric(value.charAt(value.length() - 1))) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(isAlphanumeric(c) || c == '-' || c == '_' || c == '.')) return false;
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return isLower(c) || isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
