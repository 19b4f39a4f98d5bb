package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Builds the tree of a JSON document, by descent.
final class JsonReader {
    private static final Value TRUE = Value.of(true);
    private static final Value FALSE = Value.of(false);

    private final JsonScanner in;
    private final DuplicatePaths paths = new DuplicatePaths();
    private int depth;
    /// The first number out of range: told only when the rest turned out to be well-formed, as Go does.
    private @Nullable String outOfRange;

    JsonReader(byte[] document) {
        in = new JsonScanner(document);
    }

    Decoded document() {
        var value = value(in.token());
        in.end();
        if (outOfRange != null) {
            throw new DecodeException("json: cannot unmarshal number " + outOfRange + " into Go value of type float64");
        }
        return new Decoded(value, paths.repeated());
    }

    private Value value(int first) {
        return switch (first) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> Value.of(in.string());
            case 't' -> literal("true", TRUE);
            case 'f' -> literal("false", FALSE);
            case 'n' -> literal("null", Value.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(first);
            default -> throw in.unexpected(first, "looking for beginning of value");
        };
    }

    private Value object() {
        enter('{');
        int token = in.token();
        if (token == '}') {
            depth--;
            return Value.Struct.EMPTY;
        }
        var members = Value.Struct.builder();
        while (true) {
            if (token != '"') throw in.unexpected(token, "looking for beginning of object key string");
            var name = in.name();
            token = in.token();
            if (token != ':') throw in.unexpected(token, "after object key");
            paths.member(depth, name);
            if (members.put(name, value(in.token()))) repeat(name);
            token = in.token();
            if (token == '}') break;
            if (token != ',') throw in.unexpected(token, "after object key:value pair");
            token = in.token();
        }
        depth--;
        return members.build();
    }

    private void repeat(String name) {
        paths.member(depth, name);
        paths.repeat(depth);
    }

    private Value list() {
        enter('[');
        int token = in.token();
        if (token == ']') {
            depth--;
            return Value.Array.EMPTY;
        }
        var items = new ArrayList<Value>();
        while (true) {
            paths.item(depth, items.size());
            items.add(value(token));
            token = in.token();
            if (token == ']') break;
            if (token != ',') throw in.unexpected(token, "after array element");
            token = in.token();
        }
        depth--;
        return new Value.Array(items);
    }

    private void enter(char bracket) {
        if (++depth > Json.MAX_DEPTH) throw in.unexpected(bracket, "exceeded max depth");
    }

    private Value literal(String word, Value value) {
        in.literal(word);
        return value;
    }

    private Value number(int first) {
        if (in.number(first)) return Value.of(in.integer());
        var text = in.numberText();
        if (in.isWhole()) {
            try {
                return Value.of(Long.parseLong(text));
            } catch (NumberFormatException _) {
                // Larger than any 64-bit integer: a double, as the rest.
            }
        }
        double number = Double.parseDouble(text);
        if (Double.isFinite(number)) return new Value.Real(number);
        if (outOfRange == null) outOfRange = text;
        return Value.NULL;
    }
}
