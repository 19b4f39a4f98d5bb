package dev.outrigger.rest;

import dev.outrigger.kinds.Column;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.Value;
import dev.outrigger.rest.Representation.IncludeObject;
import dev.outrigger.rest.Representation.Shape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Objects as tables and as bare metadata.
final class Shapes {
    private static final List<Value> DEFAULT_COLUMNS = List.of(
            definition(
                    "Name",
                    "string",
                    "name",
                    "Name must be unique within a namespace. Clients may ask the server to generate one.",
                    0),
            definition("Created At", "date", "", "When the server created the object, in UTC.", 0));

    private Shapes() {}

    /// A document that holds one object.
    ///
    /// @param view the object in the version that is spoken
    static Value.Struct document(ResourceType.Version version, Value.Struct view, Shape shape) {
        return switch (shape) {
            case Shape.Whole() -> view;
            case Shape.Metadata(var metaVersion) -> metadata(view, metaVersion);
            case Shape.Table table -> {
                var revision = view.struct("metadata").text("resourceVersion").orElse("");
                var list = Value.object("resourceVersion", revision);
                yield table(table, list, columns(version), List.of(row(version, view, table)));
            }
        };
    }

    static Value.Struct table(Shape.Table shape, Value.Struct listMetadata, Value columns, List<Value> rows) {
        return Value.object(
                "kind",
                "Table",
                "apiVersion",
                "meta.k8s.io/" + shape.version(),
                "metadata",
                listMetadata,
                "columnDefinitions",
                columns,
                "rows",
                new Value.Array(rows));
    }

    static Value.Struct metadata(Value.Struct view, String metaVersion) {
        return Value.object(
                "kind",
                "PartialObjectMetadata",
                "apiVersion",
                "meta.k8s.io/" + metaVersion,
                "metadata",
                view.struct("metadata"));
    }

    static Value.Array columns(ResourceType.Version version) {
        if (version.columns().isEmpty()) return new Value.Array(DEFAULT_COLUMNS);
        var definitions = new ArrayList<Value>();
        definitions.add(DEFAULT_COLUMNS.getFirst());
        for (Column column : version.columns()) {
            definitions.add(
                    definition(column.name(), column.type(), column.format(), column.description(), column.priority()));
        }
        return new Value.Array(definitions);
    }

    private static Value definition(String name, String type, String format, String description, int priority) {
        return Value.object(
                "name", name, "type", type, "format", format, "description", description, "priority", priority);
    }

    static Value.Struct row(ResourceType.Version version, Value.Struct view, Shape.Table shape) {
        var members = new LinkedHashMap<String, Value>();
        members.put("cells", cells(version, view));
        switch (shape.include()) {
            case NONE -> {}
            case METADATA -> members.put("object", metadata(view, shape.version()));
            case OBJECT -> members.put("object", view);
        }
        return new Value.Struct(members);
    }

    private static Value cells(ResourceType.Version version, Value.Struct view) {
        var metadata = view.struct("metadata");
        var cells = new ArrayList<Value>();
        cells.add(Value.of(metadata.text("name").orElse("")));
        if (version.columns().isEmpty())
            cells.add(Value.of(metadata.text("creationTimestamp").orElse("")));
        var now = Instant.now();
        for (Column column : version.columns()) cells.add(column.cell(view, now));
        return new Value.Array(cells);
    }

    /// Whether rows of this version are the same at any time: no column tells an age.
    static boolean rowsAreTimeless(ResourceType.Version version) {
        return version.columns().stream().noneMatch(column -> column.type().equals("date"));
    }

    /// The name under which encodings in this shape are kept.
    static String formName(Shape shape) {
        return switch (shape) {
            case Shape.Whole() -> "";
            case Shape.Metadata(var version) -> "metadata/" + version;
            case Shape.Table(var version, IncludeObject include) -> "row/" + version + "/" + include;
        };
    }
}
