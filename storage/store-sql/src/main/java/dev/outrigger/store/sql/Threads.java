package dev.outrigger.store.sql;

import java.util.List;

/// Waiting for threads to end.
final class Threads {
    private Threads() {}

    /// Waits for all of them, also when interrupted; the interrupt is kept for the caller.
    static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
