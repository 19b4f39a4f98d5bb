package dev.outrigger.rest;

import dev.outrigger.meta.Caller;
import java.util.List;

/// One deletion under way: who deletes, how, and what the client shall hear of.
///
/// @param options how the client wants it done
/// @param caller who deletes
/// @param heard the request's warnings
record Deletion(DeleteOptions options, Caller caller, Warnings heard) {
    /// What this attempt has found out that the client shall hear of, to be added to.
    List<String> warnings() {
        return heard.found();
    }
}
