package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The events of a watch, as they come.
final class ProtocolEvents implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    /// One event.
    record Event(String type, Value.Struct object) {
        String name() {
            return object.struct("metadata").text("name").orElse("");
        }

        long revision() {
            return Long.parseLong(
                    object.struct("metadata").text("resourceVersion").orElse("-1"));
        }

        @Nullable
        Object at(String pointer) {
            return ProtocolAnswer.find(object, pointer)
                    .map(ProtocolAnswer::java)
                    .orElse(null);
        }

        /// `ADDED tom`.
        String told() {
            return type + " " + name();
        }
    }

    private static final Event END = new Event("", Value.Struct.EMPTY);

    private final String path;
    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();

    ProtocolEvents(String path, HttpResponse<InputStream> answer) {
        this.path = path;
        this.answer = answer;
        Thread.ofVirtual().name("events").start(this::read);
    }

    int code() {
        return answer.statusCode();
    }

    HttpHeaders headers() {
        return answer.headers();
    }

    private void read() {
        try (var body = answer.body()) {
            ProtocolFrames.read(headers().firstValue("Content-Type").orElse(""), body, arrived::add);
        } catch (IOException | UncheckedIOException _) {
            // Closed by this side, or broken: the end either way.
        } finally {
            arrived.add(END);
        }
    }

    /// The next event.
    Event next() {
        var event = poll();
        assertThat(event).as("the stream %s goes on", path).isNotSameAs(END);
        return event;
    }

    private Event poll() {
        try {
            var event = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event)
                    .as("an event of %s within %d s", path, PATIENCE_SECONDS)
                    .isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The next event, which must be of this type.
    Event next(String type) {
        var event = next();
        assertThat(event.type())
                .as("%s: %s", path, ProtocolJson.text(event.object()))
                .isEqualTo(type);
        return event;
    }

    /// As many next events as named, each told as `ADDED tom`.
    ProtocolEvents expect(String... told) {
        var seen = new ArrayList<String>();
        for (int i = 0; i < told.length; i++) seen.add(next().told());
        assertThat(seen).as(path).containsExactly(told);
        return this;
    }

    /// All events until the stream ends.
    List<Event> rest() {
        var events = new ArrayList<Event>();
        for (var event = poll(); event != END; event = poll()) events.add(event);
        return events;
    }

    void ended() {
        assertThat(rest()).as(path).isEmpty();
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException _) {
            // Gone already.
        }
    }
}
