package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fields an apply would change that others own. Thrown inside the package; clients get [#refusal].
final class Conflicts extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SortedMap<ManagerId, FieldSet> fields;

    Conflicts(SortedMap<ManagerId, FieldSet> fields) {
        super(null, null, false, false);
        this.fields = fields;
    }

    /// The conflicts that are left when some fields may be taken; none where it is empty.
    Conflicts without(FieldSet allowed) {
        var left = new TreeMap<ManagerId, FieldSet>();
        fields.forEach((manager, set) -> {
            var rest = set.difference(allowed);
            if (!rest.isEmpty()) left.put(manager, rest);
        });
        return new Conflicts(left);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /// 409 with one cause for each field, in upstream's words.
    ApiException refusal() {
        var causes = new ArrayList<Status.Cause>();
        fields.forEach((manager, set) -> {
            for (var path : set.paths()) {
                var message = "conflict with " + manager.described();
                causes.add(new Status.Cause("FieldManagerConflict", message, FieldSet.text(path)));
            }
        });
        return ApiException.applyConflict(message(causes), causes);
    }

    private String message(List<Status.Cause> causes) {
        if (causes.size() == 1) {
            var only = causes.getFirst();
            return "Apply failed with 1 conflict: " + only.message() + ": " + only.field();
        }
        var lines = new ArrayList<String>();
        for (Map.Entry<ManagerId, FieldSet> conflict : fields.entrySet()) {
            lines.add("conflicts with " + conflict.getKey().described() + ":");
            for (var path : conflict.getValue().paths()) lines.add("- " + FieldSet.text(path));
        }
        return "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
    }
}
