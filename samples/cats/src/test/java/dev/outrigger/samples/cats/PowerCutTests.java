package dev.outrigger.samples.cats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.transcripts.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed while many write to it.
@ExtendWith(Built.class)
class PowerCutTests {
    private static final int ROUNDS = 3;
    private static final int WRITERS = 4;
    private static final int ACKNOWLEDGED = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Map<String, Known> cats = new HashMap<>();

    /// What its writer knows of a cat.
    ///
    /// @param uid what the server called it, empty where no create was acknowledged
    /// @param revision of the last write that was acknowledged, empty where there was none
    /// @param there whether that write left it there
    /// @param doubtful whether a later write was sent and never answered
    private record Known(String uid, String revision, boolean there, boolean doubtful) {
        static final Known ABSENT = new Known("", "", false, false);

        Known sent() {
            return new Known(uid, revision, there, true);
        }

        static Known written(JsonNode answer) {
            var meta = answer.path("metadata");
            return new Known(
                    meta.path("uid").asText(), meta.path("resourceVersion").asText(), true, false);
        }
    }

    @Test
    void nothingThatWasAcknowledgedIsLost() throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            try (var server = CatsServer.start(folder)) {
                mustHoldWhatWasAcknowledged(server);
                writeUntilKilled(server, round);
            }
        }
        try (var server = CatsServer.start(folder)) {
            mustHoldWhatWasAcknowledged(server);
            server.stop();
        }
    }

    private void writeUntilKilled(CatsServer server, int round) throws InterruptedException {
        var enough = new CountDownLatch(ACKNOWLEDGED);
        var byKubectl = new CountDownLatch(1);
        var writers = new ArrayList<Writer>();
        var threads = new ArrayList<Thread>();
        try (var administrator = server.administrator()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new HttpWriter("r" + round + "w" + i, enough, administrator));
            }
            writers.add(new KubectlWriter("r" + round + "k", byKubectl, new Kubectl(folder, server.kubeconfig())));
            for (var writer : writers) threads.add(Thread.ofPlatform().start(writer));

            var heard = enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    && byKubectl.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            server.kill();
            assertThat(heard)
                    .as("%d writes acknowledged in time by %s", ACKNOWLEDGED, server)
                    .isTrue();
            for (var thread : threads) thread.join(PATIENCE);
        }
        for (var writer : writers) {
            assertThat(writer.failures).isEmpty();
            cats.putAll(writer.cats);
        }
    }

    private void mustHoldWhatWasAcknowledged(CatsServer server) {
        var found = new HashMap<String, JsonNode>();
        var list = Administrator.json(new Kubectl(folder, server.kubeconfig())
                .run("get --raw " + Administrator.ALL_CATS)
                .text());
        for (var cat : list.path("items")) found.put(cat.at("/metadata/name").asText(), cat);

        assertThat(cats.keySet()).as("cats that nobody sent").containsAll(found.keySet());
        long current = list.at("/metadata/resourceVersion").asLong();
        cats.forEach((name, known) -> {
            var cat = found.get(name);
            if (!known.doubtful())
                assertThat(cat != null).as("%s is there", name).isEqualTo(known.there());
            if (cat == null) return;
            var revision = cat.at("/metadata/resourceVersion").asText();
            assertThat(Long.parseLong(revision)).isLessThanOrEqualTo(current);
            if (!known.there()) return;
            assertThat(cat.at("/metadata/uid").asText()).as("uid of %s", name).isEqualTo(known.uid());
            if (known.doubtful()) {
                assertThat(Long.parseLong(revision)).isGreaterThanOrEqualTo(Long.parseLong(known.revision()));
            } else {
                assertThat(revision).as("resourceVersion of %s", name).isEqualTo(known.revision());
            }
        });
    }

    /// Writes cats of its own until the server is gone, and keeps what was acknowledged.
    private abstract static class Writer implements Runnable {
        final Map<String, Known> cats = new HashMap<>();
        final List<Throwable> failures = new ArrayList<>();
        final String prefix;
        private final CountDownLatch acknowledged;

        Writer(String prefix, CountDownLatch acknowledged) {
            this.prefix = prefix;
            this.acknowledged = acknowledged;
        }

        interface Request {
            /// What is known of the cat when it has been answered.
            Known send() throws IOException;
        }

        void write(String name, Request request) throws IOException {
            cats.put(name, cats.getOrDefault(name, Known.ABSENT).sent());
            cats.put(name, request.send());
            acknowledged.countDown();
        }

        abstract void writeCat(int number) throws IOException;

        @Override
        public void run() {
            try {
                for (int number = 0; ; number++) writeCat(number);
            } catch (IOException _) {
                // The server is gone: the last write is in doubt, and there will be no other.
            } catch (RuntimeException | Error failed) {
                failures.add(failed);
            }
        }
    }

    /// Creates each cat, changes it, and deletes every third.
    private static final class HttpWriter extends Writer {
        private final Administrator administrator;

        HttpWriter(String prefix, CountDownLatch acknowledged, Administrator administrator) {
            super(prefix, acknowledged);
            this.administrator = administrator;
        }

        @Override
        void writeCat(int number) throws IOException {
            var name = prefix + "n" + number;
            var path = Administrator.CATS + "/" + name;
            write(name, () -> Known.written(administrator.post(Administrator.CATS, Cats.json(name, "first", ""))));
            var revision = cats.get(name).revision();
            write(name, () -> Known.written(administrator.put(path, Cats.json(name, "second", revision))));
            if (number % 3 != 0) return;
            write(name, () -> {
                administrator.delete(path);
                return Known.ABSENT;
            });
        }
    }

    /// Creates cats with kubectl.
    private static final class KubectlWriter extends Writer {
        private final Kubectl kubectl;

        KubectlWriter(String prefix, CountDownLatch acknowledged, Kubectl kubectl) {
            super(prefix, acknowledged);
            this.kubectl = kubectl;
        }

        @Override
        void writeCat(int number) throws IOException {
            var name = prefix + "n" + number;
            write(name, () -> {
                var screen = kubectl.runReading(Cats.yaml(name), "create -f - -o json");
                if (screen.exit() != 0) throw new IOException(screen.err());
                return Known.written(Administrator.json(screen.out()));
            });
        }
    }
}
