package dev.outrigger.kinds;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// An object as `autoscaling/v1` `Scale`, as apiextensions-apiserver's `ScaleREST` has it
/// (`pkg/registry/customresource/etcd.go`).
record ScaleFacet(Subresource.ScalePaths paths) implements Facet {
    /// What upstream's `getScaleColumnsForVersion` gives.
    static final List<Column> COLUMNS = List.of(
            new Column("Desired", "integer", "", "Number of desired replicas", 0, ".spec.replicas"),
            new Column("Available", "integer", "", "Number of actual replicas", 0, ".status.replicas"),
            new Column("Age", "date", "", "When the server created the object.", 0, ".metadata.creationTimestamp"));

    private static final String REPLICAS = ".spec.replicas";

    @Override
    public Value.Struct read(Value.Struct object) {
        var spec = new LinkedHashMap<String, Value>();
        number(object, paths.specReplicas()).ifPresent(number -> spec.put("replicas", number));
        var status = new LinkedHashMap<String, Value>();
        status.put("replicas", number(object, paths.statusReplicas()).orElse(Value.of(0)));
        paths.selector()
                .flatMap(path -> find(object, steps(path)))
                .filter(value -> value instanceof Value.Text(var text) && !text.isEmpty())
                .ifPresent(selector -> status.put("selector", selector));
        return Value.object("spec", new Value.Struct(spec), "status", new Value.Struct(status));
    }

    @Override
    public Value.Struct shown(Value.Struct object) {
        if (number(object, paths.specReplicas()).isEmpty()) throw missing();
        return read(object);
    }

    /// Upstream's words and code.
    private ApiException missing() {
        return new ApiException(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal error occurred: the spec replicas field \"" + paths.specReplicas() + "\" does not exist",
                Optional.empty()));
    }

    @Override
    public Value.Struct completed(Value.Struct object, Value.Struct edited) {
        if (edited.struct("spec").get("replicas").isPresent()) return edited;
        if (number(object, paths.specReplicas()).isEmpty()) {
            throw ApiException.badRequest("the spec replicas field \"" + paths.specReplicas() + "\" cannot be empty");
        }
        return edited.with("spec", edited.struct("spec").with("replicas", Value.of(0)));
    }

    @Override
    public List<FieldError> errors(Value.Struct edited) {
        boolean negative =
                edited.struct("spec").get("replicas").orElse(Value.NULL) instanceof Value.Int(var number) && number < 0;
        if (!negative) return List.of();
        var replicas = edited.struct("spec").get("replicas").orElseThrow();
        return List.of(FieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0"));
    }

    @Override
    public Value.Struct write(Value.Struct object, Value.Struct edited) {
        return put(object, steps(paths.specReplicas()), edited.struct("spec").get("replicas"));
    }

    @Override
    public String clientPath(String path) {
        return path.equals(paths.specReplicas()) ? REPLICAS : path;
    }

    private static Optional<Value> number(Value.Struct object, String path) {
        return find(object, steps(path)).filter(Value.Int.class::isInstance);
    }

    private static List<String> steps(String path) {
        return Arrays.asList(path.substring(1).split("\\."));
    }

    private static Optional<Value> find(Value.Struct object, List<String> steps) {
        var here = object.get(steps.getFirst());
        if (steps.size() == 1) return here;
        return here.flatMap(value ->
                value instanceof Value.Struct inner ? find(inner, steps.subList(1, steps.size())) : Optional.empty());
    }

    private static Value.Struct put(Value.Struct object, List<String> steps, Optional<Value> value) {
        var name = steps.getFirst();
        if (steps.size() > 1) {
            var inner = put(object.struct(name), steps.subList(1, steps.size()), value);
            return inner.members().isEmpty() && object.get(name).isEmpty() ? object : object.with(name, inner);
        }
        return value.map(given -> object.with(name, given)).orElse(object.without(name));
    }
}
