package dev.outrigger.store.files;

import dev.outrigger.store.Event;
import dev.outrigger.store.MemoryStore;
import dev.outrigger.store.StoreException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The store's memory on disk: every change since the oldest revision that is held, each with its checksum. A change is
/// committed when its line is on the disk.
///
/// A line is its length, the length's complement, the checksum, and what it tells. A last line that was cut by a crash
/// was never acknowledged and is dropped; damage before the end is refused.
final class Journal implements AutoCloseable {
    private static final byte[] MAGIC = "outrigger journal 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 12;
    private static final long LEAST_TO_REWRITE = 8 << 20;

    private final Path file;
    private FileChannel channel;
    private long end;
    private long before;
    private boolean broken;
    private long rewriteAbove;

    private Journal(Path file, FileChannel channel, long end) {
        this.file = file;
        this.channel = channel;
        this.end = end;
        this.rewriteAbove = Math.max(LEAST_TO_REWRITE, 2 * end);
    }

    /// Opens the journal and tells what is in it.
    ///
    /// @throws StoreException where it is damaged or cannot be read
    static Journal open(Path file, Past past) {
        try {
            if (!Files.exists(file)) create(file);
            long end = read(file, past);
            var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(end);
            return new Journal(file, channel, end);
        } catch (IOException e) {
            throw new StoreException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Path file) throws IOException {
        Disk.replace(file, file.resolveSibling("journal.new"), List.of(MAGIC));
    }

    /// @return where the last whole line ends
    private static long read(Path file, Past past) throws IOException {
        long size = Files.size(file);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) throw new IOException("it is no journal of ours");
            long at = MAGIC.length;
            while (at + HEAD <= size) {
                int length = in.readInt();
                int complement = in.readInt();
                int sum = in.readInt();
                if (length == 0 && complement == 0 && sum == 0 && onlyZeros(in)) break;
                if (length <= 0 || complement != ~length) throw new IOException("it is damaged at byte " + at);
                if (length > size - at - HEAD) break;
                byte[] bytes = in.readNBytes(length);
                if (sum(bytes) != sum) {
                    if (at + HEAD + length >= size) break;
                    throw new IOException("it is damaged at byte " + at);
                }
                past.add(JournalLine.of(bytes));
                at += HEAD + length;
            }
            return at;
        }
    }

    /// What a power cut leaves where a line was to be.
    private static boolean onlyZeros(DataInputStream in) throws IOException {
        for (int one = in.read(); one >= 0; one = in.read()) if (one != 0) return false;
        return true;
    }

    private static int sum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] encoded(JournalLine line) {
        byte[] bytes = line.bytes();
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(bytes.length)
                .putInt(~bytes.length)
                .putInt(sum(bytes))
                .put(bytes)
                .array();
    }

    /// Adds a line; it is on the disk when this returns.
    ///
    /// @throws IOException where it is not; nothing of it is left then
    void append(JournalLine line) throws IOException {
        if (broken) throw new IOException("the journal " + file + " could not be mended after a failure: start anew");
        var rest = ByteBuffer.wrap(encoded(line));
        before = end;
        try {
            while (rest.hasRemaining()) end += channel.write(rest, end);
            channel.force(false);
        } catch (IOException failed) {
            takeBack();
            throw failed;
        }
    }

    /// Takes the last line away again.
    void takeBack() throws IOException {
        broken = true;
        channel.truncate(before);
        channel.force(false);
        end = before;
        broken = false;
    }

    /// Whether it has grown enough to be written anew.
    boolean isLong() {
        return end > rewriteAbove;
    }

    /// Writes it anew, with what is still held.
    void rewrite(MemoryStore.Start held) throws IOException {
        var lines = new ArrayList<byte[]>();
        lines.add(MAGIC);
        lines.add(encoded(new JournalLine.Base(held.first())));
        held.entries().forEach(entry -> lines.add(encoded(new JournalLine.Kept(entry))));
        for (Event change : held.changes()) lines.add(encoded(JournalLine.of(change)));
        Disk.replace(file, file.resolveSibling("journal.new"), lines);
        channel.close();
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        end = channel.size();
        rewriteAbove = Math.max(LEAST_TO_REWRITE, 2 * end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
