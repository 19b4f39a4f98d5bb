package dev.outrigger.schema;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression in Go's syntax, compiled for Java.
///
/// The two differ in few places: how groups are named, that `$` may stand before a last line break in Java, that a
/// bracket within brackets opens a class in Java, and what counts as a line break.
final class GoPattern {
    private static final int CACHED = 1_000;
    private static final Map<String, GoPattern> CACHE = new ConcurrentHashMap<>();

    private final Optional<Pattern> compiled;
    private final String complaint;

    private GoPattern(Optional<Pattern> compiled, String complaint) {
        this.compiled = compiled;
        this.complaint = complaint;
    }

    static GoPattern of(String expression) {
        if (CACHE.size() > CACHED) CACHE.clear();
        return CACHE.computeIfAbsent(expression, GoPattern::compile);
    }

    /// Whether the expression occurs in the text; never where the expression cannot be compiled.
    boolean matches(String text) {
        return compiled.isPresent() && compiled.get().matcher(text).find();
    }

    /// Why the expression cannot be compiled; empty where it can.
    String complaint() {
        return complaint;
    }

    private static GoPattern compile(String expression) {
        try {
            return new GoPattern(Optional.of(Pattern.compile(translate(expression), Pattern.UNIX_LINES)), "");
        } catch (PatternSyntaxException e) {
            return new GoPattern(Optional.empty(), e.getDescription());
        }
    }

    static String translate(String expression) {
        var java = new StringBuilder();
        boolean lines = expression.contains("(?m") || expression.contains("(?sm") || expression.contains("(?im");
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                java.append(c).append(expression.charAt(++i));
            } else if (inClass) {
                String named = c == '[' ? posixClass(expression, i) : "";
                java.append(named.isEmpty() ? withinClass(c) : named);
                if (!named.isEmpty()) i = expression.indexOf(":]", i) + 1;
                inClass = c != ']' || named.length() > 0;
            } else if (expression.startsWith("(?P<", i)) {
                java.append("(?<");
                i += 3;
            } else if (c == '[') {
                inClass = true;
                i = openClass(expression, i, java);
            } else {
                java.append(c == '$' && !lines ? "\\z" : String.valueOf(c));
            }
        }
        return java.toString();
    }

    /// Copies the start of a class, where `^` negates and a first `]` is itself; returns the last place copied.
    private static int openClass(String expression, int start, StringBuilder java) {
        int at = start;
        java.append('[');
        if (expression.startsWith("^", at + 1)) {
            java.append('^');
            at++;
        }
        if (expression.startsWith("]", at + 1)) {
            java.append("\\]");
            at++;
        }
        return at;
    }

    private static String withinClass(char c) {
        return c == '[' || c == '&' ? "\\" + c : String.valueOf(c);
    }

    private static String posixClass(String expression, int at) {
        int end = expression.indexOf(":]", at);
        if (!expression.startsWith("[:", at) || end < 0) return "";
        String name = expression.substring(at + 2, end);
        boolean negated = name.startsWith("^");
        String java = switch (negated ? name.substring(1) : name) {
            case "alnum" -> "{Alnum}";
            case "alpha" -> "{Alpha}";
            case "ascii" -> "{ASCII}";
            case "blank" -> "{Blank}";
            case "cntrl" -> "{Cntrl}";
            case "digit" -> "{Digit}";
            case "graph" -> "{Graph}";
            case "lower" -> "{Lower}";
            case "print" -> "{Print}";
            case "punct" -> "{Punct}";
            case "space" -> "{Space}";
            case "upper" -> "{Upper}";
            case "xdigit" -> "{XDigit}";
            default -> "";
        };
        return java.isEmpty() ? "" : (negated ? "\\P" : "\\p") + java;
    }
}
