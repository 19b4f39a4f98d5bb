package dev.outrigger.server;

import dev.outrigger.http.HttpFront;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a running server's certificates from expiring: looks after them a few times a day, and shows new ones on the
/// open port. Files given with flags are read again too, so that replacing them is enough.
final class Renewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final Duration PERIOD = Duration.ofHours(6);

    private final Options options;
    private final HttpFront front;
    private final Trust trust;
    private final Trust proxies;
    private final InstantSource clock;
    private final Consumer<Identity> shown;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private Identity identity;
    private boolean closed;

    Renewal(
            String name,
            Options options,
            HttpFront front,
            Trust trust,
            Trust proxies,
            Identity identity,
            InstantSource clock) {
        this(options, front, trust, proxies, identity, clock, current -> {
            var host = RunningServer.clientHost(options);
            Kubeconfig.write(options.kubeconfigFile(), name, host, front.port(), current);
        });
    }

    /// @param shown is told who the server is from now on
    Renewal(
            Options options,
            HttpFront front,
            Trust trust,
            Trust proxies,
            Identity identity,
            InstantSource clock,
            Consumer<Identity> shown) {
        this.options = options;
        this.front = front;
        this.trust = trust;
        this.proxies = proxies;
        this.identity = identity;
        this.clock = clock;
        this.shown = shown;
    }

    void start() {
        Thread.ofVirtual().name("renewal").start(this::run);
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                if (closing.awaitNanos(PERIOD.toNanos()) <= 0 && !closed) renew();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Looks once. What fails is tried again the next time.
    void renew() {
        try {
            var fresh = Identity.open(options, clock.instant());
            if (fresh.equals(identity)) return;
            if (!fresh.serving().equals(identity.serving())) {
                front.reload(fresh.serving());
                LOG.info(
                        "serving with a new certificate, good until {}",
                        fresh.serving().chain().getFirst().getNotAfter().toInstant());
            }
            trust.update(fresh.clientAuthorities());
            proxies.update(fresh.proxyAuthorities());
            shown.accept(fresh);
            // Last: what fails before this is done again the next time.
            identity = fresh;
        } catch (RuntimeException failed) {
            LOG.warn("certificates could not be renewed: {}", failed.getMessage());
        }
    }

    void writeKubeconfig() {
        shown.accept(identity);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
