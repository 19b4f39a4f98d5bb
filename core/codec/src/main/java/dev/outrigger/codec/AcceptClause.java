package dev.outrigger.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One clause of an `Accept` header.
///
/// @param quality the `q` value; 1 where none is given, 0 where it is no number
record AcceptClause(MediaType mediaType, double quality) {
    /// More clauses than any client sends; the rest of a longer header is not read.
    private static final int LIMIT = 100;

    static List<AcceptClause> parse(String header) {
        var clauses = new ArrayList<AcceptClause>();
        for (String part : header.split(",", LIMIT + 1)) {
            if (clauses.size() < LIMIT) add(clauses, part);
        }
        return clauses;
    }

    /// Puts the clause of this text in its place.
    ///
    /// Upstream's order is no total one (a definite type with a low `q` and a wildcard with a high one each
    /// precede the other), so the result depends on the sort: insertion, as Go's is for short lists.
    private static void add(List<AcceptClause> clauses, String text) {
        var parts = text.split(";", -1);
        var range = parts[0].strip().toLowerCase(Locale.ROOT);
        if (range.equals("*")) range = "*/*";
        int slash = range.indexOf('/');
        if (slash < 0 || slash == range.length() - 1 || range.indexOf('/', slash + 1) >= 0) return;
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0 || equals != parts[i].lastIndexOf('=') || equals == parts[i].length() - 1) continue;
            parameters.put(
                    parts[i].substring(0, equals).strip(),
                    parts[i].substring(equals + 1).strip());
        }
        double quality = quality(parameters.remove("q"));
        var type = range.substring(0, slash).strip();
        var subtype = range.substring(slash + 1).strip();
        var clause = new AcceptClause(new MediaType(type, subtype, parameters), quality);
        int place = clauses.size();
        while (place > 0 && clause.precedes(clauses.get(place - 1))) place--;
        clauses.add(place, clause);
    }

    private static double quality(@Nullable String text) {
        if (text == null) return 1;
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private boolean precedes(AcceptClause other) {
        return quality > other.quality
                || (!mediaType.type().equals("*") && other.mediaType.type().equals("*"))
                || (!mediaType.subtype().equals("*")
                        && other.mediaType.subtype().equals("*"));
    }
}
