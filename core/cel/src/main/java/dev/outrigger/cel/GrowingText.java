package dev.outrigger.cel;

import java.util.List;

/// Functions whose text can be far longer than what they are given: they make sure first that it may be so long.
final class GrowingText {
    private static final List<Class<?>> THREE = List.of(String.class, String.class, String.class);
    private static final List<Class<?>> FOUR = List.of(String.class, String.class, String.class, Long.class);

    private GrowingText() {}

    static List<Overload> overloads() {
        return List.of(
                new Overload(
                        "string_replace_string_string", THREE, (frame, arguments) -> replace(frame, arguments, -1)),
                new Overload(
                        "string_replace_string_string_int",
                        FOUR,
                        (frame, arguments) -> replace(frame, arguments, (Long) arguments[3])),
                new Overload(
                        "list_join",
                        List.of(List.class),
                        (frame, arguments) -> join(frame, (List<?>) arguments[0], "")),
                new Overload(
                        "list_join_string",
                        List.of(List.class, String.class),
                        (frame, arguments) -> join(frame, (List<?>) arguments[0], (String) arguments[1])));
    }

    /// Replaces from the left, at most so many times; always where the number is negative. An empty text is found
    /// before each character and at the end.
    private static String replace(Frame frame, Object[] arguments, long most) {
        var text = (String) arguments[0];
        var from = (String) arguments[1];
        var to = (String) arguments[2];
        long fits = from.isEmpty() ? text.length() + 1L : text.length() / from.length();
        long times = most < 0 ? fits : Math.min(most, fits);
        require(frame, times * to.length());
        var result = new StringBuilder(text.length());
        int at = 0;
        for (long done = 0; done < times; done++) {
            int found = text.indexOf(from, at);
            if (found < 0) break;
            result.append(text, at, found).append(to);
            at = found + from.length();
            if (!from.isEmpty()) continue;
            if (at == text.length()) break;
            int next = text.offsetByCodePoints(at, 1);
            result.append(text, at, next);
            at = next;
        }
        return result.append(text, at, text.length()).toString();
    }

    private static String join(Frame frame, List<?> parts, String separator) {
        long length = 0;
        for (Object part : parts) {
            if (!(part instanceof String text)) throw CelFault.noSuchOverload();
            length += text.length() + separator.length();
        }
        require(frame, length);
        var joined = new StringBuilder((int) length);
        boolean first = true;
        for (Object part : parts) {
            if (!first) joined.append(separator);
            joined.append((String) part);
            first = false;
        }
        return joined.toString();
    }

    private static void require(Frame frame, long length) {
        frame.require(length / 10);
    }
}
