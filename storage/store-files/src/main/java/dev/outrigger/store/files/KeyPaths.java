package dev.outrigger.store.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the file of a key is, below the root: `/animal.skai.io/cats/home/tom` is `animal.skai.io/cats/home/tom.json`.
///
/// What a file system may not take, or may not tell apart, is percent-encoded: upper-case letters (some do not tell
/// case
/// apart), what Windows forbids, anything beyond ASCII (some rewrite accents), a folder's name that ends like a file's.
/// An empty part is a lone `%`. A part longer than 200 bytes goes on in folders below: all but its last
/// piece end in `~`.
final class KeyPaths {
    private static final String SUFFIX = ".json";
    private static final int LONGEST = 200;
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final String HEX = "0123456789abcdef";
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

    private KeyPaths() {}

    /// @throws IllegalArgumentException where the key does not start with a slash
    static Path path(Path root, String key) {
        if (!key.startsWith("/")) throw new IllegalArgumentException("a key starts with a slash, not " + key);
        var path = root;
        var parts = key.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            var rest = encoded(parts[i], last);
            while (rest.length() > LONGEST) {
                int cut = cut(rest);
                path = path.resolve(rest.substring(0, cut) + "~");
                rest = rest.substring(cut);
            }
            path = path.resolve(last ? rest + SUFFIX : rest);
        }
        return path;
    }

    /// The key of a file; empty where the path is that of none.
    static Optional<String> key(Path root, Path file) {
        var relative = root.relativize(file);
        var key = new StringBuilder();
        var part = new StringBuilder();
        for (int i = 0; i < relative.getNameCount(); i++) {
            var name = relative.getName(i).toString();
            boolean last = i == relative.getNameCount() - 1;
            if (last && !name.endsWith(SUFFIX)) return Optional.empty();
            if (last) name = name.substring(0, name.length() - SUFFIX.length());
            boolean goesOn = !last && name.endsWith("~");
            part.append(goesOn ? name.substring(0, name.length() - 1) : name);
            if (goesOn) continue;
            var decoded = decoded(part.toString());
            if (decoded.isEmpty()) return Optional.empty();
            key.append('/').append(decoded.get());
            part.setLength(0);
        }
        var text = key.toString();
        // Two paths never stand for one key.
        return path(root, text).equals(file) ? Optional.of(text) : Optional.empty();
    }

    private static String encoded(String part, boolean last) {
        if (part.isEmpty()) return "%";
        var text = new StringBuilder();
        for (byte one : part.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xff);
            if (PLAIN.indexOf(c) >= 0) text.append(c);
            else text.append(escape(c));
        }
        if (text.charAt(0) == '.' || isReserved(part)) text.replace(0, 1, escape(text.charAt(0)));
        int end = text.length() - 1;
        if (text.charAt(end) == '.') text.replace(end, end + 1, escape('.'));
        if (!last && text.toString().endsWith(SUFFIX)) {
            int dot = text.length() - SUFFIX.length();
            text.replace(dot, dot + 1, escape('.'));
        }
        return text.toString();
    }

    /// The names of devices, with anything after a dot.
    private static boolean isReserved(String part) {
        var stem = part.contains(".") ? part.substring(0, part.indexOf('.')) : part;
        return RESERVED.contains(stem) || stem.matches("(com|lpt)[0-9]");
    }

    private static String escape(char c) {
        return "%" + HEX.charAt(c >> 4) + HEX.charAt(c & 15);
    }

    /// Where to cut, not inside an escape.
    private static int cut(String text) {
        int escape = text.lastIndexOf('%', LONGEST - 1);
        return escape > LONGEST - 3 ? escape : LONGEST;
    }

    private static Optional<String> decoded(String text) {
        if (text.equals("%")) return Optional.of("");
        if (text.isEmpty()) return Optional.empty();
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) return Optional.empty();
                int high = HEX.indexOf(text.charAt(i + 1));
                int low = HEX.indexOf(text.charAt(i + 2));
                if (high < 0 || low < 0) return Optional.empty();
                bytes.write(high << 4 | low);
                i += 2;
            } else if (PLAIN.indexOf(c) >= 0) {
                bytes.write(c);
            } else {
                return Optional.empty();
            }
        }
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var decoded = decoder.decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
            return decoded.contains("/") ? Optional.empty() : Optional.of(decoded);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// The folders between the root and a file, the outermost first.
    static List<Path> folders(Path root, Path file) {
        var folders = new ArrayList<Path>();
        var folder = file.getParent();
        for (; folder != null && !folder.equals(root); folder = folder.getParent()) folders.addFirst(folder);
        return folders;
    }
}
