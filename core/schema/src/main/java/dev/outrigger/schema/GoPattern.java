package dev.outrigger.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A regular expression of RE2, as Go's and so Kubernetes' are. Matching takes time in proportion to the text, whatever
/// the expression and the text.
final class GoPattern {
    private static final int CACHED = 1_000;
    private static final Map<String, GoPattern> CACHE = new ConcurrentHashMap<>();

    private final Pattern compiled;

    private GoPattern(Pattern compiled) {
        this.compiled = compiled;
    }

    /// @throws IllegalArgumentException where it is no regular expression of RE2, which has no look-arounds and no
    ///     back references
    static GoPattern of(String expression) {
        if (CACHE.size() > CACHED) CACHE.clear();
        return CACHE.computeIfAbsent(expression, GoPattern::compile);
    }

    /// Whether the expression occurs in the text.
    boolean matches(String text) {
        return compiled.matcher(text).find();
    }

    private static GoPattern compile(String expression) {
        try {
            return new GoPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern '" + expression + "' is no regular expression of RE2: " + e.getMessage(), e);
        }
    }
}
