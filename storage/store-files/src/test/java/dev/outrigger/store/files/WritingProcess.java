package dev.outrigger.store.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Store;
import dev.outrigger.store.Write;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process of its own that writes without end and prints each write once it is acknowledged: `KEY REVISION`.
final class WritingProcess implements Closeable {
    private static final int WRITERS = 4;
    private static final int KEYS = 25;

    private final Process process;
    private final BufferedReader lines;

    private WritingProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(UTF_8);
    }

    /// A write that the process was told is durable.
    record Acknowledged(String key, Revision revision) {}

    static WritingProcess start(Path file) throws IOException {
        return start(file.toString());
    }

    static WritingProcess start(String where) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes,
                        WritingProcess.class.getName(),
                        where)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new WritingProcess(process);
    }

    /// Waits for so many acknowledged writes.
    List<Acknowledged> read(int count) throws IOException {
        List<Acknowledged> read = new ArrayList<>();
        while (read.size() < count) {
            String line = lines.readLine();
            if (line == null) throw new IOException("the process has ended");
            read.add(parse(line));
        }
        return read;
    }

    /// Kills it as `kill -9` does; what it still managed to say.
    List<Acknowledged> kill() throws IOException {
        // By its handle: killing through the process itself also closes the stream with what it said last.
        process.toHandle().destroyForcibly();
        List<Acknowledged> rest = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
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

    static String value(String key, Revision revision) {
        return key + " follows " + revision;
    }

    private static Acknowledged parse(String line) {
        int space = line.indexOf(' ');
        String revision = line.substring(space + 1, line.length() - 1);
        return new Acknowledged(
                line.substring(0, space), Revision.parse(revision).orElseThrow());
    }

    static void main(String[] args) throws InterruptedException {
        String where = args[0];
        try (Store store = FilesStore.open(Path.of(where))) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String prefix = "/writer" + i + "/";
                writers.add(Thread.ofPlatform().start(() -> write(store, prefix)));
            }
            for (Thread writer : writers) writer.join();
        }
    }

    private static void write(Store store, String prefix) {
        for (int i = 0; true; i = (i + 1) % KEYS) {
            String key = prefix + i;
            Write write = store.get(key)
                    .<Write>map(now -> new Write.Replace(key, bytes(key, now.modified()), now.modified()))
                    .orElseGet(() -> new Write.Create(key, bytes(key, new Revision(1))));
            if (store.write(write) instanceof Outcome.Committed(Revision revision))
                System.out.print(key + " " + revision + ".\n");
        }
    }

    private static byte[] bytes(String key, Revision before) {
        return value(key, before).getBytes(UTF_8);
    }
}
