package dev.outrigger.pipeline;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The gate of time: how long a request may take, and what ends it.
///
/// The client may set less than the server's limit with `timeout`. Watches and whatever else lasts have none.
///
/// @param most the time there is for an answer
public record Deadline(Duration most) {
    /// The deadline of a request; empty where it may last, and for a read that sets none itself. That one waits
    /// for nothing but the cache, which has a patience of its own, and a thread that watches over it would cost as
    /// much as the answer.
    ///
    /// @param limit the server's own
    /// @throws ApiException 400 where the client's is no duration
    public static Optional<Deadline> of(ApiRequest request, RequestInfo info, Duration limit) {
        if (info.isLongRunning()) return Optional.empty();
        var text = request.query().first("timeout");
        if (text.isEmpty()) return request.method().equals("GET") ? Optional.empty() : Optional.of(new Deadline(limit));
        try {
            var wanted = GoDuration.parse(text);
            boolean less = wanted.isPositive() && wanted.compareTo(limit) < 0;
            return Optional.of(new Deadline(less ? wanted : limit));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("invalid timeout specified in the request URL - " + e.getMessage());
        }
    }

    /// Has the answer made on a thread of its own, and waits for it. Where time is up, or this thread is interrupted,
    /// that thread is interrupted and left to itself: what it did by then is not known.
    ///
    /// @throws ApiException 504 where time is up
    public ApiResponse await(Supplier<ApiResponse> answer) throws InterruptedException {
        var work = new Work(answer);
        var worker = Thread.ofVirtual().name("answer").start(work);
        try {
            if (worker.join(most)) return work.result();
        } catch (InterruptedException stopped) {
            worker.interrupt();
            throw stopped;
        }
        worker.interrupt();
        throw exceeded();
    }

    /// Upstream's words. Without a time to retry after: a write may have been kept.
    private static ApiException exceeded() {
        return new ApiException(Status.failure(
                504,
                Status.Reason.TIMEOUT,
                "Timeout: request did not complete within requested timeout - context deadline exceeded",
                Optional.of(new Status.Details("", "", "", "", List.of(), 0))));
    }

    /// Published to the waiting thread by its `join`.
    private static final class Work implements Runnable {
        private final Supplier<ApiResponse> answer;
        private @Nullable ApiResponse response;
        private @Nullable Throwable failure;

        Work(Supplier<ApiResponse> answer) {
            this.answer = answer;
        }

        @Override
        public void run() {
            try {
                response = answer.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        ApiResponse result() {
            if (response != null) return response;
            if (failure instanceof Error error) throw error;
            throw failure instanceof RuntimeException known ? known : new IllegalStateException("no answer");
        }
    }
}
