package dev.outrigger.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Connections that each send their script's next request as soon as the last one is answered and found right.
///
/// Open for the whole life of a row: warmed up, then measured in windows.
final class Loop implements AutoCloseable {
    private static final int SECONDS_TO_CONNECT = 60;

    private final Wire wire;
    private final List<Lane> lanes = new ArrayList<>();
    private final CountDownLatch opened;
    private volatile @Nullable String failure;
    // Belong to the event loop.
    private boolean running;
    private int busy;
    private Latencies latencies = new Latencies();
    private CountDownLatch idle = new CountDownLatch(0);

    private Loop(Wire wire, int connections) {
        this.wire = wire;
        this.opened = new CountDownLatch(connections);
    }

    /// Connects.
    ///
    /// @param script what the connection of that number does
    /// @throws BenchException where a connection fails
    static Loop open(Wire wire, Address address, Wire.Http http, int connections, IntFunction<Script> script)
            throws InterruptedException {
        var loop = new Loop(wire, connections);
        for (int i = 0; i < connections; i++) {
            var lane = loop.new Lane(script.apply(i));
            loop.lanes.add(lane);
            wire.open(address, http, lane);
        }
        if (!loop.opened.await(SECONDS_TO_CONNECT, TimeUnit.SECONDS)) loop.fail("connections did not open in time");
        loop.check();
        return loop;
    }

    /// Runs for that long and lets what is under way end.
    ///
    /// @throws BenchException where an answer is wrong
    Latencies run(long nanos) throws InterruptedException {
        var ended = new CountDownLatch(1);
        wire.execute(() -> {
            running = true;
            latencies = new Latencies();
            idle = ended;
            busy = lanes.size();
            lanes.forEach(Lane::go);
        });
        boolean early = ended.await(nanos, TimeUnit.NANOSECONDS);
        wire.execute(() -> running = false);
        if (!early && !ended.await(2, TimeUnit.MINUTES)) fail("answers did not come in two minutes");
        check();
        return latencies;
    }

    private void check() {
        var failed = failure;
        if (failed != null) throw new BenchException(failed);
    }

    private void fail(String why) {
        if (failure == null) failure = why;
        running = false;
        while (opened.getCount() > 0) opened.countDown();
        idle.countDown();
    }

    @Override
    public void close() {
        wire.execute(() -> lanes.forEach(Lane::end));
    }

    /// One connection and its script.
    private final class Lane implements Receiver {
        private final Script script;
        private @Nullable Connection connection;
        private long sent;
        private boolean ended;

        private Lane(Script script) {
            this.script = script;
        }

        private void go() {
            var request = script.next();
            if (request == null) {
                rest();
                return;
            }
            sent = System.nanoTime();
            java.util.Objects.requireNonNull(connection).send(request);
        }

        private void rest() {
            if (--busy == 0) idle.countDown();
        }

        private void end() {
            ended = true;
            Optional.ofNullable(connection).ifPresent(Connection::close);
        }

        @Override
        public void opened(Connection on) {
            connection = on;
            opened.countDown();
        }

        @Override
        public void answered(Connection on, Answer answer) {
            latencies.add(System.nanoTime() - sent);
            script.wrong(answer).ifPresent(Loop.this::fail);
            if (running) go();
            else rest();
        }

        @Override
        public void closed(String why) {
            if (!ended) fail(why);
        }
    }
}
