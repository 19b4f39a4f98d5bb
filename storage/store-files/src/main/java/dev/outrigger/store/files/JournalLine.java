package dev.outrigger.store.files;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What one line of the journal tells.
sealed interface JournalLine {
    /// The oldest revision that the journal tells of; what was there then follows.
    record Base(Revision revision) implements JournalLine {}

    /// An entry that was there at the base.
    record Kept(Entry entry) implements JournalLine {}

    /// A key got a value.
    record Put(Entry entry) implements JournalLine {}

    /// A key was removed.
    record Removed(String key, Revision revision) implements JournalLine {}

    /// What is older than this revision is forgotten.
    record Compacted(Revision revision) implements JournalLine {}

    /// The store was closed: all files are as the journal tells.
    record Clean() implements JournalLine {}

    static JournalLine of(Event change) {
        return switch (change) {
            case Event.Put put -> new Put(put.entry());
            case Event.Removed removed -> new Removed(removed.key(), removed.revision());
        };
    }

    default byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (this) {
                case Base(var revision) -> {
                    out.writeByte(1);
                    out.writeLong(revision.number());
                }
                case Kept(var entry) -> write(out, 2, entry);
                case Put(var entry) -> write(out, 3, entry);
                case Removed(var key, var revision) -> {
                    out.writeByte(4);
                    out.writeLong(revision.number());
                    write(out, key.getBytes(StandardCharsets.UTF_8));
                }
                case Compacted(var revision) -> {
                    out.writeByte(5);
                    out.writeLong(revision.number());
                }
                case Clean() -> out.writeByte(6);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, int type, Entry entry) throws IOException {
        out.writeByte(type);
        out.writeLong(entry.created().number());
        out.writeLong(entry.modified().number());
        write(out, entry.key().getBytes(StandardCharsets.UTF_8));
        write(out, entry.value());
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// @throws IOException where the bytes are no line
    static JournalLine of(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        int type = in.readByte();
        return switch (type) {
            case 1 -> new Base(revision(in));
            case 2 -> new Kept(entry(in));
            case 3 -> new Put(entry(in));
            case 4 -> {
                var revision = revision(in);
                yield new Removed(text(in), revision);
            }
            case 5 -> new Compacted(revision(in));
            case 6 -> new Clean();
            default -> throw new IOException("unknown line " + type);
        };
    }

    private static Revision revision(DataInputStream in) throws IOException {
        long number = in.readLong();
        if (number < 1) throw new IOException("no revision: " + number);
        return new Revision(number);
    }

    private static Entry entry(DataInputStream in) throws IOException {
        var created = revision(in);
        var modified = revision(in);
        return new Entry(text(in), data(in), created, modified);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(data(in), StandardCharsets.UTF_8);
    }

    private static byte[] data(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) throw new IOException("cut short");
        return in.readNBytes(length);
    }
}
