package dev.outrigger.codec;

import static dev.outrigger.codec.ProtoPart.ANY;
import static dev.outrigger.codec.ProtoPart.BOOL;
import static dev.outrigger.codec.ProtoPart.DOUBLE;
import static dev.outrigger.codec.ProtoPart.INT64;
import static dev.outrigger.codec.ProtoPart.TEXT;
import static dev.outrigger.codec.ProtoPart.TEXTS;
import static dev.outrigger.codec.ProtoPart.choice;
import static dev.outrigger.codec.ProtoPart.entries;
import static dev.outrigger.codec.ProtoPart.message;
import static dev.outrigger.codec.ProtoPart.repeated;
import static dev.outrigger.codec.ProtoPart.wrapped;

import dev.outrigger.meta.Value;

/// The messages of gnostic's `openapi_v2`, as far as the documents of this module use them. The field numbers are
/// those of its `OpenAPIv2.proto`.
final class SwaggerProto {
    private static final ProtoPart SCHEMA_PART = message(() -> SwaggerProto.SCHEMA);

    private static final ProtoShape SCHEMA = new ProtoShape()
            .with("$ref", 1, TEXT)
            .with("format", 2, TEXT)
            .with("title", 3, TEXT)
            .with("description", 4, TEXT)
            .with("default", 5, ANY)
            .with("multipleOf", 6, DOUBLE)
            .with("maximum", 7, DOUBLE)
            .with("exclusiveMaximum", 8, BOOL)
            .with("minimum", 9, DOUBLE)
            .with("exclusiveMinimum", 10, BOOL)
            .with("maxLength", 11, INT64)
            .with("minLength", 12, INT64)
            .with("pattern", 13, TEXT)
            .with("maxItems", 14, INT64)
            .with("minItems", 15, INT64)
            .with("uniqueItems", 16, BOOL)
            .with("maxProperties", 17, INT64)
            .with("minProperties", 18, INT64)
            .with("required", 19, TEXTS)
            .with("enum", 20, repeated(ANY))
            .with(
                    "additionalProperties",
                    21,
                    choice(value -> wrapped(
                            value instanceof Value.Bool ? 2 : 1, value instanceof Value.Bool ? BOOL : SCHEMA_PART)))
            .with("type", 22, wrapped(1, TEXTS))
            .with("items", 23, wrapped(1, SCHEMA_PART))
            .with("allOf", 24, repeated(SCHEMA_PART))
            .with("properties", 25, entries(SCHEMA_PART))
            .with("readOnly", 27, BOOL)
            .with("example", 30, ANY)
            .withExtensions(31);

    private static final ProtoShape BODY_PARAMETER = new ProtoShape()
            .with("description", 1, TEXT)
            .with("name", 2, TEXT)
            .with("in", 3, TEXT)
            .with("required", 4, BOOL)
            .with("schema", 5, SCHEMA_PART)
            .withExtensions(6);

    private static final ProtoShape QUERY_PARAMETER = new ProtoShape()
            .with("required", 1, BOOL)
            .with("in", 2, TEXT)
            .with("description", 3, TEXT)
            .with("name", 4, TEXT)
            .with("type", 6, TEXT)
            .with("format", 7, TEXT)
            .with("uniqueItems", 20, BOOL)
            .withExtensions(23);

    private static final ProtoShape PATH_PARAMETER = new ProtoShape()
            .with("required", 1, BOOL)
            .with("in", 2, TEXT)
            .with("description", 3, TEXT)
            .with("name", 4, TEXT)
            .with("type", 5, TEXT)
            .with("format", 6, TEXT)
            .with("uniqueItems", 19, BOOL)
            .withExtensions(22);

    private static final ProtoPart PARAMETER = wrapped(1, choice(SwaggerProto::parameter));

    private static final ProtoShape RESPONSE = new ProtoShape()
            .with("description", 1, TEXT)
            .with("schema", 2, wrapped(1, SCHEMA_PART))
            .withExtensions(5);

    private static final ProtoShape RESPONSES =
            new ProtoShape().withOthers(1, wrapped(1, message(() -> RESPONSE))).withExtensions(2);

    private static final ProtoPart SECURITY = repeated(entries(wrapped(1, TEXTS)));

    private static final ProtoShape OPERATION = new ProtoShape()
            .with("tags", 1, TEXTS)
            .with("summary", 2, TEXT)
            .with("description", 3, TEXT)
            .with("operationId", 5, TEXT)
            .with("produces", 6, TEXTS)
            .with("consumes", 7, TEXTS)
            .with("parameters", 8, repeated(PARAMETER))
            .with("responses", 9, message(() -> RESPONSES))
            .with("schemes", 10, TEXTS)
            .with("deprecated", 11, BOOL)
            .with("security", 12, SECURITY)
            .withExtensions(13);

    private static final ProtoPart OPERATION_PART = message(() -> OPERATION);

    private static final ProtoShape PATH_ITEM = new ProtoShape()
            .with("get", 2, OPERATION_PART)
            .with("put", 3, OPERATION_PART)
            .with("post", 4, OPERATION_PART)
            .with("delete", 5, OPERATION_PART)
            .with("options", 6, OPERATION_PART)
            .with("head", 7, OPERATION_PART)
            .with("patch", 8, OPERATION_PART)
            .with("parameters", 9, repeated(PARAMETER))
            .withExtensions(10);

    private static final ProtoShape PATHS =
            new ProtoShape().withOthers(2, message(() -> PATH_ITEM)).withExtensions(1);

    private static final ProtoShape INFO = new ProtoShape()
            .with("title", 1, TEXT)
            .with("version", 2, TEXT)
            .with("description", 3, TEXT)
            .withExtensions(7);

    private static final ProtoShape API_KEY = new ProtoShape()
            .with("type", 1, TEXT)
            .with("name", 2, TEXT)
            .with("in", 3, TEXT)
            .with("description", 4, TEXT)
            .withExtensions(5);

    private static final ProtoShape DOCUMENT = new ProtoShape()
            .with("swagger", 1, TEXT)
            .with("info", 2, message(() -> INFO))
            .with("schemes", 5, TEXTS)
            .with("consumes", 6, TEXTS)
            .with("produces", 7, TEXTS)
            .with("paths", 8, message(() -> PATHS))
            .with("definitions", 9, entries(SCHEMA_PART))
            .with("security", 12, SECURITY)
            .with("securityDefinitions", 13, entries(wrapped(2, message(() -> API_KEY))))
            .withExtensions(16);

    private SwaggerProto() {}

    static byte[] encode(Value.Struct document) {
        var out = new ProtoWriter();
        DOCUMENT.write(out, document);
        return out.bytes();
    }

    /// The variant of `Parameter` that a parameter is.
    private static ProtoPart parameter(Value value) {
        String in = value instanceof Value.Struct struct ? struct.text("in").orElse("") : "";
        return switch (in) {
            case "body" -> wrapped(1, message(() -> BODY_PARAMETER));
            case "query" -> wrapped(2, wrapped(3, message(() -> QUERY_PARAMETER)));
            case "path" -> wrapped(2, wrapped(4, message(() -> PATH_PARAMETER)));
            default -> throw new IllegalArgumentException("no message for a parameter in " + in);
        };
    }
}
