package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Page;
import dev.outrigger.cache.PageRequest;
import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.cache.Snapshot;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
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
        return target.repository()
                .get(operation.key(), freshness(operation.resourceVersion()))
                .orElseThrow(() -> ApiException.notFound(
                        target.type().groupResource(), operation.key().name()));
    }

    Listing list(Target target, ListOptions options) throws InterruptedException {
        if (options.continueToken().isEmpty()) return listing(options, first(target, options));
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0")) {
            throw ApiException.badRequest("specifying resource version is not allowed when using continue");
        }
        return listing(options, next(target, options, ContinueToken.parse(options.continueToken())));
    }

    /// All of a collection that the selectors choose.
    static Listing whole(Target target, ListOptions options, Snapshot snapshot) {
        var matching = Matching.of(target, options);
        return listing(options, snapshot.page(new PageRequest(target.namespace(), "", 0, matching::test)));
    }

    /// The first page. Any revision means the whole list: as upstream, its limit is ignored.
    private static Page first(Target target, ListOptions options) throws InterruptedException {
        var matching = Matching.of(target, options);
        var freshness = freshness(options.resourceVersion());
        long limit = freshness instanceof Freshness.Any ? 0 : options.limit();
        var wanted = new PageRequest(target.namespace(), "", limit, matching::test);
        boolean exact = options.resourceVersionMatch().equals(ListOptions.EXACT);
        boolean legacyExact = options.resourceVersionMatch().isEmpty() && options.limit() > 0;
        return (exact || legacyExact) && freshness instanceof Freshness.AtLeast(var revision)
                ? target.repository().pageAt(revision, wanted)
                : target.repository().page(freshness, wanted);
    }

    private static Page next(Target target, ListOptions options, ContinueToken token) throws InterruptedException {
        var matching = Matching.of(target, options);
        var wanted = new PageRequest(target.namespace(), token.after(), options.limit(), matching::test);
        if (token.revision().isEmpty()) return target.repository().page(new Freshness.MostRecent(), wanted);
        try {
            return target.repository().pageAt(token.revision().get(), wanted);
        } catch (ApiException e) {
            if (e.status().reason() != Status.Reason.EXPIRED) throw e;
            throw ApiException.expiredList(EXPIRED, new ContinueToken(Optional.empty(), token.after()).encoded());
        }
    }

    private static Listing listing(ListOptions options, Page page) {
        var metadata = new LinkedHashMap<String, Value>();
        metadata.put("resourceVersion", Value.of(page.revision().toString()));
        page.rest().ifPresent(rest -> {
            var token = new ContinueToken(Optional.of(page.revision()), rest.position());
            metadata.put("continue", Value.of(token.encoded()));
            boolean all = options.labels().isEverything() && options.fields().isEverything();
            if (all) rest.count().ifPresent(count -> metadata.put("remainingItemCount", Value.of(count)));
        });
        return new Listing(new Value.Struct(metadata), page.objects());
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
