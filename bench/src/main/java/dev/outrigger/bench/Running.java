package dev.outrigger.bench;

import java.time.Duration;
import java.util.List;

/// A server that runs, with what it stores in.
///
/// @param name what it is called in the tables
/// @param address where it listens
/// @param server the process that is measured
/// @param store the processes it stores in, measured apart
record Running(String name, Address address, Program server, List<Program> store) implements AutoCloseable {
    private static final int POLL_MILLIS = 5;

    long storeNanos() {
        return store.stream().mapToLong(Program::cpuNanos).sum();
    }

    /// Waits until the path is answered with 200.
    Running awaitReady(Wire wire, String path, Duration most) throws InterruptedException {
        long start = System.nanoTime();
        var last = "not asked";
        while (System.nanoTime() - start < most.toNanos()) {
            server.mustRun();
            try (var client = Client.open(wire, address, Wire.Http.ONE)) {
                var answer = client.send(Request.get(path).keeping(1 << 10));
                if (answer.status() == 200) return this;
                last = answer.status() + " " + answer.text();
            } catch (BenchException notYet) {
                last = String.valueOf(notYet.getMessage());
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new BenchException(name + " is not ready after " + most + ": " + last + server.tail());
    }

    @Override
    public void close() {
        server.close();
        store.forEach(Program::close);
    }
}
