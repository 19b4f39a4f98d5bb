package dev.outrigger.bench;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Clients that watch a namespace: they count events, and where the writer put the time into an object, how long its
/// event took.
final class Watchers implements AutoCloseable {
    /// What a time follows in an object's text: nanoseconds of this process's clock, in 19 digits.
    static final String MARK = "sent-";

    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 19;

    private final Wire wire;
    private final boolean timed;
    private final int watchers;
    private final List<Ear> ears = new ArrayList<>();
    private final CountDownLatch opened;
    private volatile @Nullable String failure;
    private volatile long events;
    private Latencies latencies = new Latencies();
    private boolean closing;

    private Watchers(Wire wire, boolean timed, int watchers, int connections) {
        this.wire = wire;
        this.timed = timed;
        this.watchers = watchers;
        opened = new CountDownLatch(connections);
    }

    /// Opens watches, spread evenly over connections.
    ///
    /// @param path what is watched, from which revision on
    /// @param timed whether events carry the time they were sent at
    static Watchers open(
            Wire wire, Address address, Wire.Http http, String path, int watchers, int connections, boolean timed)
            throws InterruptedException {
        var all = new Watchers(wire, timed, watchers, connections);
        for (int i = 0; i < connections; i++) {
            var ear = all.new Ear(path, watchers / connections);
            all.ears.add(ear);
            wire.open(address, http, ear);
        }
        if (!all.opened.await(2, TimeUnit.MINUTES)) throw new BenchException("watches did not open in time");
        all.check();
        return all;
    }

    /// Forgets the events and times so far.
    void reset() throws InterruptedException {
        var done = new CountDownLatch(1);
        wire.execute(() -> {
            events = 0;
            latencies = new Latencies();
            done.countDown();
        });
        done.await();
    }

    /// Waits until every watcher has had this many events since the reset, and not one more.
    void await(long each) throws InterruptedException {
        long start = System.nanoTime();
        while (events < each * watchers) {
            check();
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(2)) {
                throw new BenchException(events + " events came instead of " + each * watchers);
            }
            Thread.sleep(5);
        }
        check();
        if (events > each * watchers) throw new BenchException("more events came than changes were made");
    }

    long events() {
        return events;
    }

    Latencies latencies() {
        return latencies;
    }

    private void check() {
        var failed = failure;
        if (failed != null) throw new BenchException("a watch ended: " + failed);
    }

    @Override
    public void close() {
        wire.execute(() -> {
            closing = true;
            for (var ear : ears) {
                if (ear.connection != null) ear.connection.close();
            }
        });
    }

    /// One connection with its watches.
    private final class Ear implements Receiver {
        private final Request request;
        private final int watches;
        private @Nullable Connection connection;
        private byte[] line = new byte[4 << 10];
        private int length;

        private Ear(String path, int watches) {
            request = Request.get(path);
            this.watches = watches;
        }

        @Override
        public void opened(Connection on) {
            connection = on;
            for (int i = 0; i < watches; i++) on.send(request);
            opened.countDown();
        }

        @Override
        public void data(ByteBuf piece) {
            int from = piece.readerIndex();
            int to = piece.writerIndex();
            while (from < to) {
                int end = piece.forEachByte(from, to - from, ByteProcessor.FIND_LF);
                int until = end < 0 ? to : end + 1;
                if (timed) keep(piece, from, until - from);
                if (end >= 0) event();
                from = until;
            }
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // written on the event loop alone
        private void event() {
            events++;
            if (!timed) return;
            long sent = sent();
            if (sent > 0) latencies.add(System.nanoTime() - sent);
            length = 0;
        }

        private void keep(ByteBuf piece, int from, int count) {
            if (length + count > line.length) line = Arrays.copyOf(line, (length + count) * 2);
            piece.getBytes(from, line, length, count);
            length += count;
        }

        private long sent() {
            for (int i = 0; i + MARK_BYTES.length + DIGITS < length; i++) {
                if (!Arrays.equals(line, i, i + MARK_BYTES.length, MARK_BYTES, 0, MARK_BYTES.length)) continue;
                return Long.parseLong(new String(line, i + MARK_BYTES.length, DIGITS, StandardCharsets.US_ASCII));
            }
            return 0;
        }

        @Override
        public void answered(Connection on, Answer answer) {
            if (!closing) failure = "answered " + answer.status() + " after " + answer.length() + " bytes";
        }

        @Override
        public void closed(String why) {
            if (!closing) failure = why;
            opened.countDown();
        }
    }
}
