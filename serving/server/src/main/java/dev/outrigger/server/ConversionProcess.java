package dev.outrigger.server;

import dev.outrigger.kinds.ResourceType;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// A conversion webhook as a process of its own: flags in, lines and an exit code out.
final class ConversionProcess {
    private static final int MISTAKE = 2;
    private static final int FAILURE = 1;

    private final String program;
    private final Supplier<List<ResourceType>> types;
    private final PrintStream out;
    private final PrintStream err;

    ConversionProcess(String program, Supplier<List<ResourceType>> types, PrintStream out, PrintStream err) {
        this.program = program;
        this.types = types;
        this.out = out;
        this.err = err;
    }

    void run(List<String> args) {
        try {
            if (!args.isEmpty() && args.getFirst().equals("build")) {
                new BuildCommand(program, types, out).run(args.subList(1, args.size()));
                out.flush();
                return;
            }
            switch (ConversionFlags.parse(program, args)) {
                case Flags.Wish.Tell(var text) -> out.print(text);
                case Flags.Wish.Mistake(var line) -> throw new FlagSet.Mistake(line);
                case Flags.Wish.Serve(var options) -> serve(options);
            }
        } catch (FlagSet.Mistake mistake) {
            fail(MISTAKE, mistake.getMessage() + " (" + program + " --help lists the flags)");
        } catch (StartException | IllegalArgumentException failed) {
            fail(FAILURE, String.valueOf(failed.getMessage()));
        }
    }

    private void serve(Options options) {
        LoggerFactory.getILoggerFactory();
        var running = RunningConversionWebhook.start(types.get(), options);
        // A signal ends the JVM with 128 + its number unless the last hook says otherwise.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            running.close();
                            out.flush();
                            Runtime.getRuntime().halt(0);
                        },
                        "end"));
        out.println("ready " + running.url());
        out.flush();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            running.close();
        }
    }

    private void fail(int code, String line) {
        err.println(program + ": " + line);
        err.flush();
        System.exit(code);
    }
}
