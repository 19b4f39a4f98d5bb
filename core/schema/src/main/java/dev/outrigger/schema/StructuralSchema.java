package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The `openAPIV3Schema` of a CRD: what the OpenAPI documents publish of a kind, all in place, without what
/// apiextensions refuses there (upstream's `pkg/apis/apiextensions/validation` and `pkg/apiserver/schema`).
public final class StructuralSchema {
    /// What may be said of the resource itself and of resources inside it: it has a type and nothing else, as its
    /// members are implied.
    private static final Schema METADATA = Schema.of(Schema.Type.OBJECT);

    private static final Definitions NONE = new Definitions(new PublishedKinds(List.of()));

    private StructuralSchema() {}

    /// The schema of a kind as a CRD writes it.
    ///
    /// @param kind the whole object, apiVersion, kind and metadata included
    /// @throws IllegalArgumentException where no CRD can say it; the message names the field and the fix
    public static Value.Struct of(Schema kind) {
        var inPlace = resource(inPlace(kind));
        StructuralCheck.check(inPlace);
        return SchemaForm.OPENAPI.content(inPlace, NONE);
    }

    private static Schema inPlace(Schema schema) {
        var properties = new LinkedHashMap<String, Schema>();
        schema.properties().forEach((name, member) -> properties.put(name, inPlace(member)));
        var result = schema.withName("")
                .withProperties(properties)
                .withPreserveUnknown(schema.preserveUnknown() || schema.type() == Schema.Type.ANY)
                .withMerge(merge(schema));
        if (schema.additionalProperties().isPresent()) {
            result = result.withAdditionalProperties(
                    inPlace(schema.additionalProperties().get()));
        }
        if (schema.type() == Schema.Type.ARRAY) {
            var items = schema.items().map(StructuralSchema::inPlace);
            result = result.withItems(items.orElseGet(() -> Schema.of(Schema.Type.ANY)));
        }
        return schema.embeddedResource() ? resource(result) : result;
    }

    /// Strategic merge patches are for built-in types alone.
    private static Schema.Merge merge(Schema schema) {
        Schema.Merge merge = schema.merge();
        return new Schema.Merge(merge.listType(), merge.listMapKeys(), merge.atomicMap(), "", "");
    }

    private static Schema resource(Schema schema) {
        if (!schema.properties().containsKey("metadata")) return schema;
        var properties = new LinkedHashMap<>(schema.properties());
        properties.put("metadata", METADATA);
        return schema.withProperties(properties);
    }

    /// Whether the schema's values are scalars, which sets hold and map lists have for keys.
    static boolean isScalar(Schema schema) {
        return Set.of(Schema.Type.STRING, Schema.Type.INTEGER, Schema.Type.NUMBER, Schema.Type.BOOLEAN)
                        .contains(schema.type())
                || schema.type() == Schema.Type.INT_OR_STRING;
    }

    /// The member of that name, whatever way a schema knows it.
    static Optional<Schema> member(Schema schema, String name) {
        return Optional.ofNullable(schema.properties().get(name));
    }
}
