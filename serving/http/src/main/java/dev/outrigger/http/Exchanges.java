package dev.outrigger.http;

import dev.outrigger.pipeline.Handler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The requests that are being answered.
final class Exchanges {
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final Handler handler;
    private final Patience patience;
    private volatile boolean ending;

    Exchanges(Handler handler, Patience patience) {
        this.handler = handler;
        this.patience = patience;
    }

    Handler handler() {
        return handler;
    }

    Patience patience() {
        return patience;
    }

    void add(Exchange exchange) {
        open.add(exchange);
        if (ending) exchange.endStream();
    }

    void remove(Exchange exchange) {
        open.remove(exchange);
    }

    /// Ends all streams, those that are yet to begin too.
    void endStreams() {
        ending = true;
        open.forEach(Exchange::endStream);
    }

    void interrupt() {
        open.forEach(Exchange::interrupt);
    }
}
