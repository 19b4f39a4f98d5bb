package dev.outrigger.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How the measurements are made.
///
/// @param servers which servers, by label
/// @param rows which lines of the table, by id; all where there are none
/// @param rounds how often each figure is taken, the servers in turn
/// @param seconds for how long each time
/// @param warm for how long, at most, a server is warmed up before a row's first round
/// @param profile where profiles are written
record Settings(
        List<Contender> servers, List<String> rows, int rounds, double seconds, double warm, Optional<Path> profile) {
    boolean wants(Line line) {
        return wants(line.id());
    }

    boolean wants(String id) {
        return rows.isEmpty() || rows.contains(id);
    }
}
