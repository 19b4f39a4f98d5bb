package dev.outrigger.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A parameter of an operation.
///
/// @param in where it is given: `path` or `query`
/// @param type its JSON type
record ApiParameter(String name, String in, String type, String description) {
    static final ApiParameter NAMESPACE =
            path("namespace", "object name and auth scope, such as for teams and projects");

    static final ApiParameter PRETTY = query(
            "pretty",
            "string",
            "Whether the output is laid out for people: 'true' or 'false'. By default it is for browsers, curl and wget.");

    private static final ApiParameter DRY_RUN = query(
            "dryRun",
            "string",
            "The stages to go through without storing anything: All for all of them. Any other value is refused.");
    private static final ApiParameter FIELD_MANAGER = query(
            "fieldManager", "string", "The name of who makes these changes, of at most 128 printable characters.");
    private static final ApiParameter APPLYING_MANAGER = query(
            "fieldManager",
            "string",
            "The name of who makes these changes, of at most 128 printable characters. Apply requests must give it.");
    private static final ApiParameter FIELD_VALIDATION = query(
            "fieldValidation",
            "string",
            "What is done about unknown and duplicate fields: Ignore drops them, Warn (the default) drops them and tells "
                    + "so in a warning header, Strict refuses the request.");
    private static final ApiParameter FORCE = query(
            "force",
            "boolean",
            "Whether an apply request takes the fields that other managers own. Other patches must not give it.");

    /// What list and watch requests take.
    static final List<ApiParameter> LIST = List.of(
            query(
                    "allowWatchBookmarks",
                    "boolean",
                    "Whether a watch may send BOOKMARK events, which tell how far it has come. Ignored by lists."),
            query(
                    "continue",
                    "string",
                    "Where to go on with a list: the token of the page before. A token that is too old is answered by "
                            + "410 with one to go on from the newest state."),
            query("fieldSelector", "string", "Selects objects by their fields. Everything by default."),
            query("labelSelector", "string", "Selects objects by their labels. Everything by default."),
            query(
                    "limit",
                    "integer",
                    "How many objects a page of a list holds at most; the next page is asked for with continue."),
            query("resourceVersion", "string", "The revision to serve the request from, or to watch from."),
            query("resourceVersionMatch", "string", "How resourceVersion limits a list: Exact or NotOlderThan."),
            query(
                    "sendInitialEvents",
                    "boolean",
                    "Whether a watch begins with the objects as they are, ended by a bookmark annotated "
                            + "k8s.io/initial-events-end."),
            query("timeoutSeconds", "integer", "How long the request may take, in seconds."),
            query("watch", "boolean", "Whether to send changes as they happen instead of a list."));

    /// What delete requests take.
    static final List<ApiParameter> DELETE = List.of(
            DRY_RUN,
            query("gracePeriodSeconds", "integer", "How long an object may take to end; zero deletes at once."),
            query(
                    "ignoreStoreReadErrorWithClusterBreakingPotential",
                    "boolean",
                    "Whether to delete an object that cannot be read from the store, finalizers or not."),
            query("orphanDependents", "boolean", "Deprecated: use propagationPolicy. Whether dependents are kept."),
            query(
                    "propagationPolicy",
                    "string",
                    "What becomes of dependents: Orphan keeps them, Background deletes them afterwards, Foreground "
                            + "before."));

    /// What delete requests for collections take.
    static final List<ApiParameter> DELETE_COLLECTION = deleteCollection();

    /// What create and update requests take.
    static final List<ApiParameter> WRITE = List.of(DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION);

    /// What patch requests take.
    static final List<ApiParameter> PATCH = List.of(DRY_RUN, APPLYING_MANAGER, FIELD_VALIDATION, FORCE);

    /// The name of one object.
    static ApiParameter name(String kind) {
        return path("name", "name of the " + kind);
    }

    static ApiParameter path(String name, String description) {
        return new ApiParameter(name, "path", "string", description);
    }

    static ApiParameter query(String name, String type, String description) {
        return new ApiParameter(name, "query", type, description);
    }

    private static List<ApiParameter> deleteCollection() {
        var all = new ArrayList<>(DELETE);
        var watchOnly = Set.of("watch", "allowWatchBookmarks");
        LIST.stream().filter(one -> !watchOnly.contains(one.name())).forEach(all::add);
        return List.copyOf(all);
    }
}
