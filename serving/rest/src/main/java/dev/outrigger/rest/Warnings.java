package dev.outrigger.rest;

import java.util.ArrayList;
import java.util.List;

/// What a client hears beside the answer to one request, whatever the answer is: a refusal and a failure too.
final class Warnings {
    private final List<String> lasting = new ArrayList<>(2);
    private final List<String> found = new ArrayList<>(2);

    /// What stays true however often the request is tried.
    void add(List<String> warnings) {
        lasting.addAll(warnings);
    }

    /// What the present attempt has found out, to be added to.
    List<String> found() {
        return found;
    }

    /// Another attempt begins: it will find out for itself.
    void startOver() {
        found.clear();
    }

    /// What the attempt found out stays true: something else is done next.
    void keep() {
        lasting.addAll(found);
        found.clear();
    }

    /// All of them, each once.
    List<String> all() {
        if (lasting.isEmpty() && found.isEmpty()) return List.of();
        var all = new ArrayList<>(lasting);
        all.addAll(found);
        return all.stream().distinct().toList();
    }
}
