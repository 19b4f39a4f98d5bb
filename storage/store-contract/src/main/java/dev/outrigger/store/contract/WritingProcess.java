package dev.outrigger.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Entry;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own that writes to a store without end, and can be killed: it prints each write once it is
/// acknowledged, `KEY REVISION.`
public final class WritingProcess implements Closeable {
    private static final int WRITERS = 4;
    private static final int KEYS = 25;

    private final Process process;
    private final BufferedReader lines;

    private WritingProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(UTF_8);
    }

    /// Opens the store in that process, where a new one is made, without arguments.
    public interface Opener {
        /// The store.
        ///
        /// @param where it is, as the test named it
        Store open(String where);
    }

    private record Acknowledged(String key, Revision revision) {}

    /// Starts it on a store.
    public static WritingProcess start(Class<? extends Opener> opener, String where) throws IOException {
        var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes,
                        WritingProcess.class.getName(),
                        opener.getName(),
                        where)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new WritingProcess(process);
    }

    /// Lets one write, and kills it after so many writes.
    ///
    /// @param acknowledged is given the last revision of each key that it was told is durable
    public static void killedAfter(
            int writes, Class<? extends Opener> opener, String where, Map<String, Revision> acknowledged)
            throws IOException {
        try (var process = start(opener, where)) {
            var all = new ArrayList<>(process.read(writes));
            all.addAll(process.kill());
            for (Acknowledged one : all) acknowledged.merge(one.key(), one.revision(), Revision::max);
        }
    }

    /// Checks that what was acknowledged is there, as it was or as it was made later.
    public static void assertKept(Map<String, Revision> acknowledged, Store store) {
        acknowledged.forEach((key, revision) -> assertThat(
                        store.get(key).map(Entry::modified).orElseThrow())
                .as(key)
                .isGreaterThanOrEqualTo(revision));
    }

    /// Waits for so many acknowledged writes.
    ///
    /// @throws IOException where it ends before
    public void await(int writes) throws IOException {
        read(writes);
    }

    private List<Acknowledged> read(int count) throws IOException {
        var read = new ArrayList<Acknowledged>();
        while (read.size() < count) {
            var line = lines.readLine();
            if (line == null) throw new IOException("the process has ended");
            read.add(parse(line));
        }
        return read;
    }

    /// Kills it as `kill -9` does; what it still managed to say.
    private List<Acknowledged> kill() throws IOException {
        // By its handle: killing through the process itself also closes the stream with what it said last.
        process.toHandle().destroyForcibly();
        var rest = new ArrayList<Acknowledged>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            // The last line may be cut.
            if (line.endsWith(".")) rest.add(parse(line));
        }
        process.onExit().join();
        return rest;
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    private static Acknowledged parse(String line) {
        int space = line.indexOf(' ');
        var revision = line.substring(space + 1, line.length() - 1);
        return new Acknowledged(
                line.substring(0, space), Revision.parse(revision).orElseThrow());
    }

    static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
        var made = Class.forName(args[0]).asSubclass(Opener.class).getDeclaredConstructor();
        made.setAccessible(true);
        try (var store = made.newInstance().open(args[1])) {
            var writers = new ArrayList<Thread>();
            for (int i = 0; i < WRITERS; i++) {
                var prefix = "/writer" + i + "/";
                writers.add(Thread.ofPlatform().start(() -> write(store, prefix)));
            }
            for (Thread writer : writers) writer.join();
        }
    }

    private static void write(Store store, String prefix) {
        for (int i = 0; true; i = (i + 1) % KEYS) {
            var key = prefix + i;
            var write = store.get(key)
                    .<Write>map(now -> new Write.Replace(key, bytes(key, now.modified()), now.modified()))
                    .orElseGet(() -> new Write.Create(key, bytes(key, new Revision(1))));
            if (store.write(write) instanceof Outcome.Committed(Revision revision))
                System.out.print(key + " " + revision + ".\n");
        }
    }

    private static byte[] bytes(String key, Revision before) {
        return (key + " follows " + before).getBytes(UTF_8);
    }
}
