package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.LabelSelector;
import dev.outrigger.pipeline.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a get, list or watch asks for beyond the resource (`metav1.ListOptions`).
///
/// @param limit the most items wanted; 0 for all
/// @param continueToken where an earlier list stopped; empty for the start
/// @param sendInitialEvents whether a watch begins with the objects that are there; empty where nothing is said
record ListOptions(
        LabelSelector labels,
        FieldSelector fields,
        String resourceVersion,
        String resourceVersionMatch,
        long limit,
        String continueToken,
        Optional<Long> timeoutSeconds,
        boolean bookmarks,
        Optional<Boolean> sendInitialEvents) {
    static final String EXACT = "Exact";
    static final String NOT_OLDER_THAN = "NotOlderThan";
    private static final List<String> ALWAYS_SELECTABLE = List.of("metadata.name", "metadata.namespace");
    private static final GroupVersionKind KIND = new GroupVersionKind("meta.k8s.io", "v1", "ListOptions");

    /// Whether all of the collection is asked for, as it is now or is at hand. A revision of 0 sets the limit aside.
    boolean isWhole() {
        return continueToken.isEmpty()
                && (limit == 0 || resourceVersion.equals("0"))
                && !resourceVersionMatch.equals(EXACT);
    }

    /// Reads the options of a request.
    ///
    /// @param selectable the fields that may be selected by, besides name and namespace
    /// @throws ApiException 400 or 422 where they are malformed or contradict each other
    static ListOptions of(Query query, boolean watch, List<String> selectable) {
        var options = new ListOptions(
                LabelSelector.parse(query.first("labelSelector")),
                fields(query.first("fieldSelector"), selectable),
                query.first("resourceVersion"),
                query.first("resourceVersionMatch"),
                Math.max(0, Parameters.number(query, "limit").orElse(0L)),
                query.first("continue"),
                Parameters.number(query, "timeoutSeconds"),
                Parameters.flag(query, "allowWatchBookmarks"),
                Parameters.optionalFlag(query, "sendInitialEvents"));
        var errors = watch ? options.watchErrors() : options.listErrors();
        if (!errors.isEmpty()) throw ApiException.invalid(KIND, "", errors);
        return options;
    }

    private static FieldSelector fields(String text, List<String> selectable) {
        var selector = FieldSelector.parse(text);
        for (var term : selector.terms()) {
            var field = term.field();
            if (!ALWAYS_SELECTABLE.contains(field) && !selectable.contains(field)) throw unknown(field, selectable);
        }
        return selector;
    }

    private static ApiException unknown(String field, List<String> selectable) {
        var known = Stream.concat(ALWAYS_SELECTABLE.stream(), selectable.stream())
                .map(GoText::quote)
                .collect(Collectors.joining(", "));
        return ApiException.badRequest(GoText.quote(field) + " is not a known field selector: only " + known);
    }

    private List<FieldError> listErrors() {
        var errors = new ArrayList<FieldError>();
        if (!resourceVersionMatch.isEmpty()) {
            if (resourceVersion.isEmpty())
                errors.add(match("resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (!continueToken.isEmpty())
                errors.add(match("resourceVersionMatch is forbidden when continue is provided"));
            if (!resourceVersionMatch.equals(EXACT) && !resourceVersionMatch.equals(NOT_OLDER_THAN)) {
                errors.add(FieldError.notSupported(
                        "resourceVersionMatch", resourceVersionMatch, List.of(EXACT, NOT_OLDER_THAN, "")));
            }
            if (resourceVersionMatch.equals(EXACT) && resourceVersion.equals("0")) {
                errors.add(match("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        if (sendInitialEvents.isPresent()) {
            errors.add(FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }
        return errors;
    }

    private List<FieldError> watchErrors() {
        var errors = new ArrayList<FieldError>();
        if (!continueToken.isEmpty()) {
            errors.add(FieldError.forbidden("continue", "continue is forbidden for watch"));
        }
        boolean notOlder = resourceVersionMatch.equals(NOT_OLDER_THAN);
        if (sendInitialEvents.isPresent() && !notOlder) {
            errors.add(match("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (resourceVersionMatch.isEmpty()) return errors;
        if (sendInitialEvents.isEmpty()) {
            errors.add(match("resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        }
        if (!notOlder) {
            errors.add(FieldError.notSupported("resourceVersionMatch", resourceVersionMatch, List.of(NOT_OLDER_THAN)));
        }
        return errors;
    }

    private static FieldError match(String detail) {
        return FieldError.forbidden("resourceVersionMatch", detail);
    }
}
