package dev.outrigger.bench;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection for one request at a time, for what is not measured.
final class Client implements AutoCloseable {
    private final Wire wire;
    private final BlockingQueue<Object> heard = new ArrayBlockingQueue<>(16);
    private @Nullable Connection connection;

    private Client(Wire wire) {
        this.wire = wire;
    }

    /// @throws BenchException where the server cannot be reached
    static Client open(Wire wire, Address address, Wire.Http http) throws InterruptedException {
        var client = new Client(wire);
        wire.open(address, http, client.new Ear());
        if (client.hear() instanceof Connection opened) client.connection = opened;
        return client;
    }

    Answer send(Request request) throws InterruptedException {
        var to = java.util.Objects.requireNonNull(connection);
        wire.execute(() -> to.send(request));
        if (hear() instanceof Answer answer) return answer;
        throw new BenchException("no answer");
    }

    private Object hear() throws InterruptedException {
        var next = heard.poll(2, TimeUnit.MINUTES);
        if (next == null) throw new BenchException("nothing heard for two minutes");
        if (next instanceof String why) throw new BenchException(why);
        return next;
    }

    @Override
    public void close() {
        var open = connection;
        if (open != null) wire.execute(open::close);
    }

    private final class Ear implements Receiver {
        @Override
        public void opened(Connection on) {
            heard.offer(on);
        }

        @Override
        public void answered(Connection on, Answer answer) {
            heard.offer(answer);
        }

        @Override
        public void closed(String why) {
            heard.offer(why);
        }
    }
}
