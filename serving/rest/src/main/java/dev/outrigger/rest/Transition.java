package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.MetadataRules;
import dev.outrigger.meta.Names;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Ownership;
import dev.outrigger.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Room five: from what is stored and what is wanted to the change that shall be made. It keeps no state: a write
/// that lost a race goes through it again.
final class Transition {
    private final Ruling ruling;

    Transition(Ruling ruling) {
        this.ruling = ruling;
    }

    /// The step that creates an object.
    ///
    /// @param wanted the object in the target's version, as intake let it in
    Change create(Target target, Value.Struct wanted, Writing writing) {
        var metadata = wanted.struct("metadata");
        if (!metadata.text("resourceVersion").orElse("").isEmpty()) {
            throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
        }
        var once = namespaced(target, Owners.once(wanted, writing.warnings()));
        var defaulted = defaulted(target, once, Optional.empty());
        var born = born(target, defaulted, writing);
        var owned = ownership(target).update(Optional.empty(), born, writing.manager(target), writing.now());
        return created(target, owned, writing);
    }

    /// The step that creates an object by server-side apply.
    Change createByApply(Target target, Patch.Apply patch, ObjectKey key, Writing writing, Intake intake) {
        var configuration = patch.configuration();
        if (configuration.struct("metadata").text("uid").isPresent()) {
            throw ApiException.conflict(
                    target.type().groupResource(),
                    key.name(),
                    "uid mismatch: the provided object specified uid "
                            + configuration.struct("metadata").text("uid").get()
                            + ", and no existing object was found");
        }
        var applied = ownership(target).apply(Optional.empty(), patch, writing.manager(target), writing.now());
        var metadata = applied.struct("metadata").without("resourceVersion").with("name", key.name());
        var intent = intake.patched(
                target.body(),
                applied.with("metadata", metadata),
                List.of(),
                writing.options().fieldValidation());
        writing.warnings().addAll(intent.warnings());
        var defaulted = defaulted(target, namespaced(target, intent.object()), Optional.empty());
        return created(target, born(target, defaulted, writing), writing);
    }

    private Change created(Target target, Value.Struct object, Writing writing) {
        var crossing = new Crossing(target, Optional.empty());
        var hub = crossing.toHub(object);
        var wanted = target.type().statusSubresource() ? hub.without("status") : hub;
        var stored = crossing.settled(ruling.created(target, wanted, writing));
        return new Change.Create(new ObjectKey(target.namespace(), nameOf(stored)), stored);
    }

    /// What is wrong with a new object.
    static List<FieldError> createErrors(Target target, Value.Struct stored, Writing writing) {
        var checks = new Checks(target, stored, Optional.empty());
        var errors = new ArrayList<>(checks.errors(writing.warnings()));
        if (errors.isEmpty()) {
            errors.addAll(MetadataRules.create(
                    stored.struct("metadata"), target.type().namespaced(), name -> nameErrors(target, name)));
        }
        return errors;
    }

    /// The step that changes an object.
    ///
    /// @param wanted the object in the target's version, as intake let it in
    /// @param live what is stored
    Change update(Target target, Live live, Value.Struct wanted, Writing writing) {
        var type = target.type();
        var old = live.value();
        var oldView = type.fromHub(old, target.version());
        checkRevision(target, live, wanted);
        var wantedOnce = Owners.once(wanted, writing.warnings());
        var merged = isolated(target, oldView, defaulted(target, namespaced(target, wantedOnce), Optional.of(old)));
        var owned = ownership(target).update(Optional.of(oldView), merged, writing.manager(target), writing.now());
        return replaced(target, live, owned, writing);
    }

    /// The step that changes an object by server-side apply.
    Change apply(Target target, Live live, Patch.Apply patch, Writing writing, Intake intake) {
        var old = live.value();
        var oldView = target.type().fromHub(old, target.version());
        if (hasRevision(patch.configuration())) checkRevision(target, live, patch.configuration());
        var applied = ownership(target).apply(Optional.of(oldView), patch, writing.manager(target), writing.now());
        var intent = intake.patched(
                target.body(), applied, List.of(), writing.options().fieldValidation());
        writing.warnings().addAll(intent.warnings());
        var wanted = defaulted(target, namespaced(target, intent.object()), Optional.of(old));
        var merged = isolated(target, oldView, wanted);
        return replaced(target, live, merged, writing);
    }

    private Change replaced(Target target, Live live, Value.Struct wanted, Writing writing) {
        var old = live.value();
        var crossing = new Crossing(target, Optional.of(old));
        var hub = apart(target, old, crossing.toHub(wanted));
        var stored = crossing.settled(ruling.changed(target, hub, live, writing));
        // A difference that the stored version does not keep is none.
        boolean counts = target.type().strategy().countsGenerations();
        if (counts && !Ruling.differs(target, stored, old)) stored = SystemFields.sameGeneration(stored, old);
        if (SystemFields.isTerminating(stored)
                && SystemFields.finalizers(stored).isEmpty()) {
            return new Change.Remove(live.cached(), stored);
        }
        // As upstream: what is stored in another version is written in the new one, if nothing else changes.
        boolean asWritten = live.cached().storedVersion().equals(target.type().storageVersion());
        return asWritten && stored.equals(old) ? new Change.Keep(old) : new Change.Replace(live.cached(), stored);
    }

    /// What is wrong with a changed object.
    static List<FieldError> updateErrors(Target target, Value.Struct stored, Value.Struct old, Writing writing) {
        var errors = new ArrayList<FieldError>();
        boolean namespaced = target.type().namespaced();
        errors.addAll(MetadataRules.create(stored.struct("metadata"), namespaced, Names::pathSegment));
        errors.addAll(MetadataRules.update(stored.struct("metadata"), old.struct("metadata")));
        errors.addAll(new Checks(target, stored, Optional.of(old)).errors(writing.warnings()));
        return errors;
    }

    static void refuse(Target target, Value.Struct object, List<FieldError> errors) {
        if (!errors.isEmpty()) throw ApiException.invalid(target.kind(), nameOf(object), errors);
    }

    private static Ownership ownership(Target target) {
        return new Ownership(target.kind(), new Views(target.type(), target.part()));
    }

    /// The object as the author's defaulting completes it, in the target's version.
    ///
    /// @param old what is stored; empty for a new object
    private static Value.Struct defaulted(Target target, Value.Struct object, Optional<Value.Struct> old) {
        var type = target.type();
        var crossing = new Crossing(target, old);
        var completed = crossing.completed(object);
        if (!type.strategy().fillsIn()) return completed;
        var stored = crossing.toHubSoFar(completed);
        refuse(target, stored, new Checks(target, stored, old).brokenFields());
        var defaulted = type.strategy().defaulted(stored);
        return defaulted == stored ? completed : type.fromHub(defaulted, target.version());
    }

    /// The object in the namespace of the path.
    private static Value.Struct namespaced(Target target, Value.Struct object) {
        var metadata = object.struct("metadata");
        checkNamespace(target.namespace(), metadata);
        if (target.namespace().isEmpty()
                || !metadata.text("namespace").orElse("").isEmpty()) return object;
        return object.with("metadata", metadata.with("namespace", target.namespace()));
    }

    /// Refuses an object of another namespace than the path's.
    static void checkNamespace(String namespace, Value.Struct metadata) {
        var sent = metadata.text("namespace").orElse("");
        if (sent.isEmpty() || sent.equals(namespace)) return;
        throw ApiException.badRequest(
                "the namespace of the provided object does not match the namespace sent on the request");
    }

    private static Value.Struct born(Target target, Value.Struct object, Writing writing) {
        var metadata = object.struct("metadata");
        var name = metadata.text("name").orElse("");
        var base = metadata.text("generateName").orElse("");
        if (name.isEmpty() && !base.isEmpty()) name = Names.generate(base, ThreadLocalRandom.current());
        var born = SystemFields.born(metadata, name, target.namespace(), writing.now());
        if (!target.type().strategy().countsGenerations()) born = born.without("generation");
        var whole = object.with("metadata", born);
        return target.type().statusSubresource() ? whole.without("status") : whole;
    }

    /// The wanted object with those parts of the old one that the target does not write.
    static Value.Struct isolated(Target target, Value.Struct old, Value.Struct wanted) {
        return switch (target.part()) {
            case Target.Part.Whole() -> {
                var metadata = SystemFields.kept(wanted.struct("metadata"), old.struct("metadata"), target.namespace());
                var object = wanted.with("metadata", metadata);
                yield target.type().statusSubresource() ? withStatusOf(old, object) : object;
            }
            case Target.Part.Status() -> withMetadataOf(old, wanted, withStatusOf(wanted, old));
            case Target.Part.Faceted _ -> withMetadataOf(old, wanted, wanted);
        };
    }

    /// The hub's object with those parts of the old one that the target does not write, which the spoken version may
    /// not even have.
    private static Value.Struct apart(Target target, Value.Struct old, Value.Struct hub) {
        return switch (target.part()) {
            case Target.Part.Whole() -> target.type().statusSubresource() ? withStatusOf(old, hub) : hub;
            case Target.Part.Status() -> withMetadataOf(old, hub, withStatusOf(hub, old));
            case Target.Part.Faceted _ -> hub;
        };
    }

    /// The object with the old metadata, but for the owners.
    private static Value.Struct withMetadataOf(Value.Struct old, Value.Struct wanted, Value.Struct object) {
        return object.with("metadata", withManagedFieldsOf(wanted.struct("metadata"), old.struct("metadata")));
    }

    private static Value.Struct withStatusOf(Value.Struct source, Value.Struct object) {
        return source.get("status").map(status -> object.with("status", status)).orElse(object.without("status"));
    }

    private static Value.Struct withManagedFieldsOf(Value.Struct source, Value.Struct metadata) {
        return source.get("managedFields")
                .map(fields -> metadata.with("managedFields", fields))
                .orElse(metadata);
    }

    /// What is wrong with a name: by the author's rule, and, however free that is, by what a path can hold.
    private static List<String> nameErrors(Target target, String name) {
        var errors = target.type().strategy().nameErrors(name);
        return errors.isEmpty() ? Names.pathSegment(name) : errors;
    }

    /// Refuses a write that was made from another state than the one that is stored.
    private static void checkRevision(Target target, Live live, Value.Struct wanted) {
        var sent = wanted.struct("metadata").text("resourceVersion").orElse("");
        if (sent.isEmpty() || sent.equals("0")) {
            if (target.type().strategy().allowUnconditionalUpdate()) return;
            // Upstream names the resource here, not the kind.
            var resource = target.type().groupResource();
            throw ApiException.invalid(
                    new GroupVersionKind(resource.group(), "", resource.resource()),
                    live.name(),
                    List.of(FieldError.invalid(
                            "metadata.resourceVersion", Value.of(0), "must be specified for an update")));
        }
        if (sent.equals(live.revision().toString())) return;
        if (dev.outrigger.meta.Revision.parse(sent).isEmpty()) {
            throw ApiException.badRequest("metadata.resourceVersion: Invalid value: \"" + sent
                    + "\": strconv.ParseUint: parsing \"" + sent + "\": invalid syntax");
        }
        throw ApiException.conflict(
                target.type().groupResource(),
                live.name(),
                "the object has been modified; please apply your changes to the latest version and try again"
                        + " (sent resourceVersion " + sent + ", now " + live.revision() + ")");
    }

    private static boolean hasRevision(Value.Struct object) {
        return !object.struct("metadata").text("resourceVersion").orElse("").isEmpty();
    }

    private static String nameOf(Value.Struct object) {
        return object.struct("metadata").text("name").orElse("");
    }
}
