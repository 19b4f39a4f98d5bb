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

/// The messages of gnostic's `openapi_v3`, as far as the documents of this module use them. The field numbers are
/// those of its `OpenAPIv3.proto`.
final class OpenApiProto {
    private static final ProtoShape REFERENCE =
            new ProtoShape().with("$ref", 1, TEXT).with("description", 3, TEXT);

    /// A `SchemaOrReference`: a message around either.
    private static final ProtoPart SCHEMA_OR_REFERENCE = choice(value ->
            isReference(value) ? wrapped(2, message(() -> REFERENCE)) : wrapped(1, message(() -> OpenApiProto.SCHEMA)));

    private static final ProtoShape SCHEMA = new ProtoShape()
            .with("nullable", 1, BOOL)
            .with("readOnly", 3, BOOL)
            .with("example", 7, ANY)
            .with("title", 9, TEXT)
            .with("multipleOf", 10, DOUBLE)
            .with("maximum", 11, DOUBLE)
            .with("exclusiveMaximum", 12, BOOL)
            .with("minimum", 13, DOUBLE)
            .with("exclusiveMinimum", 14, BOOL)
            .with("maxLength", 15, INT64)
            .with("minLength", 16, INT64)
            .with("pattern", 17, TEXT)
            .with("maxItems", 18, INT64)
            .with("minItems", 19, INT64)
            .with("uniqueItems", 20, BOOL)
            .with("maxProperties", 21, INT64)
            .with("minProperties", 22, INT64)
            .with("required", 23, TEXTS)
            .with("enum", 24, repeated(ANY))
            .with("type", 25, TEXT)
            .with("allOf", 26, repeated(SCHEMA_OR_REFERENCE))
            .with("oneOf", 27, repeated(SCHEMA_OR_REFERENCE))
            .with("anyOf", 28, repeated(SCHEMA_OR_REFERENCE))
            .with("not", 29, message(() -> OpenApiProto.SCHEMA))
            .with("items", 30, wrapped(1, SCHEMA_OR_REFERENCE))
            .with("properties", 31, entries(SCHEMA_OR_REFERENCE))
            .with(
                    "additionalProperties",
                    32,
                    choice(value -> wrapped(
                            value instanceof Value.Bool ? 2 : 1,
                            value instanceof Value.Bool ? BOOL : SCHEMA_OR_REFERENCE)))
            .with("default", 33, OpenApiProto::defaultType)
            .with("description", 34, TEXT)
            .with("format", 35, TEXT)
            .withExtensions(36);

    private static final ProtoShape PARAMETER = new ProtoShape()
            .with("name", 1, TEXT)
            .with("in", 2, TEXT)
            .with("description", 3, TEXT)
            .with("required", 4, BOOL)
            .with("schema", 10, SCHEMA_OR_REFERENCE)
            .withExtensions(14);

    private static final ProtoPart PARAMETERS = repeated(wrapped(1, message(() -> PARAMETER)));

    private static final ProtoShape MEDIA_TYPE =
            new ProtoShape().with("schema", 1, SCHEMA_OR_REFERENCE).withExtensions(5);

    private static final ProtoPart CONTENT = entries(message(() -> MEDIA_TYPE));

    private static final ProtoShape REQUEST_BODY = new ProtoShape()
            .with("description", 1, TEXT)
            .with("content", 2, CONTENT)
            .with("required", 3, BOOL)
            .withExtensions(4);

    private static final ProtoShape RESPONSE = new ProtoShape()
            .with("description", 1, TEXT)
            .with("content", 3, CONTENT)
            .withExtensions(5);

    private static final ProtoPart RESPONSE_PART = wrapped(1, message(() -> RESPONSE));

    private static final ProtoShape RESPONSES = new ProtoShape()
            .with("default", 1, RESPONSE_PART)
            .withOthers(2, RESPONSE_PART)
            .withExtensions(3);

    private static final ProtoShape OPERATION = new ProtoShape()
            .with("tags", 1, TEXTS)
            .with("summary", 2, TEXT)
            .with("description", 3, TEXT)
            .with("operationId", 5, TEXT)
            .with("parameters", 6, PARAMETERS)
            .with("requestBody", 7, wrapped(1, message(() -> REQUEST_BODY)))
            .with("responses", 8, message(() -> RESPONSES))
            .with("deprecated", 10, BOOL)
            .withExtensions(13);

    private static final ProtoPart OPERATION_PART = message(() -> OPERATION);

    private static final ProtoShape PATH_ITEM = new ProtoShape()
            .with("summary", 2, TEXT)
            .with("description", 3, TEXT)
            .with("get", 4, OPERATION_PART)
            .with("put", 5, OPERATION_PART)
            .with("post", 6, OPERATION_PART)
            .with("delete", 7, OPERATION_PART)
            .with("options", 8, OPERATION_PART)
            .with("head", 9, OPERATION_PART)
            .with("patch", 10, OPERATION_PART)
            .with("parameters", 13, PARAMETERS)
            .withExtensions(14);

    private static final ProtoShape PATHS =
            new ProtoShape().withOthers(1, message(() -> PATH_ITEM)).withExtensions(2);

    private static final ProtoShape INFO = new ProtoShape()
            .with("title", 1, TEXT)
            .with("description", 2, TEXT)
            .with("version", 6, TEXT)
            .withExtensions(7);

    private static final ProtoShape SECURITY_SCHEME = new ProtoShape()
            .with("type", 1, TEXT)
            .with("description", 2, TEXT)
            .with("name", 3, TEXT)
            .with("in", 4, TEXT)
            .withExtensions(9);

    private static final ProtoShape COMPONENTS = new ProtoShape()
            .with("schemas", 1, entries(SCHEMA_OR_REFERENCE))
            .with("securitySchemes", 7, entries(wrapped(1, message(() -> SECURITY_SCHEME))))
            .withExtensions(10);

    private static final ProtoShape DOCUMENT = new ProtoShape()
            .with("openapi", 1, TEXT)
            .with("info", 2, message(() -> INFO))
            .with("paths", 4, message(() -> PATHS))
            .with("components", 5, message(() -> COMPONENTS))
            .withExtensions(9);

    private OpenApiProto() {}

    static byte[] encode(Value.Struct document) {
        var out = new ProtoWriter();
        DOCUMENT.write(out, document);
        return out.bytes();
    }

    private static boolean isReference(Value value) {
        return value instanceof Value.Struct struct && struct.get("$ref").isPresent();
    }

    /// A default, of which the message holds scalars only; of all others it tells that there is one.
    private static void defaultType(ProtoWriter out, int field, Value value) {
        out.message(field, content -> {
            switch (value) {
                case Value.Int(var number) -> content.fixed64(1, (double) number);
                case Value.Real(var number) -> content.fixed64(1, number);
                case Value.Bool(var bool) -> content.varint(2, bool ? 1 : 0);
                case Value.Text(var text) -> content.text(3, text);
                case Value.Null _, Value.Array _, Value.Struct _ -> {}
            }
        });
    }
}
