package dev.outrigger.codec;

import dev.outrigger.meta.Value;

/// JSON, read and written as the Go servers do.
///
/// Reading takes what `sigs.k8s.io/json` takes: 64-bit integers stay integers and other numbers become
/// doubles; names are case-sensitive; of members of one name the last counts and the repetition is reported;
/// every byte that is no part of valid UTF-8 and every lone surrogate escape becomes U+FFFD; a byte order mark
/// is refused.
///
/// Writing gives the bytes of Go's `encoding/json`: no spaces, `<`, `>`, `&`, U+2028 and U+2029 as escapes,
/// doubles as `1.5`, `1` or `1e+21`. Members keep the order of the value; a Go server sorts those of untyped
/// objects.
public final class Json {

    /// How deep lists and objects may nest in a document of any format. Go allows 10,000, since its stacks
    /// grow.
    ///
    /// Here walks of a tree (comparing, hashing, printing, converting) are recursive: a thread with the usual
    /// stack of 1 MB overflows in [Object#equals(Object)] at about 520 levels, measured with the interpreter,
    /// and virtual threads are no roomier. API objects nest a few dozen levels, the schemas of custom resources
    /// somewhat more.
    public static final int MAX_DEPTH = 200;

    private Json() {}

    /// Reads one document, which must be all there is but for white space.
    ///
    /// @throws DecodeException with Go's sentence, such as `unexpected end of JSON input`, where the bytes are
    ///     no document, hold a number beyond the range of doubles, or nest deeper than [Json#MAX_DEPTH]
    public static Decoded decode(byte[] document) {
        return new JsonReader(document).document();
    }

    /// The value on one line, with no line break after it.
    public static byte[] encode(Value value) {
        var out = new ByteBuilder(512);
        encodeTo(value, out);
        return out.toByteArray();
    }

    /// Appends what [Json#encode(Value)] returns.
    public static void encodeTo(Value value, ByteBuilder out) {
        new JsonWriter(out, false).write(value, 0);
    }

    /// The value on many lines, indented by two spaces a level, with no line break after it.
    public static byte[] encodePretty(Value value) {
        var out = new ByteBuilder(1024);
        new JsonWriter(out, true).write(value, 0);
        return out.toByteArray();
    }

    /// The stored object with `metadata.resourceVersion` set, without building a tree: stores hold objects
    /// without it, since it is known only once the write has happened.
    ///
    /// A revision that is there is replaced. The new one stands where upstream writes it, behind the names and
    /// the uid. White space at the end is left out. All other bytes are copied as they are.
    ///
    /// @param stored one object in well-formed JSON, in which the names `metadata` and `resourceVersion` carry
    ///     no escapes
    /// @param revision decimal digits
    /// @throws IllegalArgumentException where the bytes are no object
    public static byte[] withResourceVersion(byte[] stored, String revision) {
        return new ResourceVersionSplice(stored, revision).spliced();
    }
}
