package dev.outrigger.http;

import dev.outrigger.pipeline.Handler;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The requests that are being answered.
final class Exchanges {
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
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

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /// Those that are being answered now, in the order in which they came.
    List<OpenRequest> open() {
        return open.stream()
                .map(Exchange::asOpen)
                .sorted(Comparator.comparing(OpenRequest::number))
                .toList();
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
