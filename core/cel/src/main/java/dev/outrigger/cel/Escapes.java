package dev.outrigger.cel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How property names are written where CEL allows no such identifier: `a.b` as `a__dot__b`, `if` as `__if__`.
final class Escapes {
    private static final Set<String> KEYWORDS = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ESCAPABLE = Pattern.compile("[A-Za-z_./-][A-Za-z0-9_./-]*");
    private static final Pattern TO_ESCAPE = Pattern.compile("__|[-./]");
    private static final Pattern ESCAPED = Pattern.compile("__([^_]+)__");

    private Escapes() {}

    /// The name in an expression; empty where there is none, as for a name that begins with a digit.
    static Optional<String> escaped(String name) {
        if (KEYWORDS.contains(name)) return Optional.of("__" + name + "__");
        if (!name.contains("__") && PLAIN.matcher(name).matches()) return Optional.of(name);
        if (!ESCAPABLE.matcher(name).matches()) return Optional.empty();
        return Optional.of(TO_ESCAPE.matcher(name).replaceAll(found -> switch (found.group()) {
            case "." -> "__dot__";
            case "-" -> "__dash__";
            case "/" -> "__slash__";
            default -> "__underscores__";
        }));
    }

    /// The property that an expression calls so; empty where an escape is none of ours.
    static Optional<String> unescaped(String name) {
        if (!name.contains("__")) return Optional.of(name);
        Matcher found = ESCAPED.matcher(name);
        var plain = new StringBuilder();
        while (found.find()) {
            String word = found.group(1);
            String text = switch (word) {
                case "underscores" -> "__";
                case "dot" -> ".";
                case "dash" -> "-";
                case "slash" -> "/";
                default -> word;
            };
            boolean keyword = text.equals(word);
            if (keyword && (!KEYWORDS.contains(word) || found.group().length() != name.length())) {
                return Optional.empty();
            }
            found.appendReplacement(plain, Matcher.quoteReplacement(text));
        }
        return Optional.of(found.appendTail(plain).toString());
    }
}
