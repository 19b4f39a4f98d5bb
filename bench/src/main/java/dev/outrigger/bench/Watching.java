package dev.outrigger.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// What watches cost, and how long events take.
final class Watching {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WHOLE = 1 << 20;
    private static final int WARM_UP = 100;

    private final Wire wire;
    private final Bench bench;

    Watching(Wire wire, Bench bench) {
        this.wire = wire;
        this.bench = bench;
    }

    /// What one run gave.
    ///
    /// @param eventMicros the server's CPU microseconds for each event that arrived, those of the changes included
    /// @param perSecond events in a second
    /// @param medianMillis from sending the change to having its event, in the middle
    /// @param p99Millis the same, for one in a hundred
    record Result(double eventMicros, double perSecond, double medianMillis, double p99Millis) {}

    /// How watches are made.
    ///
    /// @param watchers how many
    /// @param connections on how many connections
    /// @param http over which HTTP
    /// @param changes how many changes are made
    /// @param perSecond how many in a second
    record Shape(int watchers, int connections, Wire.Http http, long changes, double perSecond) {}

    /// Makes the objects that are changed.
    void seed() throws InterruptedException {
        bench.load().seed(Writer.NAMESPACE, "cat", Writer.OBJECTS);
    }

    Result run(Shape shape) throws InterruptedException {
        var running = bench.running();
        var path = Cats.path(Writer.NAMESPACE) + "?watch=1&resourceVersion=" + revision();
        try (var writer = Writer.open(wire, running.address());
                var watchers = Watchers.open(
                        wire,
                        running.address(),
                        shape.http(),
                        path,
                        shape.watchers(),
                        shape.connections(),
                        shape.watchers() == shape.connections())) {
            writer.write(WARM_UP, shape.perSecond());
            watchers.await(WARM_UP);
            watchers.reset();
            long before = running.server().cpuNanos();
            long start = System.nanoTime();
            writer.write(shape.changes(), shape.perSecond());
            watchers.await(shape.changes());
            double seconds = (System.nanoTime() - start) / 1e9;
            long cpu = running.server().cpuNanos() - before;
            var latencies = watchers.latencies();
            return new Result(
                    cpu / 1e3 / watchers.events(),
                    watchers.events() / seconds,
                    latencies.millis(0.5),
                    latencies.millis(0.99));
        }
    }

    private String revision() throws InterruptedException {
        try (var client = Client.open(wire, bench.running().address(), Wire.Http.ONE)) {
            var answer = client.send(Request.get(Cats.path(Writer.NAMESPACE)).keeping(WHOLE));
            return JSON.readTree(answer.body()).at("/metadata/resourceVersion").asText();
        } catch (IOException bad) {
            throw new BenchException("a list is no JSON", bad);
        }
    }
}
