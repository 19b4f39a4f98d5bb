package dev.outrigger.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compiled regular expressions, of RE2: matching takes time in proportion to the text, whatever the expression.
final class Patterns {
    private static final int CACHED = 1_000;
    private static final Map<String, Pattern> CACHE = new ConcurrentHashMap<>();

    private Patterns() {}

    /// @throws CelFault where it is no regular expression
    static Pattern of(String expression) {
        if (CACHE.size() > CACHED) CACHE.clear();
        return CACHE.computeIfAbsent(expression, Patterns::compile);
    }

    private static Pattern compile(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new CelFault(e.getMessage() == null ? "error parsing regexp" : e.getMessage());
        }
    }
}
