package dev.outrigger.bench;

import java.util.List;

/// One operation that is measured.
///
/// @param id what it is chosen by
/// @param title what the table calls it
/// @param work what the connections do
/// @param http over which HTTP
/// @param connections how many at once
/// @param issueGo the Go server's CPU microseconds where the goals were set; 0 where none was
/// @param issueGoal what was to be reached there; 0 where nothing was
record Row(String id, String title, Work work, Wire.Http http, int connections, double issueGo, double issueGoal) {

    /// What the connections do.
    enum Work {
        GET_CACHED,
        GET_CONSISTENT,
        LIST_1K,
        LIST_10K,
        LIST_1K_GZIP,
        CREATE,
        PUT,
        MERGE,
        APPLY
    }

    /// The rows with a goal.
    static List<Row> main() {
        return List.of(
                goal("get", "GET from cache", Work.GET_CACHED, 16, 422, 42),
                goal("get-consistent", "GET consistent", Work.GET_CONSISTENT, 16, 651, 65),
                goal("list-1k", "LIST 1,000", Work.LIST_1K, 16, 16_040, 1_600),
                goal("list-10k", "LIST 10,000", Work.LIST_10K, 4, 143_800, 12_000),
                goal("list-1k-gzip", "LIST 1,000 gzip", Work.LIST_1K_GZIP, 16, 20_070, 2_000),
                goal("create", "CREATE", Work.CREATE, 16, 1_288, 320),
                goal("put", "PUT", Work.PUT, 16, 1_756, 440),
                goal("patch", "merge PATCH", Work.MERGE, 16, 2_410, 480),
                goal("apply", "server-side apply", Work.APPLY, 16, 3_222, 640),
                goal("create-64", "CREATE, 64 connections", Work.CREATE, 64, 0, 0));
    }

    /// How the row stands in the table.
    Line line() {
        return new Line(id, title, Line.Unit.MICROS, issueGo, issueGoal);
    }

    private static Row goal(String id, String title, Work work, int connections, double go, double goal) {
        return new Row(id, title, work, Wire.Http.ONE, connections, go, goal);
    }

    /// The same over some HTTP with some number of connections: its title says both, and it has no goal.
    Row over(Wire.Http other, int count) {
        var suffix = (other == Wire.Http.TWO ? "-h2" : "") + "-c" + count;
        var version = other == Wire.Http.TWO ? "HTTP/2" : "HTTP/1.1";
        return new Row(id + suffix, title + ", " + version + ", " + count, work, other, count, 0, 0);
    }
}
