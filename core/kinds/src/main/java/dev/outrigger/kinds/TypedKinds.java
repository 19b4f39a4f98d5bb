package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes kinds of authors' types.
final class TypedKinds {
    private final ObjectMapper mapper;

    TypedKinds(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /// A type's objects as that kind.
    <X> Mapped<X> form(Class<X> type, String kind) {
        return new Mapped<>(mapper, mapper.constructType(type), kind);
    }

    /// The kind whose objects are of that type.
    ///
    /// @throws IllegalArgumentException where the type cannot be mapped, or a column shows no field of it
    Subresource.Kind kind(Class<?> type, GroupVersionKind name, List<Column> columns) {
        var schemas = new TypeSchemas(mapper, name.groupVersion());
        var own = schemas.of(mapper.constructType(type), Resource.ENGINE_FIELDS);
        var schema = whole(own, List.of());
        var all = new ArrayList<>(columns);
        all.addAll(schemas.columns());
        all.addAll(ColumnTypes.annotated(type));
        return new Subresource.Kind(name, schema, ColumnTypes.resolve(all, schema, type));
    }

    /// The parameters that a type's members stand for.
    ///
    /// @throws IllegalArgumentException where a member is nothing that a query can hold
    Schema parameters(Class<?> type) {
        var schema = new TypeSchemas(mapper, new GroupVersion("", "v1")).of(mapper.constructType(type), Set.of());
        schema.properties().forEach((name, member) -> checkParameter(type, name, member));
        return schema;
    }

    private static void checkParameter(Class<?> type, String name, Schema member) {
        var one = member.items().orElse(member);
        boolean scalar = switch (one.type()) {
            case STRING, BOOLEAN, INTEGER, NUMBER, INT_OR_STRING -> true;
            case ANY, OBJECT, ARRAY -> false;
        };
        if (scalar) return;
        throw new IllegalArgumentException(type.getName() + "." + name
                + " cannot stand in a query: make it a string, a number, a boolean, or a list of them");
    }

    /// A kind's schema from that of its members.
    static Schema whole(Schema own, List<Rule> more) {
        var rules = new ArrayList<>(own.rules());
        rules.addAll(more);
        return MetaSchemas.kind(own.properties())
                .withRequired(own.required())
                .withName(own.name())
                .withDescription(own.description())
                .withRules(rules)
                .withPreserveUnknown(own.preserveUnknown());
    }
}
