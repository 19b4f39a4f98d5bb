package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.List;

/// The rules of `metadata.managedFields`.
final class ManagedFields {
    private static final int MANAGER_LIMIT = 128;
    private static final int SUBRESOURCE_LIMIT = 256;

    private ManagedFields() {}

    static void check(List<Value> entries, List<FieldError> errors) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Value.Struct entry) {
                checkOne("metadata.managedFields[" + i + "].", entry, errors);
            }
        }
    }

    private static void checkOne(String path, Value.Struct entry, List<FieldError> errors) {
        var operation = entry.text("operation").orElse("");
        if (!operation.equals("Apply") && !operation.equals("Update")) {
            errors.add(FieldError.invalid(path + "operation", operation, "must be `Apply` or `Update`"));
        }
        var fieldsType = entry.text("fieldsType").orElse("");
        if (!fieldsType.isEmpty() && !fieldsType.equals("FieldsV1")) {
            errors.add(FieldError.invalid(path + "fieldsType", fieldsType, "must be `FieldsV1`"));
        }
        errors.addAll(manager(path + "manager", entry.text("manager").orElse("")));
        if (Names.bytes(entry.text("subresource").orElse("")) > SUBRESOURCE_LIMIT) {
            errors.add(FieldError.tooLong(path + "subresource", SUBRESOURCE_LIMIT));
        }
    }

    static List<FieldError> manager(String field, String manager) {
        var errors = new ArrayList<FieldError>();
        if (Names.bytes(manager) > MANAGER_LIMIT) errors.add(FieldError.tooLong(field, MANAGER_LIMIT));
        int position = 0;
        for (int i = 0; i < manager.length(); ) {
            int c = manager.codePointAt(i);
            if (!GoText.isPrintable(c)) {
                var detail = String.format("invalid character U+%04X (at position %d)", c, position);
                errors.add(FieldError.invalid(field, manager, detail));
            }
            i += Character.charCount(c);
            position += Names.bytes(Character.toString(c));
        }
        return errors;
    }
}
