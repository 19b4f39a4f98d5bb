package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes a document in the form of OpenAPI 3.0.
final class OpenApiDocument {
    private final ApiDocument document;

    private OpenApiDocument(ApiDocument document) {
        this.document = document;
    }

    static Value.Struct of(OpenApi.Info info, ApiDocument document) {
        var writer = new OpenApiDocument(document);
        var bearer = Value.object(
                "type",
                "apiKey",
                "description",
                "Bearer Token authentication",
                "name",
                "authorization",
                "in",
                "header");
        var components = Value.object(
                "schemas",
                document.definitions().published(SchemaForm.OPENAPI),
                "securitySchemes",
                Value.object("BearerToken", bearer));
        return Value.object(
                "openapi",
                "3.0.0",
                "info",
                Value.object("title", info.title(), "version", info.version()),
                "paths",
                writer.paths(),
                "components",
                components);
    }

    private Value.Struct paths() {
        var paths = new LinkedHashMap<String, Value>();
        document.byPath().forEach((path, operations) -> {
            List<ApiParameter> common = ApiDocument.common(path, operations);
            var item = new LinkedHashMap<String, Value>();
            for (ApiOperation operation : operations) item.put(operation.method(), operation(operation, common));
            if (!common.isEmpty()) item.put("parameters", parameters(common));
            paths.put(path, new Value.Struct(item));
        });
        return new Value.Struct(paths);
    }

    private Value operation(ApiOperation operation, List<ApiParameter> common) {
        var content = new LinkedHashMap<String, Value>();
        content.put("tags", Value.Array.of(Value.of(operation.tag())));
        content.put("description", Value.of(operation.description()));
        content.put("operationId", Value.of(operation.id()));
        List<ApiParameter> own = ApiDocument.own(operation, common);
        if (!own.isEmpty()) content.put("parameters", parameters(own));
        operation.body().ifPresent(body -> content.put("requestBody", body(operation.consumes(), body)));
        content.put("responses", responses(operation));
        ApiDocument.extensions(operation, content);
        return new Value.Struct(content);
    }

    private Value body(List<String> consumes, ApiOperation.Body body) {
        var content = Value.object("content", mediaTypes(consumes, body.schema()));
        return body.required() ? content.with("required", Value.of(true)) : content;
    }

    private static Value parameters(List<ApiParameter> parameters) {
        return new Value.Array(
                parameters.stream().map(OpenApiDocument::parameter).toList());
    }

    private static Value parameter(ApiParameter parameter) {
        var content = Value.object(
                "name", parameter.name(),
                "in", parameter.in(),
                "description", parameter.description(),
                "schema", Value.object("type", parameter.type(), "uniqueItems", true));
        return parameter.in().equals("path") ? content.with("required", Value.of(true)) : content;
    }

    private Value responses(ApiOperation operation) {
        var responses = new LinkedHashMap<String, Value>();
        for (ApiOperation.Answer answer : operation.answers()) {
            var content = mediaTypes(operation.produces(), answer.schema());
            responses.put(
                    Integer.toString(answer.code()),
                    Value.object("description", answer.description(), "content", content));
        }
        responses.put("401", Value.object("description", "Unauthorized"));
        return new Value.Struct(responses);
    }

    private Value mediaTypes(List<String> mediaTypes, Schema schema) {
        var content = new LinkedHashMap<String, Value>();
        Value use = SchemaForm.OPENAPI.refer(schema, document.definitions());
        for (String mediaType : mediaTypes) content.put(mediaType, Value.object("schema", use));
        return new Value.Struct(content);
    }
}
