package dev.outrigger.schema;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes a document in the form of Swagger 2.0.
final class SwaggerDocument {
    private final ApiDocument document;

    private SwaggerDocument(ApiDocument document) {
        this.document = document;
    }

    static Value.Struct of(OpenApi.Info info, ApiDocument document) {
        var writer = new SwaggerDocument(document);
        var bearer = Value.object(
                "description",
                "Bearer Token authentication",
                "in",
                "header",
                "name",
                "authorization",
                "type",
                "apiKey");
        return Value.object(
                "swagger",
                "2.0",
                "info",
                Value.object("title", info.title(), "version", info.version()),
                "paths",
                writer.paths(),
                "definitions",
                document.definitions().published(SchemaForm.SWAGGER),
                "securityDefinitions",
                Value.object("BearerToken", bearer),
                "security",
                Value.Array.of(Value.object("BearerToken", Value.Array.EMPTY)));
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
        content.put("description", Value.of(operation.description()));
        content.put("consumes", Value.Array.ofTexts(operation.consumes()));
        content.put("produces", Value.Array.ofTexts(operation.produces()));
        content.put("schemes", Value.Array.of(Value.of("https")));
        content.put("tags", Value.Array.of(Value.of(operation.tag())));
        content.put("operationId", Value.of(operation.id()));
        var parameters = new ArrayList<Value>();
        operation.body().ifPresent(body -> parameters.add(body(body)));
        parameters.addAll(parameters(ApiDocument.own(operation, common)).items());
        if (!parameters.isEmpty()) content.put("parameters", new Value.Array(parameters));
        content.put("responses", responses(operation));
        ApiDocument.extensions(operation, content);
        return new Value.Struct(content);
    }

    private Value body(ApiOperation.Body body) {
        var content = Value.object("in", "body", "name", "body", "schema", use(body.schema()));
        return body.required() ? content.with("required", Value.of(true)) : content;
    }

    private static Value.Array parameters(List<ApiParameter> parameters) {
        return new Value.Array(
                parameters.stream().map(SwaggerDocument::parameter).toList());
    }

    private static Value parameter(ApiParameter parameter) {
        var content = Value.object(
                "description", parameter.description(),
                "in", parameter.in(),
                "name", parameter.name(),
                "type", parameter.type(),
                "uniqueItems", true);
        return parameter.in().equals("path") ? content.with("required", Value.of(true)) : content;
    }

    private Value responses(ApiOperation operation) {
        var responses = new LinkedHashMap<String, Value>();
        for (ApiOperation.Answer answer : operation.answers()) {
            var content = Value.object("description", answer.description(), "schema", use(answer.schema()));
            responses.put(Integer.toString(answer.code()), content);
        }
        responses.put("401", Value.object("description", "Unauthorized"));
        return new Value.Struct(responses);
    }

    private Value use(Schema schema) {
        return SchemaForm.SWAGGER.refer(schema, document.definitions());
    }
}
