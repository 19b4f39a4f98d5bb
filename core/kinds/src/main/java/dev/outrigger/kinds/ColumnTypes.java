package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds the columns that a type's annotations give, and the type of each column's field.
final class ColumnTypes {
    private ColumnTypes() {}

    /// The columns of fabric8's `@AdditionalPrinterColumn` annotations on the class.
    static List<Column> annotated(Class<?> type) {
        var columns = new ArrayList<Column>();
        for (Annotation annotation : type.getAnnotations()) {
            var name = annotation.annotationType().getName();
            if (name.equals(Annotations.CRD + "AdditionalPrinterColumn")) columns.add(column(annotation));
            if (name.equals(Annotations.CRD + "AdditionalPrinterColumns")) {
                var each = Annotations.value(annotation, "value", Annotation[].class);
                Arrays.stream(each).map(ColumnTypes::column).forEach(columns::add);
            }
        }
        return columns;
    }

    /// The column of a member with fabric8's `@PrinterColumn`; named after the member where it gives no name.
    static Column ofMember(Annotation annotation, List<String> path) {
        var name = Annotations.value(annotation, "name", String.class);
        return new Column(
                name.isEmpty() ? path.getLast().toUpperCase(java.util.Locale.ROOT) : name,
                "",
                format(annotation),
                "",
                Annotations.value(annotation, "priority", Integer.class),
                "." + String.join(".", path));
    }

    private static String format(Annotation annotation) {
        var format = lower(Annotations.value(annotation, "format", Object.class));
        return format.equals("none") ? "" : format;
    }

    private static Column column(Annotation annotation) {
        return new Column(
                Annotations.value(annotation, "name", String.class),
                typeName(annotation),
                format(annotation),
                Annotations.value(annotation, "getDescription", String.class),
                Annotations.value(annotation, "priority", Integer.class),
                Annotations.value(annotation, "jsonPath", String.class));
    }

    private static String typeName(Annotation annotation) {
        return lower(Annotations.value(annotation, "type", Object.class));
    }

    private static String lower(Object constant) {
        return constant.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// The columns, each with the type of the field it shows.
    ///
    /// @throws IllegalArgumentException where a path leads nowhere
    static List<Column> resolve(List<Column> columns, Schema schema, Class<?> owner) {
        return columns.stream().map(column -> resolve(column, schema, owner)).toList();
    }

    private static Column resolve(Column column, Schema schema, Class<?> owner) {
        var found = follow(ColumnPath.of(column.path()).steps(), schema);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(owner.getName() + ": the column " + column.name() + " shows "
                    + column.path() + ", which is no field of the type: correct the path or add the field");
        }
        if (!column.type().isEmpty()) return column;
        return new Column(
                column.name(),
                typeOf(found.get()),
                column.format(),
                column.description().isEmpty() ? found.get().description() : column.description(),
                column.priority(),
                column.path());
    }

    private static String typeOf(Schema schema) {
        return switch (schema.type()) {
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case STRING -> schema.format().equals("date-time") ? "date" : "string";
            case ANY, OBJECT, ARRAY, INT_OR_STRING -> "string";
        };
    }

    private static Optional<Schema> follow(List<ColumnPath.Step> steps, Schema schema) {
        var at = Optional.of(schema);
        for (ColumnPath.Step step : steps) at = at.flatMap(here -> follow(step, here));
        return at;
    }

    private static Optional<Schema> follow(ColumnPath.Step step, Schema schema) {
        if (schema.type() == Schema.Type.ANY) return Optional.of(schema);
        return switch (step) {
            case ColumnPath.Step.Member(var name) -> {
                if (schema.properties().containsKey(name))
                    yield Optional.of(schema.properties().get(name));
                yield schema.preserveUnknown()
                        ? Optional.of(Schema.of(Schema.Type.ANY))
                        : schema.additionalProperties();
            }
            case ColumnPath.Step.Index _, ColumnPath.Step.All _, ColumnPath.Step.Where _ ->
                schema.items().or(schema::additionalProperties);
        };
    }
}
