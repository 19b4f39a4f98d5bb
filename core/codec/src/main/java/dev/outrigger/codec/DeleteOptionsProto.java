package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Reads `meta.v1.DeleteOptions` out of a `runtime.Unknown`.
final class DeleteOptionsProto {
    private DeleteOptionsProto() {}

    static Value.Struct read(byte[] unknown) {
        var members = new LinkedHashMap<String, Value>();
        var message = new byte[0];
        for (ProtoReader.Field field : ProtoReader.fields(unknown)) {
            switch (field.number()) {
                case 1 -> type(field.bytes("TypeMeta"), members);
                case 2 -> message = field.bytes("Raw");
                default -> {}
            }
        }
        options(message, members);
        return new Value.Struct(members);
    }

    private static void type(byte[] typeMeta, LinkedHashMap<String, Value> members) {
        for (ProtoReader.Field field : ProtoReader.fields(typeMeta)) {
            switch (field.number()) {
                case 1 -> put(members, "apiVersion", field.text("APIVersion"));
                case 2 -> put(members, "kind", field.text("Kind"));
                default -> {}
            }
        }
    }

    private static void put(LinkedHashMap<String, Value> members, String name, String text) {
        if (!text.isEmpty()) members.put(name, Value.of(text));
    }

    private static void options(byte[] message, LinkedHashMap<String, Value> members) {
        var dryRun = new ArrayList<String>();
        for (ProtoReader.Field field : ProtoReader.fields(message)) {
            switch (field.number()) {
                case 1 -> members.put("gracePeriodSeconds", Value.of(field.number("GracePeriodSeconds")));
                case 2 -> members.put("preconditions", preconditions(field.bytes("Preconditions")));
                case 3 -> members.put("orphanDependents", Value.of(field.number("OrphanDependents") != 0));
                case 4 -> members.put("propagationPolicy", Value.of(field.text("PropagationPolicy")));
                case 5 -> dryRun.add(field.text("DryRun"));
                case 6 ->
                    members.put(
                            "ignoreStoreReadErrorWithClusterBreakingPotential",
                            Value.of(field.number("IgnoreStoreReadErrorWithClusterBreakingPotential") != 0));
                default -> {}
            }
        }
        if (!dryRun.isEmpty()) members.put("dryRun", Value.Array.ofTexts(List.copyOf(dryRun)));
    }

    private static Value preconditions(byte[] message) {
        var members = new LinkedHashMap<String, Value>();
        for (ProtoReader.Field field : ProtoReader.fields(message)) {
            switch (field.number()) {
                case 1 -> members.put("uid", Value.of(field.text("UID")));
                case 2 -> members.put("resourceVersion", Value.of(field.text("ResourceVersion")));
                default -> {}
            }
        }
        return new Value.Struct(members);
    }
}
