package dev.outrigger.rest;

import dev.outrigger.cache.Repository.Freshness;
import dev.outrigger.kinds.ActionContext;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Does something with an object and stores nothing, as upstream's `serviceaccounts/token` does.
final class Actions {
    private final Intake intake;
    private final Admitting admitting;

    Actions(Intake intake, Admitting admitting) {
        this.intake = intake;
        this.admitting = admitting;
    }

    ApiResponse act(Operation.Act act, Call call, Representation as, Warnings warnings) throws InterruptedException {
        var kind = act.action().kind();
        var intent =
                intake.object(BodyType.of(kind), call.request(), act.options().fieldValidation());
        warnings.add(intent.warnings());
        var object = object(act.target(), act.key());
        var writing = Writing.begun(call.caller(), act.options(), warnings);
        refuse(kind, act.key(), misplaced(act, intent.object()));
        var body = admitted(act, intent.object(), writing);
        var view = act.target().type().fromHub(object, act.target().version());
        var context = new ActionContext(
                kind.name(), act.key(), view, call.caller(), act.options().dryRun());
        var answer = act.action().performer().perform(object, body, context);
        var whole = Facets.dressed(kind, placed(body.struct("metadata"), act.key()), answer);
        return Facets.document(kind, whole, 201, as);
    }

    private Value.Struct admitted(Operation.Act act, Value.Struct sent, Writing writing) {
        var kind = act.action().kind();
        var body = admitting.acting(act.target(), act.action(), act.key(), sent, writing);
        refuse(kind, act.key(), OwnChecks.errors(kind.schema(), act.rules(), body, writing.warnings()));
        admitting.act(act.target(), act.action(), act.key(), body, writing);
        return body;
    }

    /// The stored object, as recent as there is.
    static Value.Struct object(Target target, ObjectKey key) throws InterruptedException {
        return target.repository()
                .read(new Freshness.MostRecent())
                .get(key)
                .orElseThrow(() -> ApiException.notFound(target.type().groupResource(), key.name()))
                .value();
    }

    private static void refuse(Subresource.Kind kind, ObjectKey key, List<FieldError> errors) {
        if (!errors.isEmpty()) throw ApiException.invalid(kind.name(), key.name(), errors);
    }

    /// A name and a namespace may be left out of the body; where they are there, they are the path's.
    private static List<FieldError> misplaced(Operation.Act act, Value.Struct body) {
        var errors = new ArrayList<FieldError>();
        misplaced(act, body, "name", act.key().name(), errors);
        misplaced(act, body, "namespace", act.key().namespace(), errors);
        return errors;
    }

    private static void misplaced(
            Operation.Act act, Value.Struct body, String member, String expected, List<FieldError> errors) {
        var sent = body.struct("metadata").text(member).orElse("");
        if (sent.isEmpty() || sent.equals(expected)) return;
        errors.add(FieldError.invalid(
                "metadata." + member,
                Value.of(sent),
                "must match the " + act.target().type().names().singular() + " " + member + " if specified"));
    }

    private static Value.Struct placed(Value.Struct metadata, ObjectKey key) {
        var named = metadata.with("name", key.name());
        var placed = key.namespace().isEmpty() ? named : named.with("namespace", key.namespace());
        return placed.with("creationTimestamp", SystemFields.time(Instant.now()));
    }
}
