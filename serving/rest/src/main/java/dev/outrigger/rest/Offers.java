package dev.outrigger.rest;

import dev.outrigger.codec.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The media types that one sort of answer is made in. It remembers what it chose: a client sends the same `Accept`
/// with every request, and all clients together some ten of them.
final class Offers {
    /// Whoever sends ever new headers gains nothing and takes no memory: they are read anew each time.
    private static final int MOST_REMEMBERED = 256;

    private static final int LONGEST_REMEMBERED = 512;

    private final List<MediaType> types;
    private final Map<String, Optional<MediaType>> chosen = new ConcurrentHashMap<>();

    Offers(List<MediaType> types) {
        this.types = List.copyOf(types);
    }

    /// What fits an `Accept` header best, with the parameters that the client gave.
    Optional<MediaType> choose(String accept) {
        var known = chosen.get(accept);
        if (known != null) return known;
        var choice = MediaType.choose(accept, types);
        if (chosen.size() < MOST_REMEMBERED && accept.length() <= LONGEST_REMEMBERED) chosen.put(accept, choice);
        return choice;
    }
}
