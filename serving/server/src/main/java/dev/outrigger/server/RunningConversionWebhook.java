package dev.outrigger.server;

import dev.outrigger.http.BodyLimits;
import dev.outrigger.http.HttpFront;
import dev.outrigger.http.ListenException;
import dev.outrigger.kinds.ResourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A conversion webhook that runs inside this process.
public final class RunningConversionWebhook implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);

    /// An API server sends all objects of a list in one review.
    private static final BodyLimits LIMITS = new BodyLimits(24 * 1024 * 1024, 128L * 1024 * 1024);

    private final Options options;
    private final HttpFront front;
    private final Deque<Runnable> closers;
    private boolean closed;

    private RunningConversionWebhook(Options options, HttpFront front, Deque<Runnable> closers) {
        this.options = options;
        this.front = front;
        this.closers = closers;
    }

    static RunningConversionWebhook start(List<ResourceType> types, Options options) {
        var closers = new ArrayDeque<Runnable>();
        try {
            return start(types, options, closers);
        } catch (ListenException taken) {
            closers.forEach(Runnable::run);
            throw new StartException(taken.getMessage() + " (choose another with --secure-port)", taken);
        } catch (RuntimeException | Error failed) {
            closers.forEach(Runnable::run);
            throw failed;
        }
    }

    private static RunningConversionWebhook start(List<ResourceType> types, Options options, Deque<Runnable> closers)
            throws ListenException {
        var clock = InstantSource.system();
        var folder = DataFolder.open(options.dataFolder());
        closers.push(folder::close);
        var identity = Identity.open(options, clock.instant());
        var trust = new Trust(identity.clientAuthorities());
        var callers = options.clientAuthorities().map(_ -> trust);
        var handler = new ConversionFront(types, callers);
        var front = HttpFront.listen(options.bindAddress(), options.port(), identity.serving(), handler, LIMITS);
        closers.push(() -> front.close(GRACE));
        var renewal = new Renewal(options, front, trust, new Trust(List.of()), identity, clock, _ -> {});
        closers.push(renewal::close);
        renewal.start();
        return new RunningConversionWebhook(options, front, closers);
    }

    /// Where it is reached from this machine, such as `https://127.0.0.1:9443`: what `build crd` takes as
    /// `--conversion-webhook-url`.
    public String url() {
        return Kubeconfig.url(RunningServer.clientHost(options), front.port());
    }

    /// The port it listens on.
    public int port() {
        return front.port();
    }

    /// The PEM file of who signs its certificate, where it made that itself: what `build crd` takes as
    /// `--conversion-webhook-ca-file`.
    public Optional<Path> authority() {
        return options.servingFiles().isPresent()
                ? Optional.empty()
                : Optional.of(options.dataFolder().resolve("pki").resolve("ca.crt"));
    }

    /// Stops listening, answers what is under way, and lets go of the data folder: within four seconds.
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        closers.forEach(Runnable::run);
    }
}
