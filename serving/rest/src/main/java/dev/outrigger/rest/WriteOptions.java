package dev.outrigger.rest;

import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.MetadataRules;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a create, update or patch is to be done (`metav1.CreateOptions`, `UpdateOptions`, `PatchOptions`).
///
/// @param dryRun whether nothing is to be stored
/// @param fieldManager who owns what is written
/// @param fieldValidation what happens to unknown and duplicate fields
/// @param force whether an apply takes over fields of others
record WriteOptions(boolean dryRun, String fieldManager, FieldValidation fieldValidation, boolean force) {
    private static final int MANAGER_LIMIT = 128;

    /// What happens to unknown and duplicate fields.
    enum FieldValidation {
        /// They are dropped without a word.
        IGNORE,
        /// They are dropped, and the client is warned.
        WARN,
        /// The write is refused.
        STRICT
    }

    /// Which of the options a request may have.
    enum Use {
        CREATE("CreateOptions"),
        UPDATE("UpdateOptions"),
        PATCH("PatchOptions"),
        APPLY("PatchOptions");

        private final String kind;

        Use(String kind) {
            this.kind = kind;
        }
    }

    /// Reads the options of a request.
    ///
    /// @throws ApiException 422 where they are malformed
    static WriteOptions of(ApiRequest request, Use use) {
        var query = request.query();
        var errors = new ArrayList<FieldError>();
        var manager = query.first("fieldManager");
        if (use == Use.APPLY && manager.isEmpty()) {
            errors.add(FieldError.required("fieldManager", "is required for apply patch"));
        }
        if (use == Use.PATCH && query.has("force")) {
            errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
        }
        errors.addAll(MetadataRules.fieldManager("fieldManager", manager));
        boolean dryRun = dryRun(query.all("dryRun"), errors);
        var validation = fieldValidation(query, errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(new GroupVersionKind("meta.k8s.io", "v1", use.kind), "", errors);
        }
        return new WriteOptions(
                dryRun, manager.isEmpty() ? userAgent(request) : manager, validation, Parameters.flag(query, "force"));
    }

    /// The options as the API writes them.
    Value.Struct toValue(AdmissionRequest.Operation operation) {
        var kind = operation == AdmissionRequest.Operation.CREATE ? "CreateOptions" : "UpdateOptions";
        var value = Value.object("kind", kind, "apiVersion", "meta.k8s.io/v1", "fieldManager", fieldManager);
        return dryRun ? value.with("dryRun", Value.Array.ofTexts(List.of("All"))) : value;
    }

    /// Whether nothing is to be stored.
    static boolean dryRun(List<String> values, List<FieldError> errors) {
        if (values.stream().allMatch("All"::equals)) return !values.isEmpty();
        var shown = values.stream().map(value -> "\"" + value + "\"").toList();
        errors.add(new FieldError(
                FieldError.Type.NOT_SUPPORTED,
                "dryRun",
                "[" + String.join(",", shown) + "]",
                "supported values: \"All\""));
        return false;
    }

    private static FieldValidation fieldValidation(Query query, List<FieldError> errors) {
        var text = query.first("fieldValidation");
        return switch (text) {
            case "Ignore" -> FieldValidation.IGNORE;
            case "", "Warn" -> FieldValidation.WARN;
            case "Strict" -> FieldValidation.STRICT;
            default -> {
                errors.add(FieldError.notSupported("fieldValidation", text, List.of("", "Ignore", "Strict", "Warn")));
                yield FieldValidation.WARN;
            }
        };
    }

    /// The manager of a client that names none: its user agent up to the first slash.
    private static String userAgent(ApiRequest request) {
        Optional<String> agent = request.headers().first("User-Agent");
        var text = agent.orElse("unknown");
        int slash = text.indexOf('/');
        var name = new StringBuilder();
        (slash < 0 ? text : text.substring(0, slash))
                .codePoints()
                .filter(GoText::isPrintable)
                .forEach(name::appendCodePoint);
        return name.length() > MANAGER_LIMIT ? name.substring(0, MANAGER_LIMIT) : name.toString();
    }
}
