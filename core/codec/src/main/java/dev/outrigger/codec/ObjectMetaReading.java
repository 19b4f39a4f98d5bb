package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `metav1.ObjectMeta`. What is empty is left out, as all its members are in JSON.
final class ObjectMetaReading {
    private ObjectMetaReading() {}

    static Value.Struct metadata(byte[] bytes) {
        var members = new LinkedHashMap<String, Value>();
        var labels = new LinkedHashMap<String, Value>();
        var annotations = new LinkedHashMap<String, Value>();
        var owners = new ArrayList<Value>();
        var finalizers = new ArrayList<Value>();
        var managed = new ArrayList<Value>();
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            switch (field.number()) {
                case 1 -> text(members, "name", field);
                case 2 -> text(members, "generateName", field);
                case 3 -> text(members, "namespace", field);
                case 4 -> text(members, "selfLink", field);
                case 5 -> text(members, "uid", field);
                case 6 -> text(members, "resourceVersion", field);
                case 7 -> {
                    if (field.number("generation") != 0) members.put("generation", Value.of(field.varint()));
                }
                case 8 -> time(members, "creationTimestamp", field);
                case 9 -> time(members, "deletionTimestamp", field);
                case 10 -> members.put("deletionGracePeriodSeconds", Value.of(field.number("gracePeriod")));
                case 11 -> entry(labels, field.bytes("labels"));
                case 12 -> entry(annotations, field.bytes("annotations"));
                case 13 -> owners.add(owner(field.bytes("ownerReferences")));
                case 14 -> finalizers.add(Value.of(field.text("finalizers")));
                case 17 -> managed.add(managed(field.bytes("managedFields")));
                default -> {}
            }
        }
        if (!labels.isEmpty()) members.put("labels", new Value.Struct(labels));
        if (!annotations.isEmpty()) members.put("annotations", new Value.Struct(annotations));
        list(members, "ownerReferences", owners);
        list(members, "finalizers", finalizers);
        list(members, "managedFields", managed);
        return new Value.Struct(members);
    }

    private static void list(Map<String, Value> members, String name, List<Value> items) {
        if (!items.isEmpty()) members.put(name, new Value.Array(items));
    }

    private static void text(Map<String, Value> members, String name, ProtoReader.Field field) {
        var text = field.text(name);
        if (!text.isEmpty()) members.put(name, Value.of(text));
    }

    private static void time(Map<String, Value> members, String name, ProtoReader.Field field) {
        var time = ObjectReading.time(field.bytes(name));
        if (!(time instanceof Value.Null)) members.put(name, time);
    }

    private static void entry(Map<String, Value> entries, byte[] entry) {
        entries.put(ProtoReader.text(entry, 1), Value.of(ProtoReader.text(entry, 2)));
    }

    private static Value owner(byte[] bytes) {
        var members = new LinkedHashMap<String, Value>();
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            switch (field.number()) {
                case 1 -> text(members, "kind", field);
                case 3 -> text(members, "name", field);
                case 4 -> text(members, "uid", field);
                case 5 -> text(members, "apiVersion", field);
                case 6 -> members.put("controller", Value.of(field.number("controller") != 0));
                case 7 -> members.put("blockOwnerDeletion", Value.of(field.number("blockOwnerDeletion") != 0));
                default -> {}
            }
        }
        return new Value.Struct(members);
    }

    private static Value managed(byte[] bytes) {
        var members = new LinkedHashMap<String, Value>();
        for (ProtoReader.Field field : ProtoReader.fields(bytes)) {
            switch (field.number()) {
                case 1 -> text(members, "manager", field);
                case 2 -> text(members, "operation", field);
                case 3 -> text(members, "apiVersion", field);
                case 4 -> time(members, "time", field);
                case 6 -> text(members, "fieldsType", field);
                case 7 -> members.put("fieldsV1", ObjectReading.raw(field.bytes("fieldsV1")));
                case 8 -> text(members, "subresource", field);
                default -> {}
            }
        }
        return new Value.Struct(members);
    }
}
