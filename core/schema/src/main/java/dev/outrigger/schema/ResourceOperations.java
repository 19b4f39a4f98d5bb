package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The operations of one resource by their path, named and described as upstream's route installer does.
final class ResourceOperations {
    private static final String DEPRECATED = ". deprecated: use the 'watch' parameter with a list operation instead";

    private final PublishedResource resource;
    private final String kind;
    private final ApiNames names;
    private final Reach here;
    private final Target main;
    private final Map<String, List<ApiOperation>> byPath;

    /// What an operation on many objects reaches.
    ///
    /// @param path the path from the version down to the resource
    /// @param scope what the scope adds to an operation's name
    /// @param suffix what is added at the name's end
    private record Reach(String path, String scope, String suffix) {}

    /// What an operation on one object works on: the object itself, or one of its subresources.
    ///
    /// @param suffix what the subresource adds to an operation's name
    /// @param words how descriptions call it
    private record Target(String suffix, String words, GroupVersionKind kind, Schema schema) {}

    private ResourceOperations(PublishedResource resource, Map<String, List<ApiOperation>> byPath) {
        this.resource = resource;
        this.byPath = byPath;
        this.kind = resource.kind().kind();
        this.names = ApiNames.of(resource.kind().groupVersion());
        this.here = resource.namespaced()
                ? new Reach("namespaces/{namespace}/" + resource.plural(), "Namespaced", "")
                : new Reach(resource.plural(), "", "");
        this.main = new Target("", "the specified " + kind, resource.kind(), resource.schema());
    }

    /// Adds the resource's operations to those that are known by their path.
    static void add(PublishedResource resource, Map<String, List<ApiOperation>> byPath) {
        var operations = new ResourceOperations(resource, byPath);
        operations.collection();
        operations.object();
        operations.watches();
        resource.subresources().forEach(operations::subresource);
    }

    private void collection() {
        String path = path("", here);
        if (has("list")) reaches().forEach(reach -> put(path("", reach), list(reach)));
        if (has("create")) put(path, post("create" + ApiNames.article(kind) + kind, main));
        if (has("deletecollection")) put(path, deleteCollection());
    }

    private void object() {
        String path = path("", here) + "/{name}";
        if (has("get")) put(path, get(main));
        if (has("update")) put(path, put(main));
        if (has("patch")) put(path, patch(main));
        if (has("delete")) put(path, delete());
    }

    /// The paths below `/watch/`, which came before the parameter and are still served.
    private void watches() {
        if (!has("watch")) return;
        String many = "watch individual changes to a list of " + kind + DEPRECATED + ".";
        String one = "watch changes to an object of kind " + kind + DEPRECATED
                + ", filtered to a single item with the 'fieldSelector' parameter.";
        reaches().forEach(reach -> {
            String id = id("watch", reach.scope(), "List" + reach.suffix());
            put(path("watch/", reach), watch(id, many, "watchlist"));
        });
        put(path("watch/", here) + "/{name}", watch(id("watch", here.scope(), ""), one, "watch"));
    }

    private void subresource(PublishedSubresource subresource) {
        String path = path("", here) + "/{name}/" + subresource.name();
        switch (subresource) {
            case PublishedSubresource.Edited edited -> edited(edited, path);
            case PublishedSubresource.Connected connected -> {
                for (String method : connected.methods()) put(path, connect(method, connected));
                switch (connected.reach()) {
                    case ITSELF -> {}
                    case PATHS_BELOW ->
                        connected.methods().forEach(method -> put(path + "/{path}", connectBelow(method, connected)));
                }
            }
        }
    }

    private void edited(PublishedSubresource.Edited edited, String path) {
        String words = edited.name() + " of the specified " + kind;
        var target = new Target(capital(edited.name()), words, edited.kind(), edited.schema());
        String created = "create " + edited.name() + " of" + ApiNames.article(kind) + kind;
        if (edited.verbs().contains("get")) put(path, get(target));
        if (edited.verbs().contains("create")) put(path, post(created, target));
        if (edited.verbs().contains("update")) put(path, put(target));
        if (edited.verbs().contains("patch")) put(path, patch(target));
    }

    private ApiOperation list(Reach reach) {
        String description = (has("watch") ? "list or watch" : "list") + " objects of kind " + kind;
        return operation("get", id("list", reach.scope(), reach.suffix()), description)
                .about("list", resource.kind())
                .asking(ApiParameter.LIST)
                .giving(200, "OK", MetaSchemas.listOf(resource.schema()))
                .in(MediaTypes.ANY, MediaTypes.STREAMS);
    }

    private ApiOperation watch(String id, String description, String action) {
        return operation("get", id, description)
                .about(action, resource.kind())
                .asking(ApiParameter.LIST)
                .giving(200, "OK", MetaSchemas.WATCH_EVENT)
                .in(MediaTypes.ANY, MediaTypes.STREAMS);
    }

    private ApiOperation get(Target target) {
        return operation("get", id("read", here.scope(), target.suffix()), "read " + target.words())
                .about("get", target.kind())
                .giving(200, "OK", target.schema());
    }

    private ApiOperation post(String description, Target target) {
        return operation("post", id("create", here.scope(), target.suffix()), description)
                .about("post", target.kind())
                .asking(ApiParameter.WRITE)
                .taking(new ApiOperation.Body(target.schema(), true))
                .giving(200, "OK", target.schema())
                .giving(201, "Created", target.schema())
                .giving(202, "Accepted", target.schema());
    }

    private ApiOperation put(Target target) {
        return operation("put", id("replace", here.scope(), target.suffix()), "replace " + target.words())
                .about("put", target.kind())
                .asking(ApiParameter.WRITE)
                .taking(new ApiOperation.Body(target.schema(), true))
                .giving(200, "OK", target.schema())
                .giving(201, "Created", target.schema());
    }

    private ApiOperation patch(Target target) {
        return operation("patch", id("patch", here.scope(), target.suffix()), "partially update " + target.words())
                .about("patch", target.kind())
                .asking(ApiParameter.PATCH)
                .taking(new ApiOperation.Body(MetaSchemas.PATCH, true))
                .giving(200, "OK", target.schema())
                .giving(201, "Created", target.schema())
                .in(MediaTypes.PATCHES, MediaTypes.OBJECTS);
    }

    private ApiOperation delete() {
        return operation("delete", id("delete", here.scope(), ""), "delete" + ApiNames.article(kind) + kind)
                .about("delete", resource.kind())
                .asking(ApiParameter.DELETE)
                .taking(new ApiOperation.Body(MetaSchemas.DELETE_OPTIONS, false))
                .giving(200, "OK", MetaSchemas.STATUS)
                .giving(202, "Accepted", MetaSchemas.STATUS);
    }

    private ApiOperation deleteCollection() {
        return operation("delete", id("delete", "Collection" + here.scope(), ""), "delete collection of " + kind)
                .about("deletecollection", resource.kind())
                .asking(ApiParameter.DELETE_COLLECTION)
                .taking(new ApiOperation.Body(MetaSchemas.DELETE_OPTIONS, false))
                .giving(200, "OK", MetaSchemas.STATUS);
    }

    private ApiOperation connect(String method, PublishedSubresource.Connected subresource) {
        return connect(method, subresource, "").asking(parameters(subresource.options()));
    }

    private ApiOperation connectBelow(String method, PublishedSubresource.Connected subresource) {
        var path = ApiParameter.path("path", "path to the resource");
        return connect(method, subresource, "WithPath").asking(List.of(path)).asking(parameters(subresource.options()));
    }

    private ApiOperation connect(String method, PublishedSubresource.Connected subresource, String suffix) {
        String id = "connect" + names.prefix() + capital(method) + here.scope() + kind + capital(subresource.name());
        String description =
                "connect " + method.toUpperCase(Locale.ROOT) + " requests to " + subresource.name() + " of " + kind;
        return ApiOperation.of(method, id + suffix, names.tag(), description)
                .about("connect", subresource.kind())
                .giving(200, "OK", Schema.of(Schema.Type.STRING))
                .in(MediaTypes.ANY, MediaTypes.ANY);
    }

    private static List<ApiParameter> parameters(Schema options) {
        var parameters = new ArrayList<ApiParameter>();
        options.properties()
                .forEach((name, option) ->
                        parameters.add(ApiParameter.query(name, typeOf(option), option.description())));
        return parameters;
    }

    /// The type of a parameter; one that may be given several times is told by one of its values.
    private static String typeOf(Schema option) {
        return switch (option.items().orElse(option).type()) {
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING, INT_OR_STRING, ANY, OBJECT, ARRAY -> "string";
        };
    }

    private ApiOperation operation(String method, String id, String description) {
        return ApiOperation.of(method, id, names.tag(), description).asking(List.of(ApiParameter.PRETTY));
    }

    private List<Reach> reaches() {
        return resource.namespaced()
                ? List.of(here, new Reach(resource.plural(), "", "ForAllNamespaces"))
                : List.of(here);
    }

    private void put(String path, ApiOperation operation) {
        byPath.computeIfAbsent(path, _ -> new ArrayList<>()).add(operation);
    }

    private String path(String watch, Reach reach) {
        return names.path() + "/" + watch + reach.path();
    }

    private String id(String verb, String scope, String suffix) {
        return verb + names.prefix() + scope + kind + suffix;
    }

    private boolean has(String verb) {
        return resource.verbs().contains(verb);
    }

    private static String capital(String word) {
        return ApiNames.camel(word, true);
    }
}
