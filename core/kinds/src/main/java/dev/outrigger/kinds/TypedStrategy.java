package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;

/// An author's typed rules, run over untyped objects, each after that of an untyped strategy. Objects are mapped only
/// where there is a rule to run.
final class TypedStrategy<T> implements Strategy {
    private final Mapped<T> form;
    private final TypedRules<T> rules;
    private final Strategy base;

    /// @param base the author's untyped strategy, or [Strategy#NONE]
    TypedStrategy(Mapped<T> form, TypedRules<T> rules, Strategy base) {
        this.form = form;
        this.rules = rules;
        this.base = base;
    }

    Mapped<T> form() {
        return form;
    }

    @Override
    public boolean fillsIn() {
        return rules.defaulting.isPresent() || base.fillsIn();
    }

    @Override
    public Value.Struct defaulted(Value.Struct object) {
        var defaulted = base.defaulted(object);
        return rules.defaulting.map(rule -> form.changed(defaulted, rule)).orElse(defaulted);
    }

    @Override
    public Value.Struct prepareForCreate(Value.Struct object) {
        var prepared = base.prepareForCreate(object);
        return rules.preparation.map(rule -> form.changed(prepared, rule)).orElse(prepared);
    }

    @Override
    public Value.Struct prepareForUpdate(Value.Struct object, Value.Struct old) {
        var prepared = base.prepareForUpdate(object, old);
        return rules.updatePreparation
                .map(rule -> form.changed(prepared, typed -> rule.prepare(typed, form.typed(old))))
                .orElse(prepared);
    }

    @Override
    public Value.Struct prepareForStatusUpdate(Value.Struct object, Value.Struct old) {
        var prepared = base.prepareForStatusUpdate(object, old);
        return rules.statusPreparation
                .map(rule -> form.changed(prepared, typed -> rule.prepare(typed, form.typed(old))))
                .orElse(prepared);
    }

    @Override
    public List<FieldError> validate(Value.Struct object) {
        return both(
                base.validate(object),
                rules.validation.map(rule -> rule.apply(form.typed(object))).orElse(List.of()));
    }

    @Override
    public List<FieldError> validateUpdate(Value.Struct object, Value.Struct old) {
        return both(
                base.validateUpdate(object, old),
                rules.updateValidation
                        .map(rule -> rule.validate(form.typed(object), form.typed(old)))
                        .orElse(List.of()));
    }

    @Override
    public List<String> warnings(Value.Struct object) {
        return both(
                base.warnings(object),
                rules.warnings.map(rule -> rule.apply(form.typed(object))).orElse(List.of()));
    }

    @Override
    public List<String> updateWarnings(Value.Struct object, Value.Struct old) {
        var own = rules.updateWarnings.map(rule -> rule.warn(form.typed(object), form.typed(old)));
        return both(
                base.updateWarnings(object, old),
                own.or(() -> rules.warnings.map(rule -> rule.apply(form.typed(object))))
                        .orElse(List.of()));
    }

    private static <E> List<E> both(List<E> first, List<E> second) {
        if (first.isEmpty()) return second;
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public Value.Struct canonicalized(Value.Struct object) {
        var canonical = base.canonicalized(object);
        return rules.canonicalization.map(rule -> form.changed(canonical, rule)).orElse(canonical);
    }

    @Override
    public boolean allowCreateOnUpdate() {
        return rules.createOnUpdate || base.allowCreateOnUpdate();
    }

    @Override
    public boolean allowUnconditionalUpdate() {
        return rules.unconditionalUpdate && base.allowUnconditionalUpdate();
    }

    @Override
    public boolean countsGenerations() {
        return rules.generations && base.countsGenerations();
    }

    @Override
    public List<String> nameErrors(String name) {
        return rules.names.map(rule -> rule.apply(name)).orElseGet(() -> base.nameErrors(name));
    }
}
