package dev.outrigger.delegation;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.FieldSelector;
import dev.outrigger.meta.LabelSelector;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Call;
import dev.outrigger.pipeline.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a caller may do something, as a `SubjectAccessReview` asks.
final class AccessQuestion {
    private AccessQuestion() {}

    /// The review's `spec`. Members that say nothing are left out, as Go does.
    static Value.Struct of(Call call) {
        var info = call.info();
        var spec = Value.Struct.builder();
        if (info.target().isPresent())
            spec.put("resourceAttributes", resource(call, info.target().get()));
        else spec.put("nonResourceAttributes", Value.object("path", info.path(), "verb", info.verb()));
        subject(call.caller(), spec);
        return spec.build();
    }

    private static void subject(Caller caller, Value.Struct.Builder spec) {
        put(spec, "user", caller.name());
        if (!caller.groups().isEmpty()) spec.put("groups", Value.Array.ofTexts(caller.groups()));
        if (!caller.extra().isEmpty()) {
            var extra = Value.Struct.builder();
            caller.extra().keySet().stream()
                    .sorted()
                    .forEach(key ->
                            extra.put(key, Value.Array.ofTexts(caller.extra().getOrDefault(key, List.of()))));
            spec.put("extra", extra.build());
        }
        put(spec, "uid", caller.uid());
    }

    private static Value.Struct resource(Call call, RequestInfo.Target target) {
        var attributes = Value.Struct.builder();
        put(attributes, "namespace", target.namespace());
        put(attributes, "verb", call.info().verb());
        put(attributes, "group", target.groupVersion().group());
        put(attributes, "version", target.groupVersion().version());
        put(attributes, "resource", target.resource());
        put(attributes, "subresource", target.subresource());
        put(attributes, "name", target.name());
        if (call.info().hasSelectors()) {
            var query = call.request().query();
            requirements(attributes, "fieldSelector", fields(query.first("fieldSelector")));
            requirements(attributes, "labelSelector", labels(query.first("labelSelector")));
        }
        return attributes.build();
    }

    private static void requirements(Value.Struct.Builder attributes, String name, List<Value> requirements) {
        if (!requirements.isEmpty()) {
            attributes.put(name, Value.object("requirements", new Value.Array(requirements)));
        }
    }

    /// None where it is no selector: without them, more is asked for and not less. The client hears of it later.
    private static List<Value> fields(String text) {
        try {
            return FieldSelector.parse(text).terms().stream()
                    .<Value>map(
                            term -> requirement(term.field(), term.negated() ? "NotIn" : "In", List.of(term.value())))
                    .toList();
        } catch (ApiException _) {
            return List.of();
        }
    }

    private static List<Value> labels(String text) {
        try {
            var requirements = new ArrayList<Value>();
            for (var requirement : LabelSelector.parse(text).requirements()) {
                operator(requirement.operator())
                        .map(operator -> requirement(requirement.key(), operator, requirement.values()))
                        .ifPresent(requirements::add);
            }
            return requirements;
        } catch (ApiException _) {
            return List.of();
        }
    }

    /// Empty for what a review has no word for: without it more is asked for, as upstream.
    private static Optional<String> operator(LabelSelector.Operator operator) {
        return switch (operator) {
            case IN, EQUALS, DOUBLE_EQUALS -> Optional.of("In");
            case NOT_IN, NOT_EQUALS -> Optional.of("NotIn");
            case EXISTS -> Optional.of("Exists");
            case DOES_NOT_EXIST -> Optional.of("DoesNotExist");
            case GREATER_THAN, LESS_THAN -> Optional.empty();
        };
    }

    private static Value.Struct requirement(String key, String operator, List<String> values) {
        var requirement = Value.object("key", key, "operator", operator);
        return values.isEmpty() ? requirement : requirement.with("values", Value.Array.ofTexts(values));
    }

    private static void put(Value.Struct.Builder object, String name, String text) {
        if (!text.isEmpty()) object.put(name, Value.of(text));
    }
}
