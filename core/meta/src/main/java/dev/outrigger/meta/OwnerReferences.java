package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The rules of `metadata.ownerReferences`.
final class OwnerReferences {
    private static final String FIELD = "metadata.ownerReferences";
    /// As Go writes an owner reference: the first four always, the others where they are set.
    private static final List<String> REQUIRED = List.of("apiVersion", "kind", "name", "uid");
    private static final List<String> OPTIONAL = List.of("controller", "blockOwnerDeletion");

    private OwnerReferences() {}

    static void check(List<Value> references, List<FieldError> errors) {
        var controller = "";
        for (Value item : references) {
            if (!(item instanceof Value.Struct reference)) continue;
            checkOne(reference, errors);
            if (!reference.get("controller").equals(Optional.of(Value.of(true)))) continue;
            var name = text(reference, "kind") + "/" + text(reference, "name");
            if (controller.isEmpty()) {
                controller = name;
            } else {
                errors.add(FieldError.invalid(
                        FIELD,
                        asGoWrites(references),
                        "Only one reference can have Controller set to true. Found \"true\" in references for "
                                + controller + " and " + name));
            }
        }
    }

    private static void checkOne(Value.Struct reference, List<FieldError> errors) {
        var apiVersion = text(reference, "apiVersion");
        if (version(apiVersion).isEmpty()) {
            errors.add(FieldError.invalid(FIELD + ".apiVersion", apiVersion, "version must not be empty"));
        }
        for (String name : List.of("kind", "name", "uid")) {
            if (text(reference, name).isEmpty()) {
                errors.add(FieldError.invalid(FIELD + "." + name, "", "must not be empty"));
            }
        }
        if (apiVersion.equals("v1") && text(reference, "kind").equals("Event")) {
            errors.add(FieldError.invalid(
                    FIELD, asGoWrites(reference), "/v1, Kind=Event is disallowed from being an owner"));
        }
    }

    private static String version(String apiVersion) {
        try {
            return apiVersion.equals("/") ? "" : GroupVersion.parse(apiVersion).version();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String text(Value.Struct reference, String name) {
        return reference.text(name).orElse("");
    }

    private static Value asGoWrites(List<Value> references) {
        var items = new ArrayList<Value>();
        for (Value item : references) {
            if (item instanceof Value.Struct reference) items.add(asGoWrites(reference));
        }
        return new Value.Array(items);
    }

    private static Value asGoWrites(Value.Struct reference) {
        var members = new LinkedHashMap<String, Value>();
        for (String name : REQUIRED) members.put(name, Value.of(text(reference, name)));
        for (String name : OPTIONAL) {
            if (reference.get(name).orElse(Value.NULL) instanceof Value.Bool bool) members.put(name, bool);
        }
        return new Value.Struct(members);
    }
}
