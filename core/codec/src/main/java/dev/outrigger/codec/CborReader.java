package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds the tree of a CBOR data item, by descent.
final class CborReader {
    private static final int INDEFINITE = 31;

    private final CborScanner in;
    private int depth;
    /// The tag that asks for the text form of the byte strings being read; 0 where none does.
    private int encoding;

    CborReader(byte[] document) {
        in = new CborScanner(document);
    }

    Decoded document() {
        in.skipSelfDescription();
        var value = value(in.next());
        in.end();
        return new Decoded(value, List.of());
    }

    private Value value(int first) {
        return switch (first >> 5) {
            case 0 -> integer(first, false);
            case 1 -> integer(first, true);
            case 2 -> Value.of(encoding == 0 ? in.string(first) : CborTags.encoded(encoding, in.bytes(first)));
            case 3 -> Value.of(in.string(first));
            case 4 -> list(first);
            case 5 -> object(first);
            case 6 -> tagged(first);
            default -> primitive(first);
        };
    }

    private Value integer(int first, boolean negative) {
        long argument = in.argument(first);
        if (argument >= 0) return Value.of(negative ? ~argument : argument);
        var digits = negative
                ? new BigInteger(Long.toUnsignedString(argument)).not().toString()
                : Long.toUnsignedString(argument);
        throw new DecodeException("cbor: cannot unmarshal " + CborScanner.typeName(first)
                + " into Go value of type int64 (" + digits + " overflows Go's int64)");
    }

    private Value list(int first) {
        enter();
        var items = new ArrayList<Value>();
        if ((first & 31) == INDEFINITE) {
            for (int item = in.next(); item != CborScanner.BREAK; item = in.next()) items.add(value(item));
        } else {
            for (long left = in.count(first, 1); left > 0; left--) items.add(value(in.next()));
        }
        depth--;
        return new Value.Array(items);
    }

    private Value object(int first) {
        enter();
        var members = new LinkedHashMap<String, Value>();
        if ((first & 31) == INDEFINITE) {
            for (int key = in.next(); key != CborScanner.BREAK; key = in.next()) member(members, key);
        } else {
            for (long left = in.count(first, 2); left > 0; left--) member(members, in.next());
        }
        depth--;
        return new Value.Struct(members);
    }

    private void member(Map<String, Value> members, int key) {
        int major = key >> 5;
        if (major == 6) {
            if (!(tagged(key) instanceof Value.Text(var name))) throw noString(key);
            put(members, name);
        } else if (major == 2 || major == 3) {
            put(members, in.string(key));
        } else {
            throw noString(key);
        }
    }

    private void put(Map<String, Value> members, String name) {
        int index = members.size();
        if (members.put(name, value(in.next())) != null) {
            throw new DecodeException("cbor: found duplicate map key \"" + name + "\" at map element index " + index);
        }
    }

    private static DecodeException noString(int key) {
        return new DecodeException(
                "cbor: cannot unmarshal " + CborScanner.typeName(key) + " into Go value of type string");
    }

    /// The content of a tagged item. Tags nest like lists.
    private Value tagged(int first) {
        long tag = in.argument(first);
        enter();
        int content = in.next();
        var value = switch (Math.clamp(tag, -1, 100)) {
            case 0 -> CborTags.time(value(content));
            case 1 -> CborTags.epoch(value(content));
            case 2, 3 -> throw CborScanner.unacceptable(first, "bignum");
            case 21, 22, 23 -> encoded((int) tag, content);
            default -> value(content);
        };
        depth--;
        return value;
    }

    private Value encoded(int tag, int content) {
        int before = encoding;
        encoding = tag;
        var value = value(content);
        encoding = before;
        return value;
    }

    private Value primitive(int first) {
        return switch (first & 31) {
            case 20 -> Value.of(false);
            case 21 -> Value.of(true);
            case 22 -> Value.NULL;
            case 24 -> {
                long simple = in.argument(first);
                if (simple < 32) throw in.invalidSimple(first, simple);
                throw unrecognized(first, simple);
            }
            case 25 -> real(first, Float.float16ToFloat((short) in.argument(first)));
            case 26 -> real(first, Float.intBitsToFloat((int) in.argument(first)));
            case 27 -> real(first, Double.longBitsToDouble(in.argument(first)));
            case 28, 29, 30 -> throw in.invalidInformation(first);
            case INDEFINITE -> throw new DecodeException("cbor: unexpected \"break\" code");
            default -> throw unrecognized(first, first & 31);
        };
    }

    private static Value real(int first, double number) {
        if (Double.isFinite(number)) return new Value.Real(number);
        throw CborScanner.unacceptable(first, Double.isNaN(number) ? "floating-point NaN" : "floating-point infinity");
    }

    private static DecodeException unrecognized(int first, long simple) {
        return CborScanner.unacceptable(first, "simple value " + simple + " is not recognized");
    }

    private void enter() {
        if (++depth > Json.MAX_DEPTH) {
            throw new DecodeException("cbor: exceeded max nested level " + Json.MAX_DEPTH);
        }
    }
}
