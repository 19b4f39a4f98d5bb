package dev.outrigger.cel;

import com.google.re2j.Matcher;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;

/// Kubernetes' `find` and `findAll`.
final class RegexLibrary {
    private RegexLibrary() {}

    static Library library() {
        var strings = ListType.create(SimpleType.STRING);
        return new Library()
                .member(
                        "find",
                        SimpleType.STRING,
                        SimpleType.STRING,
                        List.of(SimpleType.STRING),
                        Overload.of("string_find_string", String.class, String.class, RegexLibrary::find))
                .member(
                        "findAll",
                        strings,
                        SimpleType.STRING,
                        List.of(SimpleType.STRING),
                        Overload.of(
                                "string_find_all_string",
                                String.class,
                                String.class,
                                (text, expression) -> findAll(text, expression, -1L)))
                .member(
                        "findAll",
                        strings,
                        SimpleType.STRING,
                        List.of(SimpleType.STRING, SimpleType.INT),
                        Overload.of(
                                "string_find_all_string_int",
                                String.class,
                                String.class,
                                Long.class,
                                RegexLibrary::findAll));
    }

    private static String find(String text, String expression) {
        Matcher matcher = Patterns.of(expression).matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static List<String> findAll(String text, String expression, Long most) {
        Matcher matcher = Patterns.of(expression).matcher(text);
        var found = new ArrayList<String>();
        while ((most < 0 || found.size() < most) && matcher.find()) found.add(matcher.group());
        return found;
    }
}
