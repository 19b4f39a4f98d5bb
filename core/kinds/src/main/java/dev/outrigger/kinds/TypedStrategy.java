package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Set;

/// An author's typed rules, run over untyped objects. Objects are mapped only where there is a rule to run.
final class TypedStrategy<T> implements Strategy {
    private static final Set<String> ENGINE_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private final ObjectMapper mapper;
    private final ObjectMapper writer;
    private final JavaType type;
    private final TypedRules<T> rules;

    TypedStrategy(ObjectMapper mapper, JavaType type, TypedRules<T> rules) {
        this.mapper = mapper;
        this.writer = mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.type = type;
        this.rules = rules;
    }

    @Override
    public Value.Struct defaulted(Value.Struct object) {
        if (rules.defaulting.isEmpty()) return object;
        T typed = rules.defaulting.get().apply(typed(object));
        if (!(JsonNodes.toValue(writer.valueToTree(typed)) instanceof Value.Struct written)) return object;
        var members = object.copy();
        members.keySet()
                .removeIf(name ->
                        !ENGINE_FIELDS.contains(name) && !written.members().containsKey(name));
        written.members().forEach((name, member) -> {
            if (!ENGINE_FIELDS.contains(name)) members.put(name, member);
        });
        return new Value.Struct(members);
    }

    @Override
    public List<FieldError> validate(Value.Struct object) {
        return rules.validation.map(rule -> rule.apply(typed(object))).orElse(List.of());
    }

    @Override
    public List<FieldError> validateUpdate(Value.Struct object, Value.Struct old) {
        return rules.updateValidation
                .map(rule -> rule.validate(typed(object), typed(old)))
                .orElse(List.of());
    }

    private T typed(Value.Struct object) {
        try {
            return mapper.treeToValue(JsonNodes.fromValue(object), type);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the object cannot be handled as a "
                    + type.getRawClass().getSimpleName() + ": " + e.getOriginalMessage());
        }
    }
}
