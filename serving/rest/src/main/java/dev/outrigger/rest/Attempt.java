package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import java.util.Optional;

/// What came of an attempt to write from one state of an object.
sealed interface Attempt {
    /// The store took it, so the state was the most recent one. Of a dry run: it would have.
    record Written(Writes.Done whatWas) implements Attempt {}

    /// That state is what is wanted: there was nothing to write.
    record Kept(Writes.Done whatIs) implements Attempt {}

    /// That state does not allow it; nothing was written.
    record Refused(RuntimeException why) implements Attempt {}

    /// The object was in another state; nothing was written.
    record Lost(Optional<CachedObject> actual) implements Attempt {}

    /// A step from what is stored, worked out anew on each attempt.
    interface Step {
        Change from(Optional<Live> live, Writing writing) throws InterruptedException;
    }

    /// What was done.
    ///
    /// @throws RuntimeException why nothing was
    default Writes.Done done() {
        return switch (this) {
            case Written(var done) -> done;
            case Kept(var done) -> done;
            case Refused(var why) -> throw why;
            case Lost _ -> throw new IllegalStateException("the attempt was lost");
        };
    }
}
