package dev.outrigger.rest;

import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Ownership;
import dev.outrigger.patch.Patch;
import dev.outrigger.patch.Patcher;
import dev.outrigger.patch.Versions;
import dev.outrigger.pipeline.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Updates and patches of stored objects as another kind. What the client did to that one is done to the stored object,
/// through the same room as every write of it: rules, owners and watchers are the stored object's. All is done in the
/// version that rules run on, whichever the path names: the answer is of another kind in any case.
final class FacetWrites {
    private final Intake intake;
    private final Transition transition;

    FacetWrites(Intake intake, Transition transition) {
        this.intake = intake;
        this.transition = transition;
    }

    /// One write under way.
    private record Job(Target target, ObjectKey key, Target.Part.Faceted part, WriteOptions options) {
        Subresource.Faceted faceted() {
            return part.as();
        }

        BodyType body() {
            return BodyType.of(faceted().kind());
        }

        Live required(Optional<Live> live) {
            return live.orElseThrow(() -> ApiException.notFound(target.type().groupResource(), key.name()));
        }
    }

    Writes.Done update(Operation.Update operation, Target.Part.Faceted part, Call call, Warnings warnings)
            throws InterruptedException {
        var job = new Job(operation.target(), operation.key(), part, operation.options());
        var intent = intake.object(job.body(), call.request(), job.options().fieldValidation());
        warnings.add(intent.warnings());
        Writes.checkName(job.key(), intent.object());
        return Writes.loop(
                job.key(),
                job.target(),
                Writing.begun(call.caller(), job.options(), warnings),
                (found, writing) -> changed(job, job.required(found), intent.object(), writing));
    }

    Writes.Done patch(Operation.Edit operation, Target.Part.Faceted part, Call call, Warnings warnings)
            throws InterruptedException {
        var job = new Job(operation.target(), operation.key(), part, operation.options());
        var body = intake.patch(call.request(), operation.kind());
        var patch = Writes.patch(operation, body.value());
        var begun = Writing.begun(call.caller(), job.options(), warnings);
        return Writes.loop(job.key(), job.target(), begun, (found, writing) -> switch (patch) {
            case Patch.Apply apply -> {
                Writes.complain(body.complaints(), writing);
                yield applied(job, job.required(found), apply, writing);
            }
            case Patch.Edit edit -> edited(job, job.required(found), edit, body.complaints(), writing);
        });
    }

    private Change edited(Job job, Live live, Patch.Edit patch, List<String> complaints, Writing writing) {
        var view = Facets.whole(job.faceted(), live.value());
        var patched = Patcher.apply(patch, view, job.body().schema());
        var intent =
                intake.patched(job.body(), patched, complaints, job.options().fieldValidation());
        writing.warnings().addAll(intent.warnings());
        Writes.checkName(job.key(), intent.object());
        return changed(job, live, intent.object(), writing);
    }

    /// The step that a whole object of the other kind asks for.
    private Change changed(Job job, Live live, Value.Struct sent, Writing writing) {
        Writes.checkUid(job.target(), live, sent);
        var edited = job.faceted().facet().completed(live.value(), sent);
        check(job, live, edited, writing);
        var wanted = job.faceted().facet().write(live.value(), edited);
        var revision = sent.struct("metadata").text("resourceVersion").filter(text -> !text.isEmpty());
        var metadata = live.value().struct("metadata").without("managedFields");
        var expecting =
                revision.map(text -> metadata.with("resourceVersion", text)).orElse(metadata);
        return transition.update(job.target(), live, wanted.with("metadata", expecting), writing);
    }

    private static void check(Job job, Live live, Value.Struct edited, Writing writing) {
        var kind = job.body();
        var old = Facets.whole(job.faceted(), live.value());
        var found = OwnChecks.errors(kind.schema(), job.part().rules(), edited, old, writing.warnings());
        var errors = new ArrayList<>(found);
        errors.addAll(job.faceted().facet().errors(edited));
        if (!errors.isEmpty()) throw ApiException.invalid(kind.kind(), job.key().name(), errors);
    }

    /// The step that an applied configuration of the other kind asks for: the stored object's own fields that it
    /// decides are applied to that.
    private Change applied(Job job, Live live, Patch.Apply patch, Writing writing) {
        var configuration = patch.configuration();
        var merged = merged(job, live, configuration, writing);
        var intent = intake.patched(job.body(), merged, List.of(), job.options().fieldValidation());
        writing.warnings().addAll(intent.warnings());
        Writes.checkName(job.key(), intent.object());
        Writes.checkUid(job.target(), live, configuration);
        var facet = job.faceted().facet();
        var edited = facet.completed(live.value(), intent.object());
        check(job, live, edited, writing);
        var with = facet.write(live.value(), edited);
        var without = facet.write(live.value(), Leaves.removed(edited, members(configuration)));
        var own = Leaves.decided(with, without).with("metadata", identity(job, configuration));
        var whole = own.with("apiVersion", job.target().kind().apiVersion())
                .with("kind", job.target().kind().kind());
        try {
            return transition.apply(job.target(), live, new Patch.Apply(whole, patch.onConflict()), writing, intake);
        } catch (ApiException e) {
            throw inClientsWords(job, e);
        }
    }

    /// The live object of the other kind with the configuration in it. Refuses what is no configuration of that kind.
    private static Value.Struct merged(Job job, Live live, Value.Struct configuration, Writing writing) {
        var kind = job.body();
        var ownership = new Ownership(kind.kind(), Versions.only(kind.kind().apiVersion(), kind.schema()));
        var view = Optional.of(Facets.whole(job.faceted(), live.value()));
        var taking = new Patch.Apply(configuration, Patch.OnConflict.TAKE);
        var merged = ownership.apply(view, taking, writing.manager(job.target()), writing.now());
        return merged.with("metadata", merged.struct("metadata").without("managedFields"));
    }

    private static Value.Struct members(Value.Struct configuration) {
        return configuration.without("apiVersion").without("kind").without("metadata");
    }

    private static Value.Struct identity(Job job, Value.Struct configuration) {
        var name = Value.object("name", job.key().name());
        var named = job.key().namespace().isEmpty()
                ? name
                : name.with("namespace", job.key().namespace());
        return configuration
                .struct("metadata")
                .text("resourceVersion")
                .map(revision -> named.with("resourceVersion", revision))
                .orElse(named);
    }

    /// A conflict over fields, in the terms of the other kind.
    private static ApiException inClientsWords(Job job, ApiException refusal) {
        var status = refusal.status();
        var causes = status.details().map(Status.Details::causes).orElse(List.of());
        boolean overFields = causes.stream().anyMatch(cause -> cause.reason().equals("FieldManagerConflict"));
        if (!overFields) return refusal;
        var message = status.message();
        var told = new ArrayList<Status.Cause>();
        for (Status.Cause cause : causes) {
            var path = job.faceted().facet().clientPath(cause.field());
            message = message.replace(cause.field(), path);
            told.add(new Status.Cause(cause.reason(), cause.message(), path));
        }
        return ApiException.applyConflict(message, told);
    }
}
