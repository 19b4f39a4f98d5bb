package dev.outrigger.codec;

import dev.outrigger.meta.Value;

/// YAML, read and written as `sigs.k8s.io/yaml` does, which is YAML 1.1 where the versions differ.
///
/// Reading: `yes`, `no`, `on`, `off`, `y` and `n` are booleans (also as keys, which then are the strings `true`
/// and `false`), `0777` and `0o777` are octal, `<<` merges, times stay strings, `.inf` and `.nan` are refused,
/// and whole floats are integers as in JSON. Other keys than strings become strings. Anchors are shared, not
/// copied, and may not blow a document up. Unlike upstream, which drops what follows the first document, a
/// stream of several is refused.
///
/// Writing: block style, members sorted by name, lists not indented, long lines folded at 80 columns.
public final class Yaml {
    private Yaml() {}

    /// Reads one document. JSON is YAML and takes the fast way.
    ///
    /// @throws DecodeException with a sentence like upstream's, such as `yaml: line 2: …`, where the bytes are
    ///     no document, are no JSON either, or nest deeper than [Json#MAX_DEPTH]
    public static Decoded decode(byte[] document) {
        if (looksLikeJson(document)) {
            try {
                return Json.decode(document);
            } catch (DecodeException _) {
                // A flow mapping, perhaps; if not, the sentence shall be YAML's.
            }
        }
        return new YamlReader(document).document();
    }

    /// The document, ending in a line break.
    public static byte[] encode(Value value) {
        return new YamlWriter().document(value);
    }

    private static boolean looksLikeJson(byte[] document) {
        for (byte b : document) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') return b == '{';
        }
        return false;
    }
}
