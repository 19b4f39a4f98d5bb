package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.pipeline.Pipeline;
import dev.outrigger.pipeline.WebSocketOffer;
import dev.outrigger.rest.Representation.Of;
import dev.outrigger.rest.Target.Part;
import java.util.List;

/// Runs operations: reads go from room three to six, writes by four and five, and all end in the reply.
final class Operations {
    private final Intake intake = new Intake();
    private final Reads reads = new Reads();
    private final Writes writes;
    private final FacetWrites facetWrites;
    private final Actions actions;
    private final Connections connections;
    private final Deletes deletes;
    private final ListAnswers answers = new ListAnswers();
    private final TimeLimits limits;
    private final Pipeline pipeline;

    Operations(TimeLimits limits, Admitting admitting, Pipeline pipeline) {
        var transition = new Transition(new Ruling(admitting));
        this.writes = new Writes(intake, transition, pipeline);
        this.facetWrites = new FacetWrites(intake, transition);
        this.actions = new Actions(intake, admitting);
        this.connections = new Connections(admitting);
        this.deletes = new Deletes(admitting);
        this.limits = limits;
        this.pipeline = pipeline;
    }

    /// The answer.
    ///
    /// @param warnings gets what the client shall hear of, also where this ends in an exception
    ApiResponse run(Operation operation, Call call, Warnings warnings) throws InterruptedException {
        var request = call.request();
        return switch (operation) {
            case Operation.Get get -> {
                var as = Representation.of(request, Of.OBJECT, get.target());
                var found = reads.get(get);
                yield get.target().part() instanceof Part.Faceted faceted
                        ? Facets.shown(faceted.as(), found.value(), as)
                        : Reply.object(get.target(), found, as);
            }
            case Operation.List list -> list(list.target(), list.options(), request);
            case Operation.Watch watch -> watch(watch, request);
            case Operation.Create create -> {
                var as = Representation.of(request, Of.OBJECT, create.target());
                yield done(create.target(), writes.create(create, call, warnings), as);
            }
            case Operation.Update update -> {
                var as = Representation.of(request, Of.OBJECT, update.target());
                yield done(
                        update.target(),
                        update.target().part() instanceof Part.Faceted faceted
                                ? facetWrites.update(update, faceted, call, warnings)
                                : writes.update(update, call, warnings),
                        as);
            }
            case Operation.Edit edit -> {
                var as = Representation.of(request, Of.OBJECT, edit.target());
                yield done(
                        edit.target(),
                        edit.target().part() instanceof Part.Faceted faceted
                                ? facetWrites.patch(edit, faceted, call, warnings)
                                : writes.patch(edit, call, warnings),
                        as);
            }
            case Operation.Delete(var target, var key) -> delete(target, key, call, warnings);
            case Operation.Act act -> {
                var kind = act.action().kind();
                yield actions.act(act, call, Representation.ofOtherKind(request, act.target(), kind), warnings);
            }
            case Operation.Connect connect -> connections.connect(connect, call, warnings);
            case Operation.DeleteCollection(var target, var options) -> deleteAll(target, options, call, warnings);
        };
    }

    private ApiResponse list(Target target, ListOptions options, ApiRequest request) throws InterruptedException {
        var as = Representation.of(request, Of.LIST, target);
        if (!options.isWhole()
                || !Encodings.isTimeless(target, as.shape())
                || !target.repository().isStored()) {
            var page = reads.list(target, options);
            return Reply.list(target, page.metadata(), page.objects(), as);
        }
        var snapshot = target.repository().read(Reads.freshness(options.resourceVersion()));
        var question = ListAnswers.Question.of(target, options, as);
        return answers.answer(question, snapshot.revision(), Reply.takesGzip(request), () -> {
            var whole = Reads.whole(target, options, snapshot);
            return Reply.list(target, whole.metadata(), whole.objects(), as);
        });
    }

    private ApiResponse watch(Operation.Watch watch, ApiRequest request) {
        var as = Representation.of(request, Of.WATCH, watch.target());
        var stream = new WatchStream(watch.target(), watch.options(), as, limits);
        var headers = Headers.of("Content-Type", as.format().watchType());
        return WebSocketOffer.of(request)
                .map(offer -> upgrade(headers, offer, stream))
                .orElseGet(() -> new ApiResponse.Stream(200, headers, stream));
    }

    /// A watch has no subprotocol of its own: it speaks the one the client names, and cannot choose among several.
    private static ApiResponse upgrade(Headers headers, WebSocketOffer offer, WatchStream stream) {
        if (offer.subprotocols().size() > 1) throw ApiException.badRequest("bad websocket protocol");
        var subprotocol = offer.subprotocols().stream().findFirst();
        return new ApiResponse.Upgrade(headers, new ApiResponse.Protocol.WebSocketDialog(subprotocol, stream));
    }

    private static ApiResponse done(Target target, Writes.Done done, Representation as) {
        return target.part() instanceof Part.Faceted faceted
                ? Facets.reply(faceted.as(), done.object(), as)
                : Reply.object(target, done.object(), done.created() ? 201 : 200, as);
    }

    private ApiResponse delete(Target target, ObjectKey key, Call call, Warnings warnings) throws InterruptedException {
        var as = Representation.of(call.request(), Of.OBJECT, target);
        var options = DeleteOptions.of(call.request(), intake);
        if (options.reading() == DeleteOptions.Reading.IMPOSSIBLE) return deleteUnreadable(target, key, call, as);
        var deletion = new Deletion(options, call.caller(), warnings);
        return switch (deletes.delete(target, key, deletion)) {
            case Deletes.Deleted.Gone(var object) -> gone(target, object, as);
            case Deletes.Deleted.Waiting(var object) -> Reply.object(target, object, 200, as);
        };
    }

    private ApiResponse deleteUnreadable(Target target, ObjectKey key, Call call, Representation as)
            throws InterruptedException {
        pipeline.require("unsafe-delete-ignore-read-errors", call);
        deletes.deleteUnreadable(target, key);
        var details = new Status.Details(key.name(), "", target.kind().kind(), "", List.of(), 0);
        return Reply.document(Status.success(details).toValue(), 200, as.whole());
    }

    private static ApiResponse gone(Target target, Value.Struct object, Representation as) {
        var metadata = object.struct("metadata");
        var resource = target.type().groupResource();
        var details = new Status.Details(
                metadata.text("name").orElse(""),
                resource.group(),
                resource.resource(),
                metadata.text("uid").orElse(""),
                List.of(),
                0);
        return Reply.document(Status.success(details).toValue(), 200, as.whole());
    }

    private ApiResponse deleteAll(Target target, ListOptions options, Call call, Warnings warnings)
            throws InterruptedException {
        var as = Representation.of(call.request(), Of.LIST, target);
        var deleting = DeleteOptions.of(call.request(), intake).ofCollection();
        var deletion = new Deletion(deleting, call.caller(), warnings);
        var listing = reads.list(target, options);
        // Made first: where some of them cannot be read, none is deleted.
        var answer = Reply.list(target, listing.metadata(), listing.objects(), as);
        for (var object : listing.objects()) deletes.deleteIfThere(target, object.key(), deletion);
        return answer;
    }
}
