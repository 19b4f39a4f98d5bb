package dev.outrigger.kinds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.LinkedHashMap;
import java.util.List;

/// An author's typed rules, run over untyped objects. Objects are mapped only where there is a rule to run.
final class TypedStrategy<T> implements Strategy {
    private final ObjectMapper mapper;
    private final ObjectMapper writer;
    private final JavaType type;
    private final String kind;
    private final TypedRules<T> rules;

    TypedStrategy(ObjectMapper mapper, JavaType type, String kind, TypedRules<T> rules) {
        this.mapper = mapper;
        this.writer = mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.type = type;
        this.kind = kind;
        this.rules = rules;
    }

    @Override
    public boolean fillsIn() {
        return rules.defaulting.isPresent();
    }

    @Override
    public Value.Struct defaulted(Value.Struct object) {
        if (rules.defaulting.isEmpty()) return object;
        T typed = typed(object);
        var before = written(typed);
        var after = written(rules.defaulting.get().apply(typed));
        return Difference.applied(object, before, after);
    }

    /// The class's form of an object, without the members that are the engine's.
    private Value.Struct written(T typed) {
        if (!(JsonNodes.toValue(writer.valueToTree(typed)) instanceof Value.Struct(var written))) {
            return Value.Struct.EMPTY;
        }
        var members = new LinkedHashMap<>(written);
        members.keySet().removeAll(Resource.ENGINE_FIELDS);
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
            throw ApiException.badRequest("the object cannot be read as a " + kind + ": " + Misfit.of(e));
        }
    }
}
