package dev.outrigger.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelContainer;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case of the CEL specification's published suite, in the JSON form of its protobuf.
record SpecCase(JsonNode json) {
    String name() {
        return json.get("path").asText().replaceFirst("^conformance/", "") + "/"
                + json.get("name").asText();
    }

    /// What is wrong; empty where the case holds.
    Optional<String> run(Environment environment) {
        Object got;
        try {
            Map<String, CelType> variables = new LinkedHashMap<>();
            for (var declared : json.path("typeEnv")) {
                if (!declared.has("ident")) continue;
                variables.put(declared.get("name").asText(), type(declared.at("/ident/type")));
            }
            var container = CelContainer.ofName(json.path("container").asText(""));
            var compiler = environment
                    .builder(variables, Map.of(), container)
                    .addFunctionDeclarations(functions())
                    .build();
            var tree = Environment.check(compiler, json.get("expr").asText());
            var deduced = json.at("/typedResult/deducedType");
            if (!deduced.isMissingNode()
                    && !CelTypes.format(type(deduced)).equals(CelTypes.format(tree.getResultType()))) {
                return Optional.of(
                        "type " + CelTypes.format(tree.getResultType()) + ", not " + CelTypes.format(type(deduced)));
            }
            if (json.path("checkOnly").asBoolean()) return Optional.empty();
            var values = new Object[variables.size()];
            int slot = 0;
            for (String variable : variables.keySet()) {
                var bound = json.path("bindings").get(variable);
                values[slot++] = bound == null ? null : value(bound.get("value"));
            }
            got = environment.plan(tree, List.copyOf(variables.keySet())).eval(1_000_000, values);
        } catch (CelFault | dev.cel.common.CelValidationException e) {
            return json.has("evalError")
                    ? Optional.empty()
                    : Optional.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        if (json.has("evalError")) return Optional.of("no error but " + got);
        JsonNode expected = json.has("typedResult") ? json.at("/typedResult/result") : json.get("value");
        Object wanted = expected == null ? true : value(expected);
        return same(wanted, got)
                ? Optional.empty()
                : Optional.of(got + " (" + got.getClass().getSimpleName() + ")");
    }

    private List<CelFunctionDecl> functions() {
        var functions = new ArrayList<CelFunctionDecl>();
        for (var declared : json.path("typeEnv")) {
            for (var overload : declared.at("/function/overloads")) {
                var parameters = new ArrayList<CelType>();
                for (var parameter : overload.path("params")) parameters.add(type(parameter));
                functions.add(CelFunctionDecl.newFunctionDeclaration(
                        declared.get("name").asText(),
                        CelOverloadDecl.newGlobalOverload(
                                overload.get("overloadId").asText(), type(overload.get("resultType")), parameters)));
            }
        }
        return functions;
    }

    private static boolean same(Object wanted, Object got) {
        if (wanted instanceof Double a && got instanceof Double b && a.isNaN()) return b.isNaN();
        return TypeName.of(wanted).equals(TypeName.of(got)) && Equality.equal(new Frame(0, 1_000_000), wanted, got);
    }

    private static Object value(JsonNode json) {
        var field = json.fields().next();
        JsonNode inner = field.getValue();
        return switch (field.getKey()) {
            case "int64Value" -> Long.parseLong(inner.asText());
            case "uint64Value" -> UnsignedLong.valueOf(inner.asText());
            case "doubleValue" -> Double.parseDouble(inner.asText());
            case "stringValue" -> inner.asText();
            case "boolValue" -> inner.asBoolean();
            case "nullValue" -> NullValue.NULL_VALUE;
            case "bytesValue" -> CelByteString.of(Base64.getDecoder().decode(inner.asText()));
            case "typeValue" -> new TypeName(inner.asText());
            case "listValue" -> {
                var list = new ArrayList<Object>();
                for (var item : inner.path("values")) list.add(value(item));
                yield list;
            }
            case "mapValue" -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (var entry : inner.path("entries")) map.put(value(entry.get("key")), value(entry.get("value")));
                yield map;
            }
            case "objectValue" ->
                switch (inner.get("@type").asText()) {
                    case "type.googleapis.com/google.protobuf.Timestamp" ->
                        Instant.parse(inner.get("value").asText());
                    case "type.googleapis.com/google.protobuf.Duration" ->
                        duration(inner.get("value").asText());
                    default -> throw new AssertionError("a value of " + inner);
                };
            default -> throw new AssertionError("a value of " + json);
        };
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }

    private static CelType type(JsonNode json) {
        var field = json.fields().next();
        JsonNode inner = field.getValue();
        return switch (field.getKey()) {
            case "primitive" -> primitive(inner.asText());
            case "wrapper" -> NullableType.create(primitive(inner.asText()));
            case "wellKnown" ->
                switch (inner.asText()) {
                    case "TIMESTAMP" -> SimpleType.TIMESTAMP;
                    case "DURATION" -> SimpleType.DURATION;
                    default -> SimpleType.ANY;
                };
            case "dyn" -> SimpleType.DYN;
            case "null" -> SimpleType.NULL_TYPE;
            case "listType" -> ListType.create(type(inner.get("elemType")));
            case "mapType" -> MapType.create(type(inner.get("keyType")), type(inner.get("valueType")));
            case "typeParam" -> TypeParamType.create(inner.asText());
            case "type" -> TypeType.create(inner.isEmpty() ? SimpleType.DYN : type(inner));
            case "abstractType" -> {
                var parameters = new ArrayList<CelType>();
                for (var parameter : inner.path("parameterTypes")) parameters.add(type(parameter));
                String name = inner.get("name").asText();
                yield name.equals("optional_type")
                        ? OptionalType.create(parameters.getFirst())
                        : OpaqueType.create(name, parameters.toArray(CelType[]::new));
            }
            default -> throw new AssertionError("a type of " + json);
        };
    }

    private static CelType primitive(String name) {
        return switch (name) {
            case "BOOL" -> SimpleType.BOOL;
            case "INT64" -> SimpleType.INT;
            case "UINT64" -> SimpleType.UINT;
            case "DOUBLE" -> SimpleType.DOUBLE;
            case "STRING" -> SimpleType.STRING;
            case "BYTES" -> SimpleType.BYTES;
            default -> throw new AssertionError("a primitive type " + name);
        };
    }
}
