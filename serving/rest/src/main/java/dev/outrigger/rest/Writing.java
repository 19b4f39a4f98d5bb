package dev.outrigger.rest;

import dev.outrigger.meta.Caller;
import dev.outrigger.patch.FieldManager;
import java.time.Instant;
import java.util.List;

/// One write under way: who writes, when, how, and what the client shall hear of.
///
/// @param caller who writes
/// @param options how the client wants it done
/// @param now the time of the request
/// @param heard the request's warnings
record Writing(Caller caller, WriteOptions options, Instant now, Warnings heard) {
    static Writing begun(Caller caller, WriteOptions options, Warnings heard) {
        return new Writing(caller, options, Instant.now(), heard);
    }

    /// The same, tried again: it starts over with what the client shall hear of.
    Writing again() {
        heard.startOver();
        return begun(caller, options, heard);
    }

    /// What this attempt has found out that the client shall hear of, to be added to.
    List<String> warnings() {
        return heard.found();
    }

    FieldManager manager(Target target) {
        return new FieldManager(options.fieldManager(), target.part().subresource());
    }
}
