package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Writes values in CBOR's deterministic form.
final class CborWriter {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int LIST = 4;
    private static final int MAP = 5;

    private final ByteBuilder out;

    CborWriter(ByteBuilder out) {
        this.out = out;
    }

    void write(Value value) {
        switch (value) {
            case Value.Null _ -> out.append(0xf6);
            case Value.Bool(var bool) -> out.append(bool ? 0xf5 : 0xf4);
            case Value.Int(var number) -> head(number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? ~number : number);
            case Value.Real(var number) -> real(number);
            case Value.Text(var text) -> bytes(utf8(text));
            case Value.Array(var items) -> {
                head(LIST, items.size());
                for (Value item : items) write(item);
            }
            case Value.Struct(var members) -> object(members);
        }
    }

    /// The order of encoded names: by length, then by bytes.
    private static final Comparator<Map.Entry<byte[], Value>> ORDER = Comparator.<Map.Entry<byte[], Value>>comparingInt(
                    member -> member.getKey().length)
            .thenComparing(Map.Entry::getKey, Arrays::compareUnsigned);

    private void object(Map<String, Value> members) {
        head(MAP, members.size());
        for (var member : sorted(members)) {
            bytes(member.getKey());
            write(member.getValue());
        }
    }

    private static List<Map.Entry<byte[], Value>> sorted(Map<String, Value> members) {
        var sorted = new ArrayList<Map.Entry<byte[], Value>>(members.size());
        members.forEach((name, value) -> sorted.add(Map.entry(utf8(name), value)));
        sorted.sort(ORDER);
        return sorted;
    }

    static Cbor.Halves halves(Value.Struct document, String list, int count) {
        var out = new ByteBuilder(256);
        var writer = new CborWriter(out.append(Cbor.prefix()));
        var name = utf8(list);
        var before = new byte[0];
        writer.head(MAP, document.members().size());
        for (var member : sorted(document.members())) {
            writer.bytes(member.getKey());
            if (!Arrays.equals(member.getKey(), name)) {
                writer.write(member.getValue());
                continue;
            }
            writer.head(LIST, count);
            before = out.toByteArray();
            out.clear();
        }
        return new Cbor.Halves(before, out.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void bytes(byte[] bytes) {
        head(BYTES, bytes.length);
        out.append(bytes);
    }

    private void real(double number) {
        float single = (float) number;
        if (single != number) {
            out.append(0xfb);
            number(Double.doubleToRawLongBits(number), 8);
            return;
        }
        short half = Float.floatToFloat16(single);
        boolean fitsHalf = Float.float16ToFloat(half) == single;
        out.append(fitsHalf ? 0xf9 : 0xfa);
        number(fitsHalf ? half : Float.floatToRawIntBits(single), fitsHalf ? 2 : 4);
    }

    /// The item's first byte and its argument, in as few bytes as it needs. The argument is never above 2^63.
    private void head(int major, long argument) {
        int first = major << 5;
        if (argument < 24) out.append(first | (int) argument);
        else if (argument <= 0xff) argument(first | 24, argument, 1);
        else if (argument <= 0xffff) argument(first | 25, argument, 2);
        else if (argument <= 0xffff_ffffL) argument(first | 26, argument, 4);
        else argument(first | 27, argument, 8);
    }

    private void argument(int first, long argument, int width) {
        out.append(first);
        number(argument, width);
    }

    private void number(long number, int width) {
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) out.append((int) (number >>> shift));
    }
}
