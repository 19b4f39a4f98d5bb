package dev.outrigger.codec;

import static dev.outrigger.meta.Value.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The bytes here were read back with `protoc --decode` and gnostic's message definitions.
class OpenApiProtobufTests {

    private static String v2(Value.Struct document) {
        return HexFormat.of().formatHex(Protobuf.openApiV2(document));
    }

    private static String v3(Value.Struct document) {
        return HexFormat.of().formatHex(Protobuf.openApiV3(document));
    }

    private static Value list(Object... items) {
        var values = new ArrayList<Value>();
        for (Object item : items) values.add(object("_", item).get("_").orElseThrow());
        return new Value.Array(values);
    }

    /// A field of text: its tag, its length and its bytes.
    private static String text(String tag, String text) {
        return tag
                + HexFormat.of().toHexDigits((byte) text.length())
                + HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /// A field of bytes that are given as digits.
    private static String nested(String tag, String... parts) {
        String content = String.join("", parts);
        return tag + HexFormat.of().toHexDigits((byte) (content.length() / 2)) + content;
    }

    private static void definition(Value.Struct schema, String... fields) {
        assertThat(v2(object("definitions", object("a", schema))))
                .isEqualTo(nested("4a", nested("0a", text("0a", "a"), nested("12", fields))));
    }

    @Test
    void aDocumentSaysItsVersionAndWhoItIs() {
        assertThat(v2(object("swagger", "2.0", "info", object("title", "T", "version", "1"))))
                .isEqualTo(text("0a", "2.0") + nested("12", text("0a", "T"), text("12", "1")));
        assertThat(v3(object("openapi", "3.0.0", "info", object("title", "T", "version", "1"))))
                .isEqualTo(text("0a", "3.0.0") + nested("12", text("0a", "T"), text("32", "1")));
    }

    @Test
    void membersOfASwaggerSchemaGoToTheirFields() {
        definition(object("$ref", "#/x"), text("0a", "#/x"));
        definition(object("type", "string"), nested("b201", text("0a", "string")));
        definition(object("minimum", 1), "49" + "000000000000f03f");
        definition(object("maxLength", 300), "58" + "ac02");
        definition(object("uniqueItems", true), "8001" + "01");
        definition(object("required", list("a", "b")), text("9a01", "a"), text("9a01", "b"));
        definition(object("items", object("format", "f")), nested("ba01", nested("0a", text("12", "f"))));
        definition(object("additionalProperties", true), nested("aa01", "1001"));
        definition(
                object("additionalProperties", object("format", "f")), nested("aa01", nested("0a", text("12", "f"))));
        definition(
                object("properties", object("p", object("format", "f"))),
                nested("ca01", nested("0a", text("0a", "p"), nested("12", text("12", "f")))));
        definition(
                object("x-k", list(1, "b")), nested("fa01", text("0a", "x-k"), nested("12", text("12", "[1,\"b\"]"))));
    }

    @Test
    void parametersOfASwaggerOperationAreVariants() {
        var query = object("in", "query", "name", "q");
        var path = object("in", "path", "name", "p");
        var body = object("in", "body", "name", "b");
        var document = object("paths", object("/", object("get", object("parameters", list(query, path, body)))));

        String parameters = nested("42", nested("0a", nested("12", nested("1a", text("12", "query"), text("22", "q")))))
                + nested("42", nested("0a", nested("12", nested("22", text("12", "path"), text("22", "p")))))
                + nested("42", nested("0a", nested("0a", text("1a", "body"), text("12", "b"))));
        assertThat(v2(document))
                .isEqualTo(nested("42", nested("12", text("0a", "/"), nested("12", nested("12", parameters)))));
    }

    @Test
    void answersAndSecurityOfASwaggerDocumentAreEntries() {
        var responses = object("200", object("description", "OK", "schema", object("$ref", "r")));

        assertThat(v2(object("paths", object("/", object("get", object("responses", responses))))))
                .isEqualTo(nested(
                        "42",
                        nested(
                                "12",
                                text("0a", "/"),
                                nested(
                                        "12",
                                        nested(
                                                "12",
                                                nested(
                                                        "4a",
                                                        nested(
                                                                "0a",
                                                                text("0a", "200"),
                                                                nested(
                                                                        "12",
                                                                        nested(
                                                                                "0a",
                                                                                text("0a", "OK"),
                                                                                nested(
                                                                                        "12",
                                                                                        nested(
                                                                                                "0a",
                                                                                                text(
                                                                                                        "0a",
                                                                                                        "r"))))))))))));
        assertThat(v2(object("security", list(object("BearerToken", list())))))
                .isEqualTo(nested("62", nested("0a", text("0a", "BearerToken"), "1200")));
        assertThat(v2(object("securityDefinitions", object("B", object("type", "apiKey")))))
                .isEqualTo(nested(
                        "6a", nested("0a", text("0a", "B"), nested("12", nested("12", text("0a", "apiKey"))))));
    }

    @Test
    void schemasAndReferencesOfAnOpenApiDocumentAreVariants() {
        var schema = object("type", "object", "nullable", true, "default", 1);
        String fields = text("ca01", "object") + "0801" + nested("8a02", "09" + "000000000000f03f");

        assertThat(v3(object("components", object("schemas", object("a", schema)))))
                .isEqualTo(nested(
                        "2a", nested("0a", nested("0a", text("0a", "a"), nested("12", nested("0a", fields))))));
        assertThat(v3(object("components", object("schemas", object("a", object("allOf", list(object("$ref", "r"))))))))
                .isEqualTo(nested(
                        "2a",
                        nested(
                                "0a",
                                nested(
                                        "0a",
                                        text("0a", "a"),
                                        nested("12", nested("0a", nested("d201", nested("12", text("0a", "r")))))))));
    }

    @Test
    void aMemberWithoutAFieldIsRefusedAndNotLost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protobuf.openApiV2(object("nope", 1)))
                .withMessage("a message has no field for nope");
    }
}
