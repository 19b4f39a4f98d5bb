package dev.outrigger.rest;

import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Pruning;

/// What admission plug-ins and the author's rules make of an object that a client wants, in upstream's order: mutating
/// plug-ins, preparation, validation, warnings, canonical form, validating plug-ins. Objects are in the version that
/// rules run on.
///
/// @param admitting asks the plug-ins
record Ruling(Admitting admitting) {

    /// A new object as it shall be stored.
    ///
    /// @throws dev.outrigger.meta.ApiException where it is refused
    Value.Struct created(Target target, Value.Struct wanted, Writing writing) {
        var strategy = target.type().strategy();
        var admitted = admitting.creating(target, wanted, writing);
        if (admitted != wanted) {
            admitted = settled(target, SystemFields.bornAs(admitted, wanted, strategy), writing);
        }
        var prepared = strategy.prepareForCreate(admitted);
        if (prepared != admitted) prepared = SystemFields.bornAs(prepared, admitted, strategy);
        Transition.refuse(target, prepared, Transition.createErrors(target, prepared, writing));
        writing.warnings().addAll(strategy.warnings(prepared));
        var canonical = strategy.canonicalized(prepared);
        if (canonical != prepared) canonical = SystemFields.bornAs(canonical, prepared, strategy);
        admitting.create(target, canonical, writing);
        return canonical;
    }

    /// A changed object as it shall be stored.
    ///
    /// @throws dev.outrigger.meta.ApiException where it is refused
    Value.Struct changed(Target target, Value.Struct wanted, Live live, Writing writing) {
        var strategy = target.type().strategy();
        var old = live.value();
        var admitted = admitting.updating(target, wanted, old, writing);
        if (admitted != wanted) {
            var named = SystemFields.namedAs(admitted, wanted);
            admitted = settled(target, Transition.isolated(target, old, named), writing);
        }
        var prepared = withRevision(prepared(target, admitted, old), live);
        if (differs(target, prepared, old)) prepared = counted(prepared, strategy);
        Transition.refuse(target, prepared, Transition.updateErrors(target, prepared, old, writing));
        if (!isStatus(target)) writing.warnings().addAll(strategy.updateWarnings(prepared, old));
        var canonical = canonical(target, prepared, old);
        admitting.update(target, canonical, old, writing);
        return canonical;
    }

    private static Value.Struct prepared(Target target, Value.Struct object, Value.Struct old) {
        var strategy = target.type().strategy();
        if (isStatus(target)) {
            var prepared = strategy.prepareForStatusUpdate(object, old);
            return prepared == object
                    ? object
                    : Transition.isolated(target, old, SystemFields.namedAs(prepared, object));
        }
        var prepared = strategy.prepareForUpdate(object, old);
        return prepared == object ? object : SystemFields.keptAs(prepared, object, strategy);
    }

    /// The object in its canonical form. What differs from what is stored by its form alone is no change.
    private static Value.Struct canonical(Target target, Value.Struct object, Value.Struct old) {
        var strategy = target.type().strategy();
        var canonical = strategy.canonicalized(object);
        if (canonical == object) return object;
        var kept = SystemFields.keptAs(canonical, object, strategy);
        return differs(target, kept, old) || !strategy.countsGenerations()
                ? kept
                : SystemFields.sameGeneration(kept, old);
    }

    /// Whether there is a change that counts as one: of anything but metadata, and the status where that is apart.
    static boolean differs(Target target, Value.Struct one, Value.Struct other) {
        return target.type().statusSubresource()
                ? SystemFields.specDiffers(one, other)
                : !one.without("metadata").equals(other.without("metadata"));
    }

    private static Value.Struct counted(Value.Struct object, Strategy strategy) {
        return strategy.countsGenerations() ? SystemFields.nextGeneration(object) : object;
    }

    private static boolean isStatus(Target target) {
        return target.part().subresource().equals("status");
    }

    /// What a plug-in made of an object, as far as its schema knows of it.
    private static Value.Struct settled(Target target, Value.Struct admitted, Writing writing) {
        var schema = target.type().hubVersion().schema();
        return Pruning.prune(Owners.once(admitted, writing.warnings()), schema).object();
    }

    private static Value.Struct withRevision(Value.Struct object, Live live) {
        return object.with(
                "metadata",
                object.struct("metadata")
                        .with("resourceVersion", live.revision().toString()));
    }
}
