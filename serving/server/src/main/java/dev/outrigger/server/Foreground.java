package dev.outrigger.server;

import dev.outrigger.delegation.PodAccount;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.store.StoreException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// A server as a process of its own: flags in, lines and an exit code out.
final class Foreground {
    private static final int MISTAKE = 2;
    private static final int FAILURE = 1;

    private final ServerBuilder server;
    private final PrintStream out;
    private final PrintStream err;
    private volatile @Nullable RunningServer running;

    Foreground(ServerBuilder server, PrintStream out, PrintStream err) {
        this.server = server;
        this.out = out;
        this.err = err;
    }

    void run(String... args) {
        var rest = List.of(args).subList(Math.min(1, args.length), args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "build" -> build(rest);
            case "migrate" -> migrate(rest);
            case "conversion-webhook" ->
                new ConversionProcess(server.name() + " conversion-webhook", server::types, out, err).run(rest);
            default -> serve(args);
        }
    }

    private void migrate(List<String> args) {
        switch (Flags.parse(server.name(), args, server.flags(), server::capabilities)) {
            case Flags.Wish.Tell(var text) -> out.print(text);
            case Flags.Wish.Mistake(var line) ->
                fail(MISTAKE, line + " (" + server.name() + " --help lists the flags)");
            case Flags.Wish.Serve(var options) -> {
                if (!migrated(options)) System.exit(FAILURE);
            }
        }
        out.flush();
    }

    private boolean migrated(Options options) {
        try {
            return new MigrateCommand(server, out, err).run(options);
        } catch (StoreException failed) {
            fail(FAILURE, failed.getMessage() + " (what was done stays done: run it again to go on)");
        } catch (StartException | IllegalArgumentException failed) {
            fail(FAILURE, String.valueOf(failed.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void build(List<String> args) {
        try {
            new BuildCommand(server.name(), server::types, out).run(args);
            out.flush();
        } catch (FlagSet.Mistake mistake) {
            fail(MISTAKE, mistake.getMessage() + " (" + server.name() + " build --help lists what can be made)");
        } catch (StartException | IllegalArgumentException failed) {
            fail(FAILURE, String.valueOf(failed.getMessage()));
        }
    }

    private void serve(String... args) {
        // The slow parts of a start need nothing of one another: each begins as soon as it can.
        var logging = Background.start("logging", LoggerFactory::getILoggerFactory);
        // Who reads flags of a server's own may change what it serves.
        var early = server.flags().isEmpty()
                ? Optional.of(Background.start("types", server::types))
                : Optional.<Background<List<ResourceType>>>empty();
        switch (Flags.parse(server.name(), List.of(args), server.flags(), server::capabilities)) {
            case Flags.Wish.Tell(var text) -> out.print(text);
            case Flags.Wish.Mistake(var line) ->
                fail(MISTAKE, line + " (" + server.name() + " --help lists the flags)");
            case Flags.Wish.Serve(var options) -> {
                logging.join();
                serve(options, early.orElseGet(() -> Background.start("types", server::types)));
            }
        }
    }

    private void serve(Options given, Background<List<ResourceType>> reading) {
        // A signal ends the JVM with 128 + its number unless the last hook says otherwise.
        var hook = new Thread(this::end, "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var options = server.changed(inPod(given));
            var started = RunningServer.start(server.plan(reading::join), options, InstantSource.system());
            running = started;
            announce(
                    started,
                    reading.join(),
                    new NextLines(options.kubeconfigFile(), Path.of("").toAbsolutePath()));
            new CountDownLatch(1).await();
        } catch (StartException | IllegalArgumentException failed) {
            Runtime.getRuntime().removeShutdownHook(hook);
            fail(FAILURE, String.valueOf(failed.getMessage()));
        } catch (RuntimeException | Error failed) {
            Runtime.getRuntime().removeShutdownHook(hook);
            LoggerFactory.getLogger(Foreground.class).debug("the start failed", failed);
            fail(
                    FAILURE,
                    "cannot start: " + failed.toString().lines().findFirst().orElseThrow());
        } catch (InterruptedException _) {
            started().close();
        }
    }

    /// As Go's servers, a process in a pod asks its own cluster, unless it is told whom to ask.
    private static Options inPod(Options given) {
        var access = given.access();
        if (access.mode() == Access.Mode.STANDALONE_DEBUG) return given;
        return PodAccount.of(System.getenv(), PodAccount.FOLDER)
                .map(account -> given.with(access.with(access.delegation().in(account))))
                .orElse(given);
    }

    private void announce(RunningServer started, List<ResourceType> types, NextLines next) {
        out.println("ready " + started.url());
        out.println();
        var lines = Boolean.getBoolean("outrigger.demo") ? next.demo() : next.of(types);
        lines.forEach(out::println);
        out.flush();
    }

    private RunningServer started() {
        var started = running;
        if (started == null) throw new IllegalStateException("not started");
        return started;
    }

    private void end() {
        var started = running;
        if (started != null) started.close();
        out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void fail(int code, String line) {
        err.println(server.name() + ": " + line);
        err.flush();
        System.exit(code);
    }
}
