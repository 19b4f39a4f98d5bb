package dev.outrigger.store.contract;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Runs a task in several threads at once and waits for all.
final class Together {
    private Together() {}

    @FunctionalInterface
    interface Task {
        void run(int worker) throws Exception;
    }

    static void run(int workers, Task task) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, workers)
                    .<Future<?>>mapToObj(worker -> threads.submit(() -> {
                        task.run(worker);
                        return worker;
                    }))
                    .toList();
            for (Future<?> one : running) one.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
