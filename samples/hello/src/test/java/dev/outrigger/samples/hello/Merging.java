package dev.outrigger.samples.hello;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;

/// An object that a merge patch is applied to.
record Merging(JsonNode object) {
    /// The object after the patch, in which `'` stands for `"`.
    String with(String patch) {
        var result = object.deepCopy();
        merge((ObjectNode) result, Serialization.unmarshal(patch.replace('\'', '"'), JsonNode.class));
        return result.toString();
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(member -> {
            var value = member.getValue();
            if (value.isNull()) into.remove(member.getKey());
            else if (value.isObject()) merge(into.withObjectProperty(member.getKey()), value);
            else into.set(member.getKey(), value);
        });
    }

    /// The same object as a client would send it to create another.
    static JsonNode anew(String object, String name) {
        var result = (ObjectNode) Serialization.unmarshal(object, JsonNode.class);
        var metadata = (ObjectNode) result.get("metadata");
        metadata.retain("annotations", "labels");
        metadata.put("name", name);
        return result;
    }
}
