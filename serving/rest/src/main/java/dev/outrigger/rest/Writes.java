package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.cache.Repository;
import dev.outrigger.cache.UnreadableException;
import dev.outrigger.kinds.ConversionException;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Patch;
import dev.outrigger.patch.Patcher;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.Pipeline;
import java.util.List;
import java.util.Optional;

/// Creates, updates and patches: intake, transition and repository, again where a race was lost.
final class Writes {
    private static final int GENERATED_NAME_ATTEMPTS = 8;
    private static final int ATTEMPTS = 100;

    private final Intake intake;
    private final Transition transition;
    private final Pipeline pipeline;

    /// @param pipeline is asked for the right to create, where an update or an apply does
    Writes(Intake intake, Transition transition, Pipeline pipeline) {
        this.intake = intake;
        this.transition = transition;
        this.pipeline = pipeline;
    }

    /// A write that was done.
    ///
    /// @param object the object afterwards, in the shape of the hub
    /// @param created whether it is new
    record Done(Value.Struct object, boolean created) {}

    Done create(Operation.Create operation, Call call, Warnings warnings) {
        var target = operation.target();
        var intent =
                intake.object(target.body(), call.request(), operation.options().fieldValidation());
        var generated =
                intent.object().struct("metadata").text("name").orElse("").isEmpty();
        warnings.add(intent.warnings());
        var writing = Writing.begun(call.caller(), operation.options(), warnings);
        for (int attempt = 1; ; attempt++) {
            writing = writing.again();
            var change = transition.create(target, intent.object(), writing);
            var done = tryCommit(target, change, writing);
            if (done instanceof Attempt.Written(var result)) return result;
            if (!generated || attempt == GENERATED_NAME_ATTEMPTS) throw exists(target, change, (Attempt.Lost) done);
        }
    }

    private static ApiException exists(Target target, Change change, Attempt.Lost lost) {
        var name = change instanceof Change.Create create ? create.key().name() : "";
        boolean terminating = lost.actual().map(Writes::isTerminating).orElse(false);
        if (!terminating) return ApiException.alreadyExists(target.type().groupResource(), name);
        var plain =
                ApiException.alreadyExists(target.type().groupResource(), name).status();
        return new ApiException(dev.outrigger.meta.Status.failure(
                plain.code(), plain.reason(), "object is being deleted: " + plain.message(), plain.details()));
    }

    private static boolean isTerminating(CachedObject live) {
        try {
            return SystemFields.isTerminating(live.value());
        } catch (UnreadableException _) {
            return false;
        }
    }

    Done update(Operation.Update operation, Call call, Warnings warnings) throws InterruptedException {
        var target = operation.target();
        var intent =
                intake.object(target.body(), call.request(), operation.options().fieldValidation());
        warnings.add(intent.warnings());
        checkName(operation.key(), intent.object());
        var begun = Writing.begun(call.caller(), operation.options(), warnings);
        return loop(operation.key(), target, begun, (live, writing) -> {
            if (live.isEmpty()) return createByUpdate(operation, call, intent.object(), writing);
            checkUid(target, live.get(), intent.object());
            return transition.update(target, live.get(), intent.object(), writing);
        });
    }

    private Change createByUpdate(Operation.Update operation, Call call, Value.Struct wanted, Writing writing)
            throws InterruptedException {
        var target = operation.target();
        boolean mayCreate =
                target.type().strategy().allowCreateOnUpdate() && target.part().equals(Target.Part.OBJECT);
        if (!mayCreate) {
            throw ApiException.notFound(
                    target.type().groupResource(), operation.key().name());
        }
        pipeline.require("create", call);
        return transition.create(target, wanted, writing);
    }

    static void checkName(ObjectKey key, Value.Struct object) {
        var metadata = object.struct("metadata");
        Transition.checkNamespace(key.namespace(), metadata);
        var name = metadata.text("name").orElse("");
        if (name.isEmpty()) {
            throw ApiException.badRequest("the name of the object (" + key.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        if (!name.equals(key.name())) {
            throw ApiException.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + key.name() + ")");
        }
    }

    /// A configuration applied to an object that is there may leave out the name.
    private static void checkNameGiven(ObjectKey key, Value.Struct configuration) {
        var metadata = configuration
                .struct("metadata")
                .with("name", nameOf(configuration).orElse(key.name()));
        checkName(key, configuration.with("metadata", metadata));
    }

    private static Optional<String> nameOf(Value.Struct object) {
        return object.struct("metadata").text("name").filter(name -> !name.isEmpty());
    }

    static void checkUid(Target target, Live live, Value.Struct wanted) {
        var sent = wanted.struct("metadata").text("uid").orElse("");
        var actual = live.value().struct("metadata").text("uid").orElse("");
        if (sent.isEmpty() || sent.equals(actual)) return;
        throw ApiException.conflict(
                target.type().groupResource(),
                live.name(),
                "Precondition failed: UID in precondition: " + sent + ", UID in object meta: " + actual);
    }

    Done patch(Operation.Edit operation, Call call, Warnings warnings) throws InterruptedException {
        var target = operation.target();
        var body = intake.patch(call.request(), operation.kind());
        var patch = patch(operation, body.value());
        var key = operation.key();
        var begun = Writing.begun(call.caller(), operation.options(), warnings);
        return loop(key, target, begun, (live, writing) -> switch (patch) {
            case Patch.Apply apply -> {
                complain(body.complaints(), writing);
                yield live.isEmpty()
                        ? createByApply(operation, call, apply, writing)
                        : applied(target, live.get(), apply, key, writing);
            }
            case Patch.Edit edit -> edited(target, live, edit, key, body.complaints(), writing);
        });
    }

    /// The patch that a document is.
    static Patch patch(Operation.Edit operation, Value document) {
        return switch (operation.kind()) {
            case JSON -> Patch.JsonPatch.of(document);
            case MERGE -> Patch.MergePatch.of(document);
            case STRATEGIC -> Patch.StrategicMergePatch.of(document);
            case APPLY, APPLY_CBOR ->
                Patch.Apply.of(
                        document, Operation.onConflict(operation.options().force()));
        };
    }

    private Change applied(Target target, Live live, Patch.Apply apply, ObjectKey key, Writing writing) {
        checkNameGiven(key, apply.configuration());
        return transition.apply(target, live, apply, writing, intake);
    }

    static void complain(List<String> complaints, Writing writing) {
        if (complaints.isEmpty()) return;
        switch (writing.options().fieldValidation()) {
            case STRICT ->
                throw ApiException.badRequest("error strict decoding patch: " + String.join(", ", complaints));
            case WARN -> writing.warnings().addAll(complaints);
            case IGNORE -> {}
        }
    }

    private Change createByApply(Operation.Edit operation, Call call, Patch.Apply apply, Writing writing)
            throws InterruptedException {
        var target = operation.target();
        var key = operation.key();
        if (!target.part().equals(Target.Part.OBJECT)) {
            throw ApiException.notFound(target.type().groupResource(), key.name());
        }
        checkName(key, apply.configuration());
        pipeline.require("create", call);
        return transition.createByApply(target, apply, key, writing, intake);
    }

    private Change edited(
            Target target,
            Optional<Live> live,
            Patch.Edit patch,
            ObjectKey key,
            List<String> complaints,
            Writing writing) {
        var stored = live.orElseThrow(() -> ApiException.notFound(target.type().groupResource(), key.name()));
        var view = target.type().fromHub(stored.value(), target.version());
        var patched = Patcher.apply(patch, view, target.version().schema());
        var intent = intake.patched(
                target.body(), patched, complaints, writing.options().fieldValidation());
        writing.warnings().addAll(intent.warnings());
        checkName(key, intent.object());
        return transition.update(target, stored, intent.object(), writing);
    }

    /// Works from the state at hand, without asking the store for the most recent one. Where that is old, a write finds
    /// out, and is told what is stored. What ends without a write, be it a refusal or nothing to do, is told to the
    /// client only once the store has confirmed the state that it came from.
    /// (apiserver `pkg/storage/etcd3/store.go`, GuaranteedUpdate)
    static Done loop(ObjectKey key, Target target, Writing writing, Attempt.Step step) throws InterruptedException {
        boolean confirmed = writing.options().dryRun();
        var live = confirmed ? mostRecent(target, key) : atHand(target, key);
        for (int count = 0; count < ATTEMPTS; count++) {
            var attempt = attempt(target, step, live, writing.again());
            if (attempt instanceof Attempt.Lost(var actual)) {
                live = actual.map(Live::of);
                confirmed = true;
                continue;
            }
            if (confirmed || attempt instanceof Attempt.Written) return attempt.done();
            var seen = live;
            live = mostRecent(target, key);
            confirmed = true;
            if (sameState(seen, live)) return attempt.done();
        }
        throw ApiException.conflict(
                target.type().groupResource(),
                key.name(),
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    private static Attempt attempt(Target target, Attempt.Step step, Optional<Live> live, Writing writing)
            throws InterruptedException {
        Change change;
        try {
            change = step.from(live, writing);
        } catch (RuntimeException e) {
            return new Attempt.Refused(e);
        }
        try {
            return tryCommit(target, change, writing);
        } catch (ApiException | ConversionException e) {
            // The store has not been asked: what would have come of this state is too large for it, or cannot be
            // taken to the version that is stored.
            return new Attempt.Refused(e);
        }
    }

    private static Optional<Live> atHand(Target target, ObjectKey key) throws InterruptedException {
        return read(target, key, new Repository.Freshness.Any());
    }

    private static Optional<Live> mostRecent(Target target, ObjectKey key) throws InterruptedException {
        return read(target, key, new Repository.Freshness.MostRecent());
    }

    private static Optional<Live> read(Target target, ObjectKey key, Repository.Freshness freshness)
            throws InterruptedException {
        return target.repository().read(freshness).get(key).map(Live::of);
    }

    private static boolean sameState(Optional<Live> one, Optional<Live> other) {
        return one.map(Live::revision).equals(other.map(Live::revision));
    }

    private static Attempt tryCommit(Target target, Change change, Writing writing) {
        if (writing.options().dryRun()) return new Attempt.Written(rehearsed(target, change));
        var repository = target.repository();
        return switch (change) {
            case Change.Create(var key, var object) -> attempt(repository.create(key, object), object, true);
            case Change.Replace(var live, var object) -> attempt(repository.replace(live, object), object, false);
            case Change.Remove(var live, var object) -> attempt(repository.delete(live), object, false);
            case Change.Keep(var live) -> new Attempt.Kept(new Done(live, false));
        };
    }

    private static Attempt attempt(Repository.Result result, Value.Struct object, boolean created) {
        return switch (result) {
            case Repository.Result.Stored(var stored) ->
                new Attempt.Written(new Done(at(object, stored.revision().toString()), created));
            case Repository.Result.Made(var made) -> new Attempt.Written(new Done(made.value(), created));
            case Repository.Result.Removed(var revision) ->
                new Attempt.Written(new Done(at(object, revision.toString()), created));
            case Repository.Result.Stale(var actual) -> new Attempt.Lost(actual);
        };
    }

    private static Value.Struct at(Value.Struct object, String revision) {
        return object.with("metadata", object.struct("metadata").with("resourceVersion", revision));
    }

    /// What a dry run answers; a create that would fail fails.
    private static Done rehearsed(Target target, Change change) {
        return switch (change) {
            case Change.Create(var key, var object) -> {
                if (peek(target, key).isPresent()) {
                    throw ApiException.alreadyExists(target.type().groupResource(), key.name());
                }
                yield new Done(object, true);
            }
            case Change.Replace replace -> new Done(replace.object(), false);
            case Change.Remove remove -> new Done(remove.object(), false);
            case Change.Keep(var live) -> new Done(live, false);
        };
    }

    private static Optional<CachedObject> peek(Target target, ObjectKey key) {
        try {
            return target.repository()
                    .read(new Repository.Freshness.MostRecent())
                    .get(key);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ApiException.unavailable("the server is shutting down");
        }
    }
}
