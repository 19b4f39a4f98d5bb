package dev.outrigger.delegation;

import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// One of the kinds of questions that a cluster's API server answers when they are created: a `TokenReview`, or a
/// `SubjectAccessReview`.
///
/// Within ten seconds it is tried five times, where the failure may pass, with pauses that grow from half a second
/// (`DefaultAuthWebhookRetryBackoff` upstream). At most 64 questions are asked at a time.
final class Review {
    static final Duration MOST = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final double GROWTH = 1.5;
    private static final double JITTER = 0.2;
    private static final int MOST_AT_A_TIME = 64;

    private final Cluster cluster;
    private final String apiVersion;
    private final String kind;
    private final String path;
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Review(Cluster cluster, String group, String kind, String resource) {
        this.cluster = cluster;
        this.apiVersion = group + "/v1";
        this.kind = kind;
        this.path = "/apis/" + apiVersion + "/" + resource;
    }

    /// The status of the answer.
    ///
    /// @throws ClusterException where there is none
    Value.Struct ask(Value.Struct spec) throws InterruptedException {
        var body = Json.encode(
                Value.object("kind", kind, "apiVersion", apiVersion, "metadata", Value.Struct.EMPTY, "spec", spec));
        long end = System.nanoTime() + MOST.toNanos();
        if (!places.tryAcquire(MOST.toNanos(), TimeUnit.NANOSECONDS)) {
            throw ClusterException.of("too many questions wait for an answer already");
        }
        try {
            return asked(body, end);
        } finally {
            places.release();
        }
    }

    private Value.Struct asked(byte[] body, long end) throws InterruptedException {
        var pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            var left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) throw ClusterException.of("no answer within " + MOST.toSeconds() + " s");
            try {
                return status(cluster.create(path, body, left));
            } catch (ClusterException failed) {
                long wait = (long) (pause.toNanos()
                        * (1 + JITTER * ThreadLocalRandom.current().nextDouble()));
                boolean over = attempt == ATTEMPTS || end - System.nanoTime() <= wait;
                if (over || !failed.isWorthRetrying()) throw failed;
                Thread.sleep(Duration.ofNanos(wait));
            }
            pause = Duration.ofNanos((long) (pause.toNanos() * GROWTH));
        }
    }

    private Value.Struct status(Value.Struct answer) {
        boolean mine = answer.text("kind").equals(Optional.of(kind))
                && answer.text("apiVersion").equals(Optional.of(apiVersion))
                && answer.get("status").orElse(Value.NULL) instanceof Value.Struct;
        if (!mine) throw ClusterException.of(path + " answered with something that is no " + kind + " with a status");
        return answer.struct("status");
    }
}
