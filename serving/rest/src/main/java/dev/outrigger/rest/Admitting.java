package dev.outrigger.rest;

import dev.outrigger.kinds.AdmissionChain;
import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.kinds.AdmissionRequest.Operation;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks a server's admission plug-ins about changes. Objects are in the version that rules run on.
///
/// @param chain the plug-ins
record Admitting(AdmissionChain chain) {
    /// Without plug-ins.
    static final Admitting NOBODY = new Admitting(AdmissionChain.NONE);

    /// A new object, after the mutating plug-ins.
    Value.Struct creating(Target target, Value.Struct object, Writing writing) {
        if (chain.isEmpty()) return object;
        return chain.mutated(request(Operation.CREATE, target, object, Optional.empty(), writing));
    }

    /// A changed object, after the mutating plug-ins.
    Value.Struct updating(Target target, Value.Struct object, Value.Struct old, Writing writing) {
        if (chain.isEmpty()) return object;
        return chain.mutated(request(Operation.UPDATE, target, object, Optional.of(old), writing));
    }

    /// Asks the validating plug-ins about a new object that is good by all rules.
    void create(Target target, Value.Struct object, Writing writing) {
        if (chain.isEmpty()) return;
        chain.validate(request(Operation.CREATE, target, object, Optional.empty(), writing));
    }

    /// Asks the validating plug-ins about a changed object that is good by all rules.
    void update(Target target, Value.Struct object, Value.Struct old, Writing writing) {
        if (chain.isEmpty()) return;
        chain.validate(request(Operation.UPDATE, target, object, Optional.of(old), writing));
    }

    /// Asks all plug-ins about the deletion of an object.
    void delete(Target target, Value.Struct object, Deletion deletion) {
        if (chain.isEmpty()) return;
        var request = new AdmissionRequest<>(
                Operation.DELETE,
                target.type(),
                target.kind(),
                "",
                key(object),
                object,
                Optional.empty(),
                deletion.caller(),
                deletion.options().dryRun(),
                deletion.options().toValue(),
                chain.surroundings(once(deletion.warnings())));
        chain.mutated(request);
        chain.validate(request);
    }

    /// What is sent to an action, after the mutating plug-ins.
    Value.Struct acting(Target target, Subresource.Action action, ObjectKey key, Value.Struct body, Writing writing) {
        return chain.isEmpty() ? body : chain.mutated(action(target, action, key, body, writing));
    }

    /// Asks the validating plug-ins about what is sent to an action.
    void act(Target target, Subresource.Action action, ObjectKey key, Value.Struct body, Writing writing) {
        if (!chain.isEmpty()) chain.validate(action(target, action, key, body, writing));
    }

    private AdmissionRequest<Value.Struct> action(
            Target target, Subresource.Action action, ObjectKey key, Value.Struct body, Writing writing) {
        return new AdmissionRequest<>(
                Operation.CREATE,
                target.type(),
                action.kind().name(),
                action.name(),
                key,
                body,
                Optional.empty(),
                writing.caller(),
                writing.options().dryRun(),
                writing.options().toValue(Operation.CREATE),
                chain.surroundings(once(writing.warnings())));
    }

    /// A connection to an object.
    ///
    /// @param name the subresource's
    /// @param options what stands in the query
    record Connecting(String name, Value.Struct object, Value.Struct options) {}

    /// Asks all plug-ins about a connection to an object.
    void connect(Target target, Connecting connecting, Caller caller, Warnings warnings) {
        if (chain.isEmpty()) return;
        var request = new AdmissionRequest<>(
                Operation.CONNECT,
                target.type(),
                target.type().kind(target.type().hub()),
                connecting.name(),
                key(connecting.object()),
                connecting.object(),
                Optional.empty(),
                caller,
                false,
                connecting.options(),
                chain.surroundings(once(warnings.found())));
        chain.mutated(request);
        chain.validate(request);
    }

    private AdmissionRequest<Value.Struct> request(
            Operation operation, Target target, Value.Struct object, Optional<Value.Struct> old, Writing writing) {
        return new AdmissionRequest<>(
                operation,
                target.type(),
                target.kind(),
                target.part().subresource(),
                key(object),
                object,
                old,
                writing.caller(),
                writing.options().dryRun(),
                writing.options().toValue(operation),
                chain.surroundings(once(writing.warnings())));
    }

    /// A plug-in that runs twice says what it has to say once.
    private static Consumer<String> once(List<String> warnings) {
        return warning -> {
            if (!warnings.contains(warning)) warnings.add(warning);
        };
    }

    private static ObjectKey key(Value.Struct object) {
        var metadata = object.struct("metadata");
        return new ObjectKey(
                metadata.text("namespace").orElse(""), metadata.text("name").orElse(""));
    }
}
