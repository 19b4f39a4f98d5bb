package dev.outrigger.schema;

import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.struct;

import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Set;

/// What the tests of the documents publish, and how they look into a document.
final class Published {
    static final OpenApi.Info INFO = new OpenApi.Info("Outrigger", "v0.1");
    static final GroupVersionKind CAT = new GroupVersion("animal.skai.io", "v1alpha1").kind("Cat");
    static final Set<String> ALL =
            Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private Published() {}

    static Schema cat(Schema spec) {
        return Given.resource(spec).withDescription("A cat.");
    }

    static PublishedResource cats(Schema spec, PublishedSubresource... subresources) {
        return new PublishedResource(CAT, "cats", true, cat(spec), ALL, List.of(subresources));
    }

    static PublishedResource cats(PublishedSubresource... subresources) {
        return cats(struct("name", TEXT), subresources);
    }

    static PublishedResource nodes() {
        var kind = new GroupVersion("", "v1").kind("Node");
        return new PublishedResource(kind, "nodes", false, Given.resource(struct()), ALL, List.of());
    }

    /// The value at a path of member names and list indices.
    static Value at(Value document, String... path) {
        Value value = document;
        for (String step : path) {
            value = switch (value) {
                case Value.Struct struct ->
                    struct.get(step).orElseThrow(() -> new AssertionError("no " + step + " of " + List.of(path)));
                case Value.Array(var items) -> items.get(Integer.parseInt(step));
                default -> throw new AssertionError("nothing below " + step);
            };
        }
        return value;
    }

    static Set<String> names(Value object) {
        return ((Value.Struct) object).members().keySet();
    }

    /// The member of that name of each item of a list.
    static List<String> each(Value list, String name) {
        return ((Value.Array) list)
                .items().stream()
                        .map(item -> ((Value.Struct) item).text(name).orElseThrow())
                        .toList();
    }
}
