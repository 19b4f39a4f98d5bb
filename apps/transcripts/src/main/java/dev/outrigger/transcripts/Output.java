package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// What a process says on one of its streams, kept as it comes.
public final class Output {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private boolean ended;
    private int read;

    private Output() {}

    static Output of(InputStream stream) {
        var output = new Output();
        Thread.ofVirtual().start(() -> output.copy(stream));
        return output;
    }

    private void copy(InputStream stream) {
        var buffer = new char[4096];
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) append(buffer, count);
        } catch (IOException _) {
            // The process was destroyed: that is the end of what it says.
        }
        lock.lock();
        try {
            ended = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void append(char[] buffer, int count) {
        lock.lock();
        try {
            text.append(buffer, 0, count);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// All that was said so far.
    public String soFar() {
        lock.lock();
        try {
            return text.toString();
        } finally {
            lock.unlock();
        }
    }

    /// All that was said, once the stream has ended.
    public String whole(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!ended) {
                if (left <= 0) throw new AssertionError("still open after " + patience + ", so far:\n" + text);
                left = grown.awaitNanos(left);
            }
            return text.toString();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted, so far:\n" + text, interrupted);
        } finally {
            lock.unlock();
        }
    }

    /// The next line that matches as a whole; those before it are passed over.
    public String next(String regex, Duration patience) {
        var pattern = Pattern.compile("(?m)^" + regex + "$(?=\\R)");
        lock.lock();
        try {
            long left = patience.toNanos();
            while (true) {
                var matcher = pattern.matcher(text);
                if (matcher.find(read)) {
                    read = matcher.end();
                    return matcher.group();
                }
                if (ended || left <= 0) {
                    throw new AssertionError("no line " + regex + (ended ? " before the end" : " within " + patience)
                            + ", but:\n" + text.substring(read));
                }
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for " + regex, interrupted);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return soFar();
    }
}
