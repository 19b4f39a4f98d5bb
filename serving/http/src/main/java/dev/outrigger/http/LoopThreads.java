package dev.outrigger.http;

import io.netty.channel.EventLoop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// Virtual threads that an event loop carries: what they do is done where the request was read and its answer is
/// written, so that no other thread has to be woken, which costs more than many an answer.
///
/// While such a thread computes, its event loop waits; while it is parked, the loop goes on. The JDK names no way to
/// choose who carries a virtual thread yet; it has one, which is open to a process started with
/// `--add-opens=java.base/java.lang=ALL-UNNAMED`. In others the JDK's own threads carry them, as they do all the rest.
final class LoopThreads {
    private static final Optional<MethodHandle> MAKE = make();

    private LoopThreads() {}

    /// Whether this process lets event loops carry virtual threads.
    static boolean possible() {
        return MAKE.isPresent();
    }

    /// A virtual thread that is yet to be started, carried by that event loop where that is possible.
    static Thread unstarted(EventLoop loop, String name, Runnable task) {
        return MAKE.map(make -> made(make, turns -> turn(loop, turns), name, task))
                .orElseGet(() -> Thread.ofVirtual().name(name).unstarted(task));
    }

    private static Thread made(MethodHandle make, Executor carrier, String name, Runnable task) {
        try {
            return (Thread) make.invokeExact(carrier, name, 0, task);
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whoever wakes a thread must not hear that its event loop is gone, and the thread still has to end.
    private static void turn(EventLoop loop, Runnable turn) {
        try {
            loop.execute(turn);
        } catch (RejectedExecutionException closed) {
            Thread.ofPlatform().daemon().name("outrigger-last-turn").start(turn);
        }
    }

    private static Optional<MethodHandle> make() {
        try {
            var builders = Class.forName("java.lang.ThreadBuilders");
            var type = MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class);
            return Optional.of(MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                    .findStatic(builders, "newVirtualThread", type));
        } catch (ReflectiveOperationException notOpen) {
            return Optional.empty();
        }
    }
}
