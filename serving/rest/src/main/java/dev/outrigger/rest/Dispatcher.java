package dev.outrigger.rest;

import dev.outrigger.codec.MediaType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.RequestInfo;
import dev.outrigger.rest.Operation.PatchKind;
import dev.outrigger.rest.WriteOptions.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Room three: from what a request is about to the operation it asks for.
final class Dispatcher {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /// The operation of a resource request.
    ///
    /// @throws ApiException 404 where nothing is served there, 405 where it cannot be done there
    Operation dispatch(Call call, RequestInfo.Target about, Catalog catalog) {
        var owner = catalog.find(about.groupVersion(), about.resource()).orElseThrow(ApiException::noSuchResource);
        return switch (owner) {
            case Catalog.Owner.Local local -> Verbs.checked(dispatch(call, placed(about, local), local));
        };
    }

    /// A namespace is authorized as if it were in itself, and is in none.
    private static RequestInfo.Target placed(RequestInfo.Target about, Catalog.Owner.Local local) {
        boolean itself =
                about.resource().equals("namespaces") && about.namespace().equals(about.name());
        return itself && !local.type().namespaced() ? about.in("") : about;
    }

    private static Operation dispatch(Call call, RequestInfo.Target about, Catalog.Owner.Local local) {
        var target = target(call, about, local);
        return about.subresource().isEmpty()
                ? dispatch(call, about, target)
                : new SubresourceRoute(call, about, target, local).operation();
    }

    private static Target target(Call call, RequestInfo.Target about, Catalog.Owner.Local local) {
        var type = local.type();
        boolean namespaceFits = type.namespaced() || about.namespace().isEmpty();
        if (!namespaceFits) throw ApiException.noSuchResource();
        return new Target(
                type,
                local.rules(),
                local.keeper().seenBy(call.caller(), about.namespace()),
                type.version(about.groupVersion().version()),
                about.namespace(),
                Target.Part.OBJECT);
    }

    private static Operation dispatch(Call call, RequestInfo.Target about, Target target) {
        var request = call.request();
        if (!METHODS.contains(request.method())) throw ApiException.methodNotAllowed();
        if (call.info().verb().equals("proxy")) throw ApiException.noSuchResource();
        if (call.info().verb().equals("watch")) {
            if (!request.method().equals("GET")) throw ApiException.methodNotAllowed();
            return watch(about, target, request);
        }
        boolean collection = about.name().isEmpty() || call.info().verb().equals("list");
        return collection
                ? onCollection(target, request)
                : onObject(target, new ObjectKey(about.namespace(), about.name()), request);
    }

    private static Operation watch(RequestInfo.Target about, Target target, ApiRequest request) {
        var options = listOptions(target, request, true);
        return new Operation.Watch(target, about.name().isEmpty() ? options : named(options, about.name()));
    }

    private static ListOptions listOptions(Target target, ApiRequest request, boolean watch) {
        return ListOptions.of(request.query(), watch, target.version().selectableFields());
    }

    /// The options for one name: a field selector beside it must ask for that name too.
    private static ListOptions named(ListOptions options, String name) {
        var terms = new ArrayList<>(options.fields().terms());
        boolean asksForIt = terms.stream()
                .anyMatch(term -> term.field().equals("metadata.name")
                        && !term.negated()
                        && term.value().equals(name));
        if (!terms.isEmpty() && !asksForIt) {
            throw ApiException.badRequest("fieldSelector metadata.name doesn't match requested name");
        }
        terms.add(new FieldSelector.Term("metadata.name", name, false));
        return new ListOptions(
                options.labels(),
                new FieldSelector(terms),
                options.resourceVersion(),
                options.resourceVersionMatch(),
                options.limit(),
                options.continueToken(),
                options.timeoutSeconds(),
                options.bookmarks(),
                options.sendInitialEvents());
    }

    private static Operation onCollection(Target target, ApiRequest request) {
        if (request.path().endsWith("/")) throw ApiException.badRequest("name must be provided");
        boolean everyNamespace =
                target.type().namespaced() && target.namespace().isEmpty();
        if (everyNamespace && !request.method().equals("GET")) throw ApiException.methodNotAllowed();
        return switch (request.method()) {
            case "GET" -> new Operation.List(target, listOptions(target, request, false));
            case "POST" -> new Operation.Create(target, WriteOptions.of(request, Use.CREATE));
            case "DELETE" -> new Operation.DeleteCollection(target, listOptions(target, request, false));
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private static Operation onObject(Target target, ObjectKey key, ApiRequest request) {
        if (target.type().namespaced() && target.namespace().isEmpty()) throw ApiException.noSuchResource();
        if (request.path().endsWith("/")) throw ApiException.noSuchResource();
        return request.method().equals("DELETE") ? new Operation.Delete(target, key) : onPart(target, key, request);
    }

    /// What can be done with an object and with each part of it.
    static Operation onPart(Target target, ObjectKey key, ApiRequest request) {
        return switch (request.method()) {
            case "GET" -> new Operation.Get(target, key, request.query().first("resourceVersion"));
            case "PUT" -> new Operation.Update(target, key, WriteOptions.of(request, Use.UPDATE));
            case "PATCH" -> patch(target, key, request);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private static Operation patch(Target target, ObjectKey key, ApiRequest request) {
        var header = request.headers().first("Content-Type").orElse("");
        var essence = MediaType.parse(header).map(MediaType::essence).orElse(header);
        var kind = Arrays.stream(PatchKind.values())
                .filter(one -> one.mediaType().equals(essence))
                .findFirst()
                .orElseThrow(() -> ApiException.unsupportedMediaType(patchTypes()));
        var use = kind.isApply() ? Use.APPLY : Use.PATCH;
        return new Operation.Edit(target, key, kind, WriteOptions.of(request, use));
    }

    private static List<String> patchTypes() {
        return Arrays.stream(PatchKind.values()).map(PatchKind::mediaType).toList();
    }
}
