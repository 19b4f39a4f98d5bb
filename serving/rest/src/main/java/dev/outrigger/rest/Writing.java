package dev.outrigger.rest;

import dev.outrigger.meta.Caller;
import dev.outrigger.patch.FieldManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One write under way: who writes, when, how, and the warnings it has collected.
///
/// @param caller who writes
/// @param options how the client wants it done
/// @param now the time of the request
/// @param warnings what the client shall hear of; a write that is tried again starts over
record Writing(Caller caller, WriteOptions options, Instant now, List<String> warnings) {
    static Writing begun(Caller caller, WriteOptions options) {
        return new Writing(caller, options, Instant.now(), new ArrayList<>());
    }

    FieldManager manager(Target target) {
        return new FieldManager(options.fieldManager(), target.part().subresource());
    }
}
