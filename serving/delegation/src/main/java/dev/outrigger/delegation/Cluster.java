package dev.outrigger.delegation;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.delegation.ClusterException.Worth;
import dev.outrigger.meta.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A cluster's API server, as this server is its client.
///
/// What it is reached with is read again once a minute, and after it said that it does not know this server: tokens and
/// certificates are renewed in their files.
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final long LONGEST_ANSWER = 4L * 1024 * 1024;
    private static final Set<Integer> PASSING = Set.of(429, 500, 504);

    private final ClusterConfig.Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Session session;

    /// @param readAt in the time of [System#nanoTime]
    private record Session(ClusterConfig config, HttpClient http, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < FRESH.toNanos();
        }

        Session stale() {
            return new Session(config, http, System.nanoTime() - FRESH.toNanos());
        }
    }

    private Cluster(ClusterConfig.Source source) {
        this.source = source;
        var config = source.read();
        if (config.transport().trust() instanceof ClusterConfig.Trust.Blind) {
            LOG.warn("{} is not asked to show who it is: whoever answers there decides who is let in", config.server());
        }
        this.session = new Session(config, Transports.client(config.transport()), System.nanoTime());
    }

    /// The cluster that a kubeconfig leads to. It is not connected to yet.
    ///
    /// @throws ClusterException where the file, or one that it names, cannot be used
    public static Cluster of(Path kubeconfig) {
        return new Cluster(new KubeconfigFile(kubeconfig));
    }

    /// The cluster that this process runs in. It is not connected to yet.
    ///
    /// @throws ClusterException where the account's files cannot be used
    public static Cluster of(PodAccount account) {
        return new Cluster(account::read);
    }

    /// Has the server make an object, and hands its answer back.
    ///
    /// @throws ClusterException where that is none
    Value.Struct create(String path, byte[] body, Duration most) throws InterruptedException {
        return whole(now -> request(now, path, most)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /// Reads an object.
    ///
    /// @throws ClusterException where there is no answer, or an error, such as one with the code 404
    Value.Struct get(String path, Duration most) throws InterruptedException {
        return whole(now -> request(now, path, most).GET().build());
    }

    /// Begins to read what goes on being written.
    ///
    /// @param most how long the answer may take to begin
    /// @throws ClusterException where it does not
    InputStream follow(String path, Duration most) throws InterruptedException {
        var now = current();
        var request = request(now, path, most).GET().build();
        var answer = send(now, request, BodyHandlers.ofInputStream());
        if (answer.statusCode() == 200) return answer.body();
        try (var body = answer.body()) {
            throw failure(answer, body.readNBytes((int) LONGEST_ANSWER));
        } catch (IOException broken) {
            throw unanswered(request, broken);
        }
    }

    private static HttpRequest.Builder request(Session now, String path, Duration most) {
        var builder = HttpRequest.newBuilder(URI.create(now.config().server() + path))
                .timeout(most)
                .header("Accept", "application/json")
                .header("User-Agent", "outrigger");
        var headers = now.config().headers();
        for (int i = 0; i < headers.size(); i += 2) builder.header(headers.get(i), headers.get(i + 1));
        return builder;
    }

    /// Sends it once more where the server does not know this one, and that has something else to show by now.
    private Value.Struct whole(Function<Session, HttpRequest> making) throws InterruptedException {
        var first = current();
        var answer = whole(first, making.apply(first));
        if (answer.statusCode() == 401) {
            var second = current();
            if (!second.config().equals(first.config())) answer = whole(second, making.apply(second));
        }
        if (answer.statusCode() / 100 != 2) throw failure(answer, answer.body());
        var uri = answer.request().uri();
        return object(answer.body())
                .orElseThrow(() -> ClusterException.of(uri + " answered with something that is no JSON object"));
    }

    private HttpResponse<byte[]> whole(Session now, HttpRequest request) throws InterruptedException {
        return send(now, request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    }

    private <B> HttpResponse<B> send(Session now, HttpRequest request, HttpResponse.BodyHandler<B> handler)
            throws InterruptedException {
        try {
            var answer = now.http().send(request, handler);
            if (answer.statusCode() == 401) forget(now);
            return answer;
        } catch (IOException failed) {
            throw unanswered(request, failed);
        }
    }

    /// As upstream, a connection that breaks is worth another try, and one that cannot be made is not.
    private static ClusterException unanswered(HttpRequest request, IOException failed) {
        boolean refused = failed instanceof ConnectException
                || failed instanceof HttpTimeoutException
                || failed instanceof SSLException;
        var nameless = failed instanceof ConnectException
                ? "cannot connect"
                : failed.getClass().getSimpleName();
        var why = failed.getMessage() == null ? nameless : oneLine(failed.getMessage());
        return ClusterException.unanswered(
                request.method() + " " + request.uri() + ": " + why, refused ? Worth.NOTHING : Worth.RETRYING);
    }

    private static ClusterException failure(HttpResponse<?> answer, byte[] body) {
        var said = object(body).flatMap(status -> status.text("message")).orElse("");
        var why = answer.request().uri() + " answered with " + answer.statusCode()
                + (said.isEmpty() ? "" : ": " + oneLine(said));
        boolean passing = PASSING.contains(answer.statusCode())
                || answer.headers().firstValue("Retry-After").isPresent();
        return ClusterException.answered(answer.statusCode(), why, passing ? Worth.RETRYING : Worth.NOTHING);
    }

    /// What another server said, on one line.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static Optional<Value.Struct> object(byte[] body) {
        try {
            return Json.decode(body).value() instanceof Value.Struct object ? Optional.of(object) : Optional.empty();
        } catch (DecodeException _) {
            return Optional.empty();
        }
    }

    private Session current() throws InterruptedException {
        var now = session;
        if (now.isFresh()) return now;
        lock.lockInterruptibly();
        try {
            now = session;
            if (now.isFresh()) return now;
            var renewed = renewed(now);
            session = renewed;
            return renewed;
        } finally {
            lock.unlock();
        }
    }

    /// What cannot be read stays as it was: a file may be about to be replaced.
    private Session renewed(Session old) {
        try {
            var config = source.read();
            if (config.transport().equals(old.config().transport())) {
                return new Session(config, old.http(), System.nanoTime());
            }
            old.http().shutdown();
            return new Session(config, Transports.client(config.transport()), System.nanoTime());
        } catch (ClusterException unreadable) {
            LOG.warn("going on with what was read before: {}", unreadable.getMessage());
            return new Session(old.config(), old.http(), System.nanoTime());
        }
    }

    /// What this server shows is not known there (any more).
    private void forget(Session shown) {
        lock.lock();
        try {
            if (session != shown) return;
            source.refused();
            session = shown.stale();
        } finally {
            lock.unlock();
        }
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        session.http().shutdownNow();
    }
}
