package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.Snapshot;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Gets and lists, answered from the cache.
final class Reads {
    /// Upstream's words.
    private static final String EXPIRED = "The provided continue parameter is too old to display a consistent list"
            + " result. You can start a new list without the continue parameter, or use the continue token in this"
            + " response to retrieve the remainder of the results. Continuing with the provided token results in an"
            + " inconsistent list - objects that were created, modified, or deleted between the time the first chunk was"
            + " returned and now may show up in the list.";

    /// A list, or a page of one.
    ///
    /// @param metadata the list's own metadata
    record Listing(Value.Struct metadata, List<CachedObject> objects) {}

    CachedObject get(Operation.Get operation) throws InterruptedException {
        var target = operation.target();
        var snapshot = target.repository().read(freshness(operation.resourceVersion()));
        return snapshot.get(operation.key())
                .orElseThrow(() -> ApiException.notFound(
                        target.type().groupResource(), operation.key().name()));
    }

    Listing list(Target target, ListOptions options) throws InterruptedException {
        if (options.continueToken().isEmpty()) {
            return page(target, options, target.repository().read(freshness(options)), "");
        }
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0")) {
            throw ApiException.badRequest("specifying resource version is not allowed when using continue");
        }
        var token = ContinueToken.parse(options.continueToken());
        return page(target, options, read(target, token), token.after());
    }

    private static Snapshot read(Target target, ContinueToken token) throws InterruptedException {
        if (token.revision().isEmpty()) return target.repository().read(new Freshness.MostRecent());
        try {
            return target.repository()
                    .read(new Freshness.Exactly(token.revision().get()));
        } catch (ApiException e) {
            if (e.status().reason() != Status.Reason.EXPIRED) throw e;
            throw ApiException.expiredList(EXPIRED, new ContinueToken(Optional.empty(), token.after()).encoded());
        }
    }

    private static Listing page(Target target, ListOptions options, Snapshot snapshot, String after) {
        var matching = Matching.of(target, options);
        var candidates = snapshot.list(target.namespace(), after);
        long limit = options.limit() == 0 ? Long.MAX_VALUE : options.limit();
        var found = new ArrayList<CachedObject>();
        int seen = 0;
        boolean more = false;
        for (CachedObject object : candidates) {
            if (matching.test(object)) {
                if (found.size() == limit) {
                    more = true;
                    break;
                }
                found.add(object);
            }
            seen++;
        }
        var metadata = new LinkedHashMap<String, Value>();
        metadata.put("resourceVersion", Value.of(snapshot.revision().toString()));
        if (more) {
            var last = snapshot.position(found.getLast());
            metadata.put("continue", Value.of(new ContinueToken(Optional.of(snapshot.revision()), last).encoded()));
            if (!matching.selects()) metadata.put("remainingItemCount", Value.of(candidates.size() - seen));
        }
        return new Listing(new Value.Struct(metadata), found);
    }

    private static Freshness freshness(ListOptions options) {
        boolean exact = options.resourceVersionMatch().equals(ListOptions.EXACT);
        boolean legacyExact = options.resourceVersionMatch().isEmpty() && options.limit() > 0;
        var freshness = freshness(options.resourceVersion());
        return (exact || legacyExact) && freshness instanceof Freshness.AtLeast(var revision)
                ? new Freshness.Exactly(revision)
                : freshness;
    }

    /// How recent an answer must be that is asked for with this `resourceVersion`.
    ///
    /// @throws ApiException 400 where it is none
    static Freshness freshness(String resourceVersion) {
        return switch (resourceVersion) {
            case "" -> new Freshness.MostRecent();
            case "0" -> new Freshness.Any();
            default ->
                new Freshness.AtLeast(revision(resourceVersion)
                        .orElseThrow(() -> ApiException.badRequest("Invalid value: \"" + resourceVersion
                                + "\": strconv.ParseUint: parsing \"" + resourceVersion + "\": invalid syntax")));
        };
    }

    private static Optional<Revision> revision(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Revision.parse(text) : Optional.empty();
    }
}
