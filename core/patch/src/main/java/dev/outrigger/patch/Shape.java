package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import dev.outrigger.schema.Schema.ListType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What may stand at one place of an object, in the terms of server-side apply. It follows kube-openapi's
/// conversion of published schemas, so that fields get the owners they have upstream.
sealed interface Shape {

    /// How a place is owned: as one value, item by item, or member by member.
    enum Form {
        /// One value.
        SCALAR,
        /// A list.
        LIST,
        /// An object.
        MAP
    }

    /// A place that a schema describes.
    ///
    /// @param keepsUnknown whether objects may hold more than they declare; handed on to what is below
    record Declared(Schema schema, boolean keepsUnknown) implements Shape {}

    /// A place that no schema describes: the value says what it is. Lists are owned whole, objects member by
    /// member, or whole where this is atomic.
    record Deduced(boolean atomic) implements Shape {}

    /// The shape of a whole object.
    static Shape of(Schema schema) {
        return of(schema, false);
    }

    private static Shape of(Schema schema, boolean keepsUnknown) {
        if (schema.type() == Schema.Type.ANY) return new Deduced(schema.merge().atomicMap());
        return new Declared(schema, keepsUnknown || schema.preserveUnknown());
    }

    /// How a value is owned here. What has the wrong JSON type is taken for what it should be; where anything
    /// may be, nothing and `null` are taken for an object.
    default Form form(@Nullable Value value) {
        return switch (this) {
            case Declared(var schema, var _) -> form(schema.type());
            case Deduced _ -> deduced(value);
        };
    }

    private static Form form(Schema.Type type) {
        return switch (type) {
            case ANY, OBJECT -> Form.MAP;
            case ARRAY -> Form.LIST;
            case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING -> Form.SCALAR;
        };
    }

    private static Form deduced(@Nullable Value value) {
        if (value == null) return Form.MAP;
        return switch (value) {
            case Value.Null _, Value.Struct _ -> Form.MAP;
            case Value.Array _ -> Form.LIST;
            case Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> Form.SCALAR;
        };
    }

    /// Whether an object here is owned whole.
    default boolean atomicMap() {
        return switch (this) {
            case Declared(var schema, var _) -> schema.merge().atomicMap();
            case Deduced(var atomic) -> atomic;
        };
    }

    /// How a list here is owned. One that only says how strategic merge treats it is owned by that: as a map by
    /// the merge key, or a set where there is none.
    default ListType listType() {
        return switch (this) {
            case Deduced _ -> ListType.ATOMIC;
            case Declared(var schema, var _) -> {
                var merge = schema.merge();
                if (merge.listType() != ListType.ATOMIC || !mergesByPatch(merge)) yield merge.listType();
                yield merge.patchMergeKey().isEmpty() ? ListType.SET : ListType.MAP;
            }
        };
    }

    /// The members that tell the items of a list of type map apart.
    default List<String> listKeys() {
        return switch (this) {
            case Deduced _ -> List.of();
            case Declared(var schema, var _) ->
                schema.merge().listType() == ListType.MAP
                        ? schema.merge().listMapKeys()
                        : List.of(schema.merge().patchMergeKey());
        };
    }

    private static boolean mergesByPatch(Schema.Merge merge) {
        return List.of(merge.patchStrategy().split(",")).contains("merge");
    }

    /// What a list here holds.
    default Shape items() {
        return switch (this) {
            case Deduced _ -> new Deduced(true);
            case Declared(var schema, var keepsUnknown) ->
                schema.items().map(items -> of(items, keepsUnknown)).orElseGet(() -> new Deduced(true));
        };
    }

    /// What the member of that name of an object here holds; empty where there may be no such member.
    default Optional<Shape> member(String name) {
        return switch (this) {
            case Deduced _ -> Optional.of(this);
            case Declared(var schema, var keepsUnknown) -> {
                var declared =
                        Optional.ofNullable(schema.properties().get(name)).or(schema::additionalProperties);
                if (declared.isPresent()) yield declared.map(member -> of(member, keepsUnknown));
                boolean freeForm = keepsUnknown || schema.properties().isEmpty();
                yield freeForm ? Optional.of(new Deduced(false)) : Optional.empty();
            }
        };
    }

    /// Whether an object here declares a member of that name, rather than allow it as a key of a map.
    default boolean declares(String name) {
        return this instanceof Declared(var schema, var _)
                && schema.properties().containsKey(name);
    }

    /// Whether the element is a declared field.
    default boolean declares(PathElement element) {
        return element instanceof PathElement.Field(var name) && declares(name);
    }

    /// The shape of the place one step below; empty where there may be none.
    default Optional<Shape> below(PathElement element) {
        return switch (element) {
            case PathElement.Field(var name) -> member(name);
            case PathElement.Key _, PathElement.Item _, PathElement.Index _ -> Optional.of(items());
        };
    }

    /// What is wrong with a scalar here, in upstream's words; empty where nothing is. A `null` is always
    /// allowed.
    default Optional<String> scalarProblem(Value value) {
        if (value instanceof Value.Null) return Optional.empty();
        return switch (this) {
            case Deduced _ -> anyScalar(value);
            case Declared(var schema, var _) ->
                switch (schema.type()) {
                    case STRING ->
                        schema.format().isEmpty() || schema.format().equals("byte") ? string(value) : anyScalar(value);
                    case INTEGER, NUMBER -> number(value);
                    case BOOLEAN -> bool(value);
                    case INT_OR_STRING, ANY, OBJECT, ARRAY -> anyScalar(value);
                };
        };
    }

    private static Optional<String> string(Value value) {
        if (value instanceof Value.Text) return Optional.empty();
        return Optional.of("expected string, got &value.valueUnstructured{Value:" + GoText.literal(value) + "}");
    }

    private static Optional<String> number(Value value) {
        if (value instanceof Value.Int || value instanceof Value.Real) return Optional.empty();
        return Optional.of("expected numeric (int or float), got " + GoText.type(value));
    }

    private static Optional<String> bool(Value value) {
        return value instanceof Value.Bool ? Optional.empty() : Optional.of("expected boolean, got " + got(value));
    }

    private static Optional<String> anyScalar(Value value) {
        return switch (value) {
            case Value.Array _, Value.Struct _ -> Optional.of("expected any scalar, got " + got(value));
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> Optional.empty();
        };
    }

    /// A value as upstream's messages show what they got.
    static String got(Value value) {
        return "&{" + GoText.plain(value) + "}";
    }
}
