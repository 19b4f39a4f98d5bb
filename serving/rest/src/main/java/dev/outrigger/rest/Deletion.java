package dev.outrigger.rest;

import dev.outrigger.meta.Caller;
import java.util.ArrayList;
import java.util.List;

/// One deletion under way: who deletes, how, and the warnings it has collected.
///
/// @param options how the client wants it done
/// @param caller who deletes
/// @param warnings what the client shall hear of
record Deletion(DeleteOptions options, Caller caller, List<String> warnings) {
    static Deletion begun(DeleteOptions options, Caller caller) {
        return new Deletion(options, caller, new ArrayList<>());
    }
}
