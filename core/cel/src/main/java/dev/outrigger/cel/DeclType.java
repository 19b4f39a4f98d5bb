package dev.outrigger.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What expressions know of a place in a schema.
///
/// @param type the type that the checker sees
/// @param maxElements the most code points, bytes, items or entries a value can have; zero for scalars and objects
/// @param minSize the fewest bytes that a value takes in JSON
/// @param fields the fields of an object, by their escaped names
/// @param element the items of a list or the values of a map
record DeclType(
        CelType type, long maxElements, long minSize, Map<String, DeclType> fields, Optional<DeclType> element) {

    static DeclType scalar(CelType type, long maxElements, long minSize) {
        return new DeclType(type, maxElements, minSize, Map.of(), Optional.empty());
    }

    /// The types of objects here and below, by name.
    Map<String, CelType> structs() {
        Map<String, CelType> structs = new HashMap<>();
        collect(structs);
        return structs;
    }

    private void collect(Map<String, CelType> structs) {
        if (type.kind() == CelKind.STRUCT) structs.put(type.name(), type);
        fields.values().forEach(field -> field.collect(structs));
        element.ifPresent(item -> item.collect(structs));
    }
}
