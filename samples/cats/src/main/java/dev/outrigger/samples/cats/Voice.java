package dev.outrigger.samples.cats;

import dev.outrigger.kinds.Connection;
import dev.outrigger.kinds.LogLine;
import dev.outrigger.kinds.LogOptions;
import dev.outrigger.kinds.LogSink;
import dev.outrigger.kinds.Session;
import dev.outrigger.kinds.SessionOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Scanner;

/// What cats have to say: `cats/log` and `cats/exec`.
final class Voice {
    private static final int NOT_FOUND = 127;

    private Voice() {}

    /// Tells who the cat is, and purrs once a second while somebody listens.
    static void log(Cat cat, LogOptions options, Connection connection, LogSink log) throws InterruptedException {
        boolean wanted = log.past(List.of(new LogLine(Instant.now(), "my name is " + name(cat))));
        while (wanted && options.follow()) {
            Thread.sleep(1000);
            wanted = log.line(new LogLine(Instant.now(), "purr"));
        }
    }

    /// Runs one of the commands that a cat knows.
    static int exec(Cat cat, SessionOptions options, Connection connection, Session session) throws IOException {
        var command = String.join(" ", options.command());
        try (var out = new PrintStream(session.stdout(), true, StandardCharsets.UTF_8);
                var err = new PrintStream(session.stderr(), true, StandardCharsets.UTF_8)) {
            switch (command) {
                case "meow" -> out.println(name(cat) + " says meow");
                case "listen" -> listen(new Scanner(session.stdin(), StandardCharsets.UTF_8), out);
                default -> {
                    err.println(name(cat) + " does not know how to " + command);
                    return NOT_FOUND;
                }
            }
        }
        return 0;
    }

    /// Answers each line that it hears.
    private static void listen(Scanner heard, PrintStream out) {
        while (heard.hasNextLine()) {
            out.println(heard.nextLine().isBlank() ? "?" : "meow");
        }
    }

    private static String name(Cat cat) {
        return cat.spec().name();
    }
}
