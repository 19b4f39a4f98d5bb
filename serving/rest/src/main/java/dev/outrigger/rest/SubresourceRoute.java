package dev.outrigger.rest;

import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.RequestInfo;
import dev.outrigger.rest.WriteOptions.Use;

/// The way from a request below an object to the operation it asks for.
///
/// @param target the resource, whole
record SubresourceRoute(Call call, RequestInfo.Target about, Target target, Catalog.Owner.Local local) {

    /// The operation.
    ///
    /// @throws ApiException 404 where nothing is served there, 405 where it cannot be done there
    Operation operation() {
        var subresource = target.type()
                .subresource(about.subresource(), target.version().name())
                .orElseThrow(ApiException::noSuchResource);
        boolean namespaced = !target.type().namespaced() || !about.namespace().isEmpty();
        boolean lasting =
                call.info().verb().equals("watch") || call.info().verb().equals("proxy");
        if (about.name().isEmpty() || !namespaced || lasting) throw ApiException.noSuchResource();
        if (goesFurther() && !takesPaths(subresource)) throw ApiException.noSuchResource();
        return switch (subresource) {
            case Subresource.Status _ -> onPart(target.at(Target.Part.STATUS));
            case Subresource.Faceted faceted ->
                onPart(target.at(new Target.Part.Faceted(faceted, local.rulesOf(faceted)))
                        .inHub());
            case Subresource.Action action -> act(action);
            case Subresource.Connect connect -> connect(connect);
        };
    }

    private ObjectKey key() {
        return new ObjectKey(about.namespace(), about.name());
    }

    private boolean goesFurther() {
        return !about.trailing().isEmpty() || call.request().path().endsWith("/");
    }

    private static boolean takesPaths(Subresource subresource) {
        return subresource instanceof Subresource.Connect connect
                && switch (connect.paths()) {
                    case NONE -> false;
                    case BELOW -> true;
                };
    }

    private Operation onPart(Target part) {
        return Dispatcher.onPart(part, key(), call.request());
    }

    private Operation act(Subresource.Action action) {
        if (!call.request().method().equals("POST")) throw ApiException.methodNotAllowed();
        var options = WriteOptions.of(call.request(), Use.CREATE);
        return new Operation.Act(target, key(), action, local.rulesOf(action), options);
    }

    private Operation connect(Subresource.Connect connect) {
        var method = connect.methods().stream()
                .filter(one -> one.name().equals(call.request().method()))
                .findFirst()
                .orElseThrow(ApiException::methodNotAllowed);
        var path = String.join("/", about.trailing());
        boolean slash = !path.isEmpty() && call.request().path().endsWith("/");
        return new Operation.Connect(target, key(), connect, method, slash ? path + "/" : path);
    }
}
