package dev.outrigger.meta;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rules that the metadata of every object obeys, as apimachinery's `api/validation` has them.
///
/// Both methods take `metadata` alone and name fields from it: `metadata.labels`. Members of the wrong JSON
/// type count as absent; that they have the right one is the schema's affair.
public final class MetadataRules {
    private static final int ANNOTATIONS_LIMIT = 256 * 1024;
    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";

    private MetadataRules() {}

    /// What is wrong with the metadata by itself: of an object to be created, its name already generated, and
    /// of a changed one too.
    ///
    /// @param namespaced whether objects of the kind live in namespaces
    /// @param nameRule what is wrong with a name, such as [Names#dns1123Subdomain(String)]
    public static List<FieldError> create(
            Value.Struct metadata, boolean namespaced, Function<String, List<String>> nameRule) {
        var errors = new ArrayList<FieldError>();
        checkName(metadata, nameRule, errors);
        checkNamespace(metadata, namespaced, errors);
        long generation = integer(metadata, "generation");
        if (generation < 0) {
            errors.add(FieldError.invalid("metadata.generation", generation, "must be greater than or equal to 0"));
        }
        checkLabels(metadata.struct("labels"), errors);
        checkAnnotations(metadata.struct("annotations"), errors);
        OwnerReferences.check(metadata.items("ownerReferences"), errors);
        checkFinalizers(metadata.items("finalizers"), errors);
        ManagedFields.check(metadata.items("managedFields"), errors);
        return errors;
    }

    /// What is wrong with the change from the old metadata to the new; [MetadataRules#create] finds what is
    /// wrong with the new by itself. That the change carries a revision is checked where it is compared.
    public static List<FieldError> update(Value.Struct metadata, Value.Struct old) {
        var errors = new ArrayList<FieldError>();
        if (isSet(old, "deletionTimestamp")) checkNoNewFinalizers(metadata, old, errors);
        long generation = integer(metadata, "generation");
        if (generation < integer(old, "generation")) {
            errors.add(FieldError.invalid("metadata.generation", generation, "must not be decremented"));
        }
        for (String name : List.of("name", "namespace", "uid")) {
            var text = metadata.text(name).orElse("");
            if (!text.equals(old.text(name).orElse(""))) errors.add(FieldError.immutable("metadata." + name, text));
        }
        for (String name : List.of("creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            var value = metadata.get(name).orElse(Value.NULL);
            if (!isSame(value, old.get(name).orElse(Value.NULL))) {
                errors.add(FieldError.immutable("metadata." + name, value));
            }
        }
        return errors;
    }

    /// What is wrong with the name of a field manager: at most 128 bytes of printable characters.
    ///
    /// @param field where it is said, such as `fieldManager` or `metadata.managedFields[0].manager`
    public static List<FieldError> fieldManager(String field, String manager) {
        return ManagedFields.manager(field, manager);
    }

    private static void checkName(
            Value.Struct metadata, Function<String, List<String>> nameRule, List<FieldError> errors) {
        var base = metadata.text("generateName").orElse("");
        if (!base.isEmpty()) {
            for (String complaint : nameRule.apply(Names.withoutTrailingDash(base))) {
                errors.add(FieldError.invalid("metadata.generateName", base, complaint));
            }
        }
        var name = metadata.text("name").orElse("");
        if (name.isEmpty()) {
            errors.add(FieldError.required("metadata.name", "name or generateName is required"));
            return;
        }
        for (String complaint : nameRule.apply(name)) {
            errors.add(FieldError.invalid("metadata.name", name, complaint));
        }
    }

    private static void checkNamespace(Value.Struct metadata, boolean namespaced, List<FieldError> errors) {
        var namespace = metadata.text("namespace").orElse("");
        if (!namespaced) {
            if (!namespace.isEmpty()) {
                errors.add(FieldError.forbidden("metadata.namespace", "not allowed on this type"));
            }
            return;
        }
        if (namespace.isEmpty()) {
            errors.add(FieldError.required("metadata.namespace", ""));
            return;
        }
        for (String complaint : Names.dns1123Label(namespace)) {
            errors.add(FieldError.invalid("metadata.namespace", namespace, complaint));
        }
    }

    private static void checkLabels(Value.Struct labels, List<FieldError> errors) {
        labels.members().forEach((key, value) -> {
            for (String complaint : Names.qualifiedName(key)) {
                errors.add(FieldError.invalid("metadata.labels", key, complaint));
            }
            if (!(value instanceof Value.Text(var text))) return;
            for (String complaint : Names.labelValue(text)) {
                errors.add(FieldError.invalid("metadata.labels", text, complaint));
            }
        });
    }

    private static void checkAnnotations(Value.Struct annotations, List<FieldError> errors) {
        long size = 0;
        for (var annotation : annotations.members().entrySet()) {
            var key = annotation.getKey();
            for (String complaint : Names.qualifiedName(key.toLowerCase(Locale.ROOT))) {
                errors.add(FieldError.invalid("metadata.annotations", key, complaint));
            }
            size += Names.bytes(key);
            if (annotation.getValue() instanceof Value.Text(var text)) size += Names.bytes(text);
        }
        if (size > ANNOTATIONS_LIMIT) errors.add(FieldError.tooLong("metadata.annotations", ANNOTATIONS_LIMIT));
    }

    private static void checkFinalizers(List<Value> finalizers, List<FieldError> errors) {
        var names = texts(finalizers);
        for (String name : names) {
            for (String complaint : Names.qualifiedName(name)) {
                errors.add(FieldError.invalid("metadata.finalizers", name, complaint));
            }
        }
        if (names.contains(ORPHAN) && names.contains(FOREGROUND)) {
            errors.add(FieldError.invalid(
                    "metadata.finalizers",
                    Value.Array.ofTexts(names),
                    "finalizer " + ORPHAN + " and " + FOREGROUND + " cannot be both set"));
        }
    }

    private static void checkNoNewFinalizers(Value.Struct metadata, Value.Struct old, List<FieldError> errors) {
        var added = new TreeSet<>(texts(metadata.items("finalizers")));
        texts(old.items("finalizers")).forEach(added::remove);
        if (added.isEmpty()) return;
        var listed = added.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "{", "}"));
        errors.add(FieldError.forbidden(
                "metadata.finalizers",
                "no new finalizers can be added if the object is being deleted, found new finalizers []string"
                        + listed));
    }

    private static boolean isSet(Value.Struct metadata, String name) {
        return !(metadata.get(name).orElse(Value.NULL) instanceof Value.Null);
    }

    /// Whether two values are the same, or the same moment spelt differently.
    private static boolean isSame(Value one, Value other) {
        if (one.equals(other)) return true;
        return one instanceof Value.Text(var first)
                && other instanceof Value.Text(var second)
                && isSameMoment(first, second);
    }

    private static boolean isSameMoment(String one, String other) {
        try {
            return Objects.equals(
                    OffsetDateTime.parse(one).toInstant(),
                    OffsetDateTime.parse(other).toInstant());
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static long integer(Value.Struct metadata, String name) {
        return metadata.get(name).orElse(Value.NULL) instanceof Value.Int(var number) ? number : 0;
    }

    private static List<String> texts(List<Value> items) {
        var texts = new ArrayList<String>();
        for (Value item : items) {
            if (item instanceof Value.Text(var text)) texts.add(text);
        }
        return texts;
    }
}
