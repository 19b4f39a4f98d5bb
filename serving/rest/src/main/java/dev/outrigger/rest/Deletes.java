package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Repository;
import dev.outrigger.cache.UnreadableException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deletions: at once where nothing holds the object, in two steps where finalizers do.
final class Deletes {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Admitting admitting;

    Deletes(Admitting admitting) {
        this.admitting = admitting;
    }

    /// What became of a deletion.
    sealed interface Deleted {
        /// The object is gone.
        record Gone(Value.Struct object) implements Deleted {}

        /// The object is marked and waits for its finalizers.
        record Waiting(Value.Struct object) implements Deleted {}
    }

    Deleted delete(Target target, ObjectKey key, Deletion deletion) throws InterruptedException {
        var options = deletion.options();
        var live =
                target.repository().read(new Repository.Freshness.MostRecent()).get(key);
        while (true) {
            var stored =
                    live.orElseThrow(() -> ApiException.notFound(target.type().groupResource(), key.name()));
            var object = stored.value();
            checkPreconditions(target, object, options);
            deletion.heard().startOver();
            admitting.delete(target, object, deletion);
            var finalizers = finalizers(object, options);
            var marked = SystemFields.terminating(object, finalizers, Instant.now());
            var attempt = finalizers.isEmpty()
                    ? remove(target, stored, object, options)
                    : mark(target, stored, object, marked, options);
            if (attempt.deleted().isPresent()) return attempt.deleted().get();
            live = attempt.actual();
        }
    }

    /// Removes an object that cannot be read, and nothing else: nobody can say what holds it, and no plug-in be
    /// asked (apiserver `pkg/registry/generic/registry/corrupt_obj_deleter.go`).
    ///
    /// @throws ApiException 422 where it can be read, or there is none
    void deleteUnreadable(Target target, ObjectKey key) throws InterruptedException {
        var found =
                target.repository().read(new Repository.Freshness.MostRecent()).get(key);
        while (true) {
            var unreadable = found.filter(Deletes::isUnreadable)
                    .orElseThrow(() -> DeleteOptions.readable(target.type().groupResource(), key.name()));
            var result = target.repository().delete(unreadable);
            if (!(result instanceof Repository.Result.Stale(var actual)) || actual.isEmpty()) return;
            found = actual;
        }
    }

    private static boolean isUnreadable(CachedObject object) {
        try {
            object.value();
            return false;
        } catch (UnreadableException _) {
            return true;
        }
    }

    /// Deletes an object of a collection; one that went meanwhile is as good.
    void deleteIfThere(Target target, ObjectKey key, Deletion deletion) throws InterruptedException {
        try {
            delete(target, key, deletion);
            deletion.heard().keep();
        } catch (ApiException e) {
            if (e.status().code() != 404) throw e;
        }
    }

    private record Attempt(Optional<Deleted> deleted, Optional<CachedObject> actual) {
        static Attempt done(Deleted deleted) {
            return new Attempt(Optional.of(deleted), Optional.empty());
        }

        static Attempt lost(Optional<CachedObject> actual) {
            return new Attempt(Optional.empty(), actual);
        }
    }

    private static Attempt remove(Target target, CachedObject live, Value.Struct object, DeleteOptions options) {
        if (options.dryRun()) return Attempt.done(new Deleted.Gone(object));
        return switch (target.repository().delete(live)) {
            case Repository.Result.Removed _, Repository.Result.Stored _, Repository.Result.Made _ ->
                Attempt.done(new Deleted.Gone(object));
            case Repository.Result.Stale(var actual) -> Attempt.lost(actual);
        };
    }

    private static Attempt mark(
            Target target, CachedObject live, Value.Struct object, Value.Struct marked, DeleteOptions options) {
        if (options.dryRun() || marked.equals(object)) return Attempt.done(new Deleted.Waiting(marked));
        return switch (target.repository().replace(live, marked)) {
            case Repository.Result.Stored(var stored) -> Attempt.done(new Deleted.Waiting(stored.value()));
            case Repository.Result.Made(var made) -> Attempt.done(new Deleted.Waiting(made.value()));
            case Repository.Result.Removed _ -> Attempt.done(new Deleted.Gone(object));
            case Repository.Result.Stale(var actual) -> Attempt.lost(actual);
        };
    }

    /// The finalizers that the object waits for, with the one that the propagation policy asks for.
    private static List<String> finalizers(Value.Struct object, DeleteOptions options) {
        var finalizers = SystemFields.finalizers(object);
        options.propagation().ifPresent(policy -> {
            finalizers.removeAll(List.of(FOREGROUND, ORPHAN));
            switch (policy) {
                case FOREGROUND -> finalizers.add(FOREGROUND);
                case ORPHAN -> finalizers.add(ORPHAN);
                case BACKGROUND -> {}
            }
        });
        return finalizers;
    }

    private static void checkPreconditions(Target target, Value.Struct object, DeleteOptions options) {
        var metadata = object.struct("metadata");
        var uid = metadata.text("uid").orElse("");
        var revision = metadata.text("resourceVersion").orElse("");
        options.uid().filter(wanted -> !wanted.equals(uid)).ifPresent(wanted -> {
            throw failed(target, metadata, "UID", wanted, uid, "deleted and then recreated");
        });
        options.resourceVersion().filter(wanted -> !wanted.equals(revision)).ifPresent(wanted -> {
            throw failed(target, metadata, "ResourceVersion", wanted, revision, "modified");
        });
    }

    private static ApiException failed(
            Target target, Value.Struct metadata, String what, String wanted, String actual, String maybe) {
        var kind = target.kind();
        return ApiException.conflict(
                new GroupResource(kind.group(), kind.kind()),
                metadata.text("name").orElse(""),
                "the " + what + " in the precondition (" + wanted + ") does not match the " + what + " in record ("
                        + actual + "). The object might have been " + maybe);
    }
}
