package dev.outrigger.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Changes objects at a steady rate, each time to the moment at which the change is sent.
final class Writer implements AutoCloseable {
    static final String NAMESPACE = "watched";
    static final int OBJECTS = 16;

    private final Wire wire;
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final CountDownLatch opened = new CountDownLatch(OBJECTS);
    private volatile @Nullable String failure;
    private long started;
    private long gap;
    private long left;
    private long sent;
    private long waiting;
    private CountDownLatch done = new CountDownLatch(0);

    private Writer(Wire wire) {
        this.wire = wire;
    }

    /// Connects, once for each object.
    static Writer open(Wire wire, Address address) throws InterruptedException {
        var writer = new Writer(wire);
        for (int i = 0; i < OBJECTS; i++) {
            var lane = writer.new Lane(Cats.path(NAMESPACE, Cats.name("cat", i)));
            writer.lanes.add(lane);
            wire.open(address, Wire.Http.ONE, lane);
        }
        if (!writer.opened.await(1, TimeUnit.MINUTES)) throw new BenchException("connections did not open in time");
        return writer;
    }

    /// Makes so many changes, so many in a second, or later where the server cannot keep up.
    void write(long changes, double perSecond) throws InterruptedException {
        var finished = new CountDownLatch(1);
        wire.execute(() -> {
            started = System.nanoTime();
            gap = (long) (1e9 / perSecond);
            left = changes;
            sent = 0;
            done = finished;
            tick();
        });
        boolean ended = finished.await(5, TimeUnit.MINUTES);
        var failed = failure;
        if (failed != null) throw new BenchException("a change failed: " + failed);
        if (!ended) throw new BenchException("changes were not answered in five minutes");
    }

    private void tick() {
        while (sent + waiting < left && System.nanoTime() - started >= (sent + waiting) * gap) {
            waiting++;
            flow();
        }
        if (sent + waiting < left) wire.after(gap - (System.nanoTime() - started) % gap, this::tick);
    }

    private void flow() {
        while (waiting > 0 && !idle.isEmpty()) {
            waiting--;
            sent++;
            idle.poll().go();
        }
    }

    private void fail(String why) {
        failure = why;
        done.countDown();
    }

    @Override
    public void close() {
        wire.execute(() -> lanes.forEach(Lane::end));
    }

    private final class Lane implements Receiver {
        private final String path;
        private @Nullable Connection connection;
        private boolean ended;

        private Lane(String path) {
            this.path = path;
        }

        private void go() {
            var called = Watchers.MARK + String.format("%019d", System.nanoTime());
            java.util.Objects.requireNonNull(connection)
                    .send(Request.with("PATCH", path, Cats.MERGE, Cats.mergePatch(called)));
        }

        private void end() {
            ended = true;
            if (connection != null) connection.close();
        }

        @Override
        public void opened(Connection on) {
            connection = on;
            idle.add(this);
            opened.countDown();
        }

        @Override
        public void answered(Connection on, Answer answer) {
            Script.expect(200, answer).ifPresent(Writer.this::fail);
            idle.add(this);
            flow();
            if (sent == left && idle.size() == lanes.size()) done.countDown();
        }

        @Override
        public void closed(String why) {
            if (!ended) fail(why);
        }
    }
}
