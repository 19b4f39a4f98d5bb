package dev.outrigger.codec;

import dev.outrigger.meta.Value;

/// CBOR as Kubernetes has it (KEP-4222): the values of JSON, no more.
///
/// Written documents start with the bytes `d9d9f7` (self-described CBOR), hold strings as byte strings, members
/// sorted by their encoded names and numbers in the least width that keeps them, so equal values give equal
/// bytes.
///
/// Reading takes text and byte strings alike, of definite and indefinite length; looks through tags, of which
/// the expected-encoding ones turn bytes into base64 or hexadecimal text and the time ones into RFC 3339; and
/// refuses undefined and other simple values, integers beyond 64 signed bits, numbers that are not finite,
/// keys that are no strings, and repeated members. Bytes of a byte string that are no UTF-8 become U+FFFD.
public final class Cbor {
    private Cbor() {}

    /// Reads one data item, which must be all there is. It has no duplicates: they are refused.
    ///
    /// @throws DecodeException with the sentence of upstream's library where the bytes are no such item or nest
    ///     deeper than [Json#MAX_DEPTH]
    public static Decoded decode(byte[] document) {
        return new CborReader(document).document();
    }

    /// The value with the prefix that marks it as CBOR.
    public static byte[] encode(Value value) {
        var out = new ByteBuilder(512);
        encodeTo(value, out);
        return out.toByteArray();
    }

    /// Appends what [Cbor#encode(Value)] returns.
    public static void encodeTo(Value value, ByteBuilder out) {
        out.append(prefix());
        new CborWriter(out).write(value);
    }

    /// The prefix that marks a document as CBOR.
    public static byte[] prefix() {
        return new byte[] {(byte) 0xd9, (byte) 0xd9, (byte) 0xf7};
    }

    /// The value without the prefix: what stands inside a document.
    public static byte[] encodeItem(Value value) {
        var out = new ByteBuilder(512);
        new CborWriter(out).write(value);
        return out.toByteArray();
    }

    /// A document in two parts, between which the items of one list go.
    ///
    /// @param before up to and including the head of the list
    /// @param after what follows the last item
    public record Halves(byte[] before, byte[] after) {}

    /// The document, but for the items of one of its lists, which are put in as they were encoded by [#encodeItem].
    ///
    /// @param list the member that is the list, whatever it holds here
    /// @param count how many items there will be
    public static Halves around(Value.Struct document, String list, int count) {
        return CborWriter.halves(document, list, count);
    }
}
