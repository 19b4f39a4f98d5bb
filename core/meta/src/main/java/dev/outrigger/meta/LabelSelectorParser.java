package dev.outrigger.meta;

import dev.outrigger.meta.LabelSelector.Operator;
import dev.outrigger.meta.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the text form of a label selector by descent, one token ahead.
///
/// `in` and `notin` are operators only where an operator is due, so that `in in (in)` is legal, as upstream
/// has it.
final class LabelSelectorParser {
    private static final String OPERATORS = "in, notin, =, ==, !=, gt, lt";
    private static final Set<String> SYMBOLS = Set.of(")", ",", "!", "==", "=", ">", "<", "!=", "(");

    private final List<Token> tokens;
    private int position;

    /// A word, a symbol, or the end of the text, which is the empty text.
    private record Token(String text, boolean symbol) {
        boolean is(String wanted) {
            return symbol && text.equals(wanted);
        }

        boolean isWord() {
            return !symbol;
        }

        boolean isEnd() {
            return symbol && text.isEmpty();
        }
    }

    LabelSelectorParser(String text) {
        tokens = tokens(text);
    }

    List<Requirement> parse() {
        var requirements = new ArrayList<Requirement>();
        while (true) {
            var first = peek();
            if (first.isEnd()) return requirements;
            if (!first.isWord() && !first.is("!")) {
                throw refuse("found '" + first.text + "', expected: !, identifier, or 'end of string'");
            }
            requirements.add(requirement());
            var separator = next();
            if (separator.isEnd()) return requirements;
            if (!separator.is(",")) {
                throw refuse("found '" + separator.text + "', expected: ',' or 'end of string'");
            }
            var after = peek();
            if (!after.isWord() && !after.is("!")) {
                throw refuse("found '" + after.text + "', expected: identifier after ','");
            }
        }
    }

    private Requirement requirement() {
        boolean negated = peek().is("!");
        if (negated) next();
        var word = next();
        if (!word.isWord()) throw refuseRequirement("found '" + word.text + "', expected: identifier");
        var key = word.text;
        var complaints = Names.qualifiedName(key);
        if (!complaints.isEmpty()) {
            throw refuseRequirement(FieldError.invalid("<nil>", key, String.join("; ", complaints))
                    .toString());
        }
        boolean unary = peek().isEnd() || peek().is(",");
        // A negated key with an operator after it is upstream's "does not exist" too; the rest then fails to
        // parse.
        if (negated) return new Requirement(key, Operator.DOES_NOT_EXIST, List.of());
        if (unary) return new Requirement(key, Operator.EXISTS, List.of());
        var operator = operator();
        var values = switch (operator) {
            case IN, NOT_IN -> values();
            case EQUALS, DOUBLE_EQUALS, NOT_EQUALS, GREATER_THAN, LESS_THAN, EXISTS, DOES_NOT_EXIST -> exactValue();
        };
        check(key, operator, values);
        return new Requirement(key, operator, List.copyOf(values));
    }

    private Operator operator() {
        var token = next();
        return switch (token.text) {
            case "in" -> Operator.IN;
            case "notin" -> Operator.NOT_IN;
            case "=" -> Operator.EQUALS;
            case "==" -> Operator.DOUBLE_EQUALS;
            case "!=" -> Operator.NOT_EQUALS;
            case ">" -> Operator.GREATER_THAN;
            case "<" -> Operator.LESS_THAN;
            default -> throw refuseRequirement("found '" + token.text + "', expected: " + OPERATORS);
        };
    }

    private Set<String> values() {
        var open = next();
        if (!open.is("(")) throw refuseRequirement("found '" + open.text + "' expected: '('");
        var first = peek();
        if (first.is(")")) {
            next();
            return Set.of("");
        }
        if (!first.isWord() && !first.is(",")) {
            throw refuseRequirement("found '" + first.text + "', expected: ',', ')' or identifier");
        }
        var values = listedValues();
        next();
        return values;
    }

    /// The values up to the closing parenthesis, which stays; a gap between commas is the empty value.
    private Set<String> listedValues() {
        var values = new TreeSet<String>();
        while (true) {
            var token = next();
            if (token.isWord()) {
                values.add(token.text);
                if (peek().is(")")) return values;
                if (!peek().is(",")) {
                    throw refuseRequirement("found '" + peek().text + "', expected: ',' or ')'");
                }
            } else if (token.is(",")) {
                if (values.isEmpty() || peek().is(")") || peek().is(",")) values.add("");
                if (peek().is(")")) return values;
            } else {
                throw refuseRequirement("found '" + token.text + "', expected: ',', or identifier");
            }
        }
    }

    private Set<String> exactValue() {
        if (peek().isEnd() || peek().is(",")) return Set.of("");
        var value = next();
        if (!value.isWord()) throw refuseRequirement("found '" + value.text + "', expected: identifier");
        return Set.of(value.text);
    }

    private static void check(String key, Operator operator, Set<String> values) {
        var errors = new LinkedHashSet<String>();
        boolean ordered = operator == Operator.GREATER_THAN || operator == Operator.LESS_THAN;
        int index = 0;
        for (String value : values) {
            if (ordered && integer(value).isEmpty()) {
                errors.add(FieldError.invalid(
                                "values[" + index + "]",
                                value,
                                "for 'Gt', 'Lt' operators, the value must be an integer")
                        .toString());
            }
            var complaints = Names.labelValue(value);
            if (!complaints.isEmpty()) {
                errors.add(
                        FieldError.invalid("values[" + index + "][" + key + "]", value, String.join("; ", complaints))
                                .toString());
            }
            index++;
        }
        if (errors.size() == 1) throw refuseRequirement(errors.iterator().next());
        if (!errors.isEmpty()) {
            throw refuseRequirement(errors.stream().collect(Collectors.joining(", ", "[", "]")));
        }
    }

    /// The 64-bit integer that Go's `ParseInt` reads: an optional sign and decimal digits.
    static OptionalLong integer(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(i == 0 && (c == '-' || c == '+'))) return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException tooLargeOrNoDigits) {
            return OptionalLong.empty();
        }
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        return tokens.get(position++);
    }

    private static ApiException refuse(String complaint) {
        return ApiException.badRequest(complaint);
    }

    private static ApiException refuseRequirement(String complaint) {
        return refuse("unable to parse requirement: " + complaint);
    }

    private static List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        while (at < text.length() && text.charAt(at) != 0) {
            if (isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            if (isSymbol(text.charAt(at))) {
                while (end < text.length() && SYMBOLS.contains(text.substring(at, end + 1))) end++;
                tokens.add(new Token(text.substring(at, end), true));
            } else {
                while (end < text.length() && isWordPart(text.charAt(end))) end++;
                tokens.add(new Token(text.substring(at, end), false));
            }
            at = end;
        }
        tokens.add(new Token("", true));
        return tokens;
    }

    private static boolean isWordPart(char c) {
        return c != 0 && !isSpace(c) && !isSymbol(c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isSymbol(char c) {
        return "=!(),><".indexOf(c) >= 0;
    }
}
