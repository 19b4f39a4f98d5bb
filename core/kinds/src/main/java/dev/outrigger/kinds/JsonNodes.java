package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Values as Jackson's trees and back: the bridge to the author's types.
final class JsonNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonNodes() {}

    static JsonNode fromValue(Value value) {
        return switch (value) {
            case Value.Null _ -> NODES.nullNode();
            case Value.Bool(var bool) -> NODES.booleanNode(bool);
            case Value.Int(var number) -> NODES.numberNode(number);
            case Value.Real(var number) -> NODES.numberNode(number);
            case Value.Text(var text) -> NODES.textNode(text);
            case Value.Array(var items) -> {
                ArrayNode array = NODES.arrayNode(items.size());
                items.forEach(item -> array.add(fromValue(item)));
                yield array;
            }
            case Value.Struct(var members) -> {
                ObjectNode object = NODES.objectNode();
                members.forEach((name, member) -> object.set(name, fromValue(member)));
                yield object;
            }
        };
    }

    static Value toValue(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Value.of(node.booleanValue());
            case NUMBER -> number(node);
            case STRING, BINARY -> Value.of(node.asText());
            case ARRAY -> {
                var items = new ArrayList<Value>(node.size());
                node.forEach(item -> items.add(toValue(item)));
                yield new Value.Array(items);
            }
            case OBJECT -> {
                var members = new LinkedHashMap<String, Value>();
                node.properties().forEach(member -> members.put(member.getKey(), toValue(member.getValue())));
                yield new Value.Struct(members);
            }
            case NULL, MISSING, POJO -> Value.NULL;
        };
    }

    private static Value number(JsonNode node) {
        // A float is what its digits say, not the double next to it.
        if (node.isFloat()) return number(NODES.numberNode(Double.parseDouble(node.asText())));
        return node.canConvertToExactIntegral() && node.canConvertToLong()
                ? Value.of(node.longValue())
                : new Value.Real(node.doubleValue());
    }
}
