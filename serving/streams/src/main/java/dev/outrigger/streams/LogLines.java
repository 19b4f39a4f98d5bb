package dev.outrigger.streams;

import dev.outrigger.kinds.LogLine;
import dev.outrigger.kinds.LogOptions;
import dev.outrigger.kinds.LogSink;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/// A client's log: what it wants of the lines, in the form it wants them.
final class LogLines implements LogSink {
    /// Go's `RFC3339NanoFixed`, as kubelet writes it.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final LogOptions options;
    private final Opening opening;
    private Optional<Opening.Reader> client = Optional.empty();
    private long left;
    private boolean done;

    LogLines(LogOptions options, Opening opening) {
        this.options = options;
        this.opening = opening;
        this.left = options.limitBytes().orElse(Long.MAX_VALUE);
    }

    /// Whether the client has all that it asked for.
    boolean isDone() {
        return done;
    }

    @Override
    public boolean past(Iterable<LogLine> lines) throws InterruptedException {
        if (!open()) return false;
        long most = options.tailLines().orElse(Long.MAX_VALUE);
        if (most == Long.MAX_VALUE) {
            for (var line : lines) if (!line(line)) return false;
            return true;
        }
        var last = new ArrayDeque<LogLine>();
        for (var line : lines) {
            if (isOld(line)) continue;
            last.add(line);
            if (last.size() > most) last.remove();
        }
        for (var line : last) if (!line(line)) return false;
        return true;
    }

    private boolean isOld(LogLine line) {
        return options.since().filter(line.time()::isBefore).isPresent();
    }

    @Override
    public boolean line(LogLine line) throws InterruptedException {
        if (isOld(line)) return open();
        var start = options.timestamps() ? TIME.format(line.time()) + " " : "";
        return write((start + line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean write(byte[] bytes) throws InterruptedException {
        if (!open()) return false;
        if (bytes.length == 0) return true;
        var wanted = bytes.length <= left ? bytes : Arrays.copyOf(bytes, (int) left);
        left -= wanted.length;
        boolean taken = client.orElseThrow().write(wanted);
        if (left == 0) finish();
        return taken && !done;
    }

    /// Whoever waits for more lines must hear that none are wanted.
    private void finish() {
        done = true;
        Thread.currentThread().interrupt();
    }

    private boolean open() throws InterruptedException {
        if (done) return false;
        if (client.isEmpty()) client = opening.opened();
        return client.isPresent();
    }
}
