package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.patch.Patch.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the operations of a JSON patch. What is no list of objects with string members is a 400; an operation
/// that is unknown or lacks a path is a 422, because upstream finds out only when it carries the patch out.
final class OperationReader {
    private static final int MAX_OPERATIONS = 10_000;
    private static final Set<String> MEMBERS = Set.of("op", "path", "from", "value");

    private OperationReader() {}

    static List<Operation> read(Value body) {
        if (!(body instanceof Value.Array(var items))) {
            if (body instanceof Value.Null) return List.of();
            throw Bodies.undecodable(body, "value of type []handlers.jsonPatchOp");
        }
        items.forEach(OperationReader::checkTypes);
        if (items.size() > MAX_OPERATIONS) {
            throw ApiException.tooLarge(
                    "The allowed maximum operations in a JSON patch is " + MAX_OPERATIONS + ", got " + items.size());
        }
        var operations = new ArrayList<Operation>(items.size());
        for (Value item : items) operations.add(operation(item));
        return operations;
    }

    /// The paths of members that no operation has, such as `[0].spurious`.
    static List<String> unknownFields(Value body) {
        var unknown = new ArrayList<String>();
        if (!(body instanceof Value.Array(var items))) return unknown;
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Value.Struct(var members))) continue;
            for (String name : members.keySet()) if (!MEMBERS.contains(name)) unknown.add("[" + i + "]." + name);
        }
        return unknown;
    }

    private static void checkTypes(Value item) {
        if (item instanceof Value.Null) return;
        if (!(item instanceof Value.Struct operation)) {
            throw Bodies.undecodable(item, "value of type handlers.jsonPatchOp");
        }
        for (String name : List.of("op", "path", "from")) {
            var member = operation.get(name).orElse(Value.NULL);
            if (!(member instanceof Value.Text) && !(member instanceof Value.Null)) {
                throw Bodies.undecodable(member, "struct field jsonPatchOp." + name + " of type string");
            }
        }
    }

    private static Operation operation(Value item) {
        if (!(item instanceof Value.Struct operation)) throw Bodies.rejected();
        return switch (text(operation, "op")) {
            case "add" -> new Operation.Add(text(operation, "path"), value(operation));
            case "remove" -> new Operation.Remove(text(operation, "path"));
            case "replace" -> new Operation.Replace(text(operation, "path"), value(operation));
            case "move" -> new Operation.Move(text(operation, "from"), text(operation, "path"));
            case "copy" -> new Operation.Copy(text(operation, "from"), text(operation, "path"));
            case "test" -> new Operation.Test(text(operation, "path"), value(operation));
            default -> throw Bodies.rejected();
        };
    }

    private static String text(Value.Struct operation, String name) {
        return operation.text(name).orElseThrow(Bodies::rejected);
    }

    /// An operation without a value means `null`, as in the library upstream uses.
    private static Value value(Value.Struct operation) {
        return operation.get("value").orElse(Value.NULL);
    }
}
