package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.VirtualSource.Ability;
import dev.outrigger.meta.ApiException;
import java.util.List;

/// What can be done with a resource: everything where it is stored, and what its author wrote code for where it is not.
final class Verbs {
    private static final List<String> ALL =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private Verbs() {}

    /// The verbs that discovery tells of, in its order.
    static List<String> of(ResourceType type) {
        return ALL.stream().filter(verb -> has(type, verb)).toList();
    }

    /// @throws ApiException 405 where the operation is none that the resource has
    static Operation checked(Operation operation) {
        var verb = switch (operation) {
            case Operation.Get _ -> "get";
            case Operation.List _ -> "list";
            case Operation.Watch _ -> "watch";
            case Operation.Create _ -> "create";
            case Operation.Update _ -> "update";
            case Operation.Edit _ -> "patch";
            case Operation.Delete _ -> "delete";
            case Operation.DeleteCollection _ -> "deletecollection";
            case Operation.Act _ -> "get";
            case Operation.Connect _ -> "get";
        };
        if (!has(operation.target().type(), verb)) throw ApiException.methodNotAllowed();
        return operation;
    }

    private static boolean has(ResourceType type, String verb) {
        if (type.virtual().isEmpty()) return true;
        var abilities = type.virtual().get().abilities();
        return switch (verb) {
            case "create" -> abilities.contains(Ability.CREATE);
            case "patch", "update" -> abilities.contains(Ability.UPDATE);
            case "delete", "deletecollection" -> abilities.contains(Ability.DELETE);
            default -> true;
        };
    }
}
