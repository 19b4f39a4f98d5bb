package dev.outrigger.bench;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one connection does, one request after another.
interface Script {
    /// The next request, or null where there is nothing more to do. One that is returned again is not encoded again.
    @Nullable
    Request next();

    /// What is wrong with its answer, if anything: a fast error is no result.
    Optional<String> wrong(Answer answer);

    /// The complaint about an answer with another status than this.
    static Optional<String> expect(int status, Answer answer) {
        return answer.status() == status
                ? Optional.empty()
                : Optional.of("status " + answer.status() + " instead of " + status + ": " + answer.text());
    }
}
