package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether objects have what a scale shows: the rules are those of CRDs (`spec.versions[].subresources.scale`),
/// and that the fields are there.
final class ScaleChecks {
    private static final String SPEC = ".spec.";
    private static final String STATUS = ".status.";

    private ScaleChecks() {}

    /// What is wrong with the paths, and the fix; empty where objects of that schema have them.
    static Optional<String> fault(Subresource.ScalePaths paths, Schema schema) {
        var spec = fault("spec replicas", paths.specReplicas(), List.of(SPEC), Schema.Type.INTEGER, schema);
        var status = fault("status replicas", paths.statusReplicas(), List.of(STATUS), Schema.Type.INTEGER, schema);
        var selector = paths.selector()
                .flatMap(path -> fault("label selector", path, List.of(SPEC, STATUS), Schema.Type.STRING, schema));
        return Stream.of(spec, status, selector).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> fault(
            String what, String path, List<String> below, Schema.Type wanted, Schema schema) {
        var start = "the scale's " + what + " path " + path;
        if (below.stream().noneMatch(path::startsWith)) {
            return Optional.of(start + " must be below "
                    + String.join(" or ", below.stream().map(ScaleChecks::bare).toList()));
        }
        var found = Optional.of(schema);
        for (String step : path.substring(1).split("\\.", -1)) {
            found = found.flatMap(here -> Optional.ofNullable(here.properties().get(step)));
        }
        if (found.isEmpty()) return Optional.of(start + " is no field of the type: correct the path or add the field");
        if (found.get().type() == wanted) return Optional.empty();
        boolean number = wanted == Schema.Type.INTEGER;
        return Optional.of(start + " leads to a field that is no "
                + (number ? "whole number: make it an Integer" : "string: make it a String"));
    }

    private static String bare(String prefix) {
        return prefix.substring(0, prefix.length() - 1);
    }
}
