package dev.outrigger.samples.wardle;

import dev.outrigger.meta.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with the references of a flunder.
final class References {
    private References() {}

    static List<FieldError> errors(Flunder flunder) {
        var spec = flunder.wanted();
        var flunderName = text(spec.flunderReference());
        var fischerName = text(spec.fischerReference());
        var type = text(spec.referenceType());
        boolean toFlunder = type.equals(Flunder.TO_FLUNDER);
        boolean toFischer = type.equals(Flunder.TO_FISCHER);
        var errors = new ArrayList<FieldError>();
        if (!flunderName.isEmpty() && !fischerName.isEmpty()) {
            errors.add(ofFischer(fischerName, "cannot be set with flunderReference at the same time"));
        } else if (!flunderName.isEmpty() && !toFlunder) {
            errors.add(ofFlunder(flunderName, "cannot be set if referenceType is not Flunder"));
        } else if (!fischerName.isEmpty() && !toFischer) {
            errors.add(ofFischer(fischerName, "cannot be set if referenceType is not Fischer"));
        } else if (fischerName.isEmpty() && toFischer) {
            errors.add(ofFischer(fischerName, "cannot be empty if referenceType is Fischer"));
        } else if (flunderName.isEmpty() && toFlunder) {
            errors.add(ofFlunder(flunderName, "cannot be empty if referenceType is Flunder"));
        }
        if (!type.isEmpty() && !toFlunder && !toFischer) {
            errors.add(FieldError.invalid("spec.referenceType", type, "must be Flunder or Fischer"));
        }
        return errors;
    }

    private static FieldError ofFlunder(String name, String why) {
        return FieldError.invalid("spec.flunderReference", name, why);
    }

    private static FieldError ofFischer(String name, String why) {
        return FieldError.invalid("spec.fischerReference", name, why);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
