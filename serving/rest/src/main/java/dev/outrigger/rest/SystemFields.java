package dev.outrigger.rest;

import dev.outrigger.kinds.Strategy;
import dev.outrigger.meta.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The metadata that the server alone writes.
final class SystemFields {
    private static final List<String> OF_THE_SERVER =
            List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "resourceVersion");

    private SystemFields() {}

    /// Metadata of a new object: identity and time of birth set, whatever the client sent.
    static Value.Struct born(Value.Struct metadata, String name, String namespace, Instant now) {
        var members = metadata.copy();
        OF_THE_SERVER.forEach(members::remove);
        members.put("name", Value.of(name));
        if (namespace.isEmpty()) members.remove("namespace");
        else members.put("namespace", Value.of(namespace));
        members.put("uid", Value.of(UUID.randomUUID().toString()));
        members.put("creationTimestamp", Value.of(time(now)));
        members.put("generation", Value.of(1));
        return tidy(members);
    }

    /// Metadata of a changed object: what only the server may change is as it was.
    static Value.Struct kept(Value.Struct metadata, Value.Struct old, String namespace) {
        var members = metadata.copy();
        members.remove("selfLink");
        for (String name : List.of("creationTimestamp", "generation")) keep(members, old, name);
        for (String name : List.of("deletionTimestamp", "deletionGracePeriodSeconds")) {
            if (old.get(name).isPresent()) keep(members, old, name);
        }
        if (!members.containsKey("uid")) keep(members, old, "uid");
        if (!namespace.isEmpty() && !members.containsKey("namespace")) members.put("namespace", Value.of(namespace));
        return tidy(members);
    }

    private static void keep(Map<String, Value> members, Value.Struct old, String name) {
        members.remove(name);
        old.get(name).ifPresent(value -> members.put(name, value));
    }

    /// An object that a plug-in or a rule changed, with the identity and the owners of fields it had before.
    static Value.Struct namedAs(Value.Struct changed, Value.Struct before) {
        var metadata = changed.struct("metadata").copy();
        for (String name : List.of("name", "namespace", "uid", "resourceVersion", "managedFields")) {
            keep(metadata, before.struct("metadata"), name);
        }
        var object = changed.with("metadata", tidy(metadata));
        for (String name : List.of("apiVersion", "kind")) {
            object = object.with(name, before.get(name).orElse(Value.NULL));
        }
        return object;
    }

    /// The same of an object that is new: nothing that the server writes is changed.
    static Value.Struct bornAs(Value.Struct changed, Value.Struct before, Strategy strategy) {
        var named = namedAs(changed, before);
        var metadata = named.struct("metadata").copy();
        for (String name : OF_THE_SERVER) metadata.remove(name);
        keep(metadata, before.struct("metadata"), "creationTimestamp");
        if (strategy.countsGenerations()) keep(metadata, before.struct("metadata"), "generation");
        return named.with("metadata", new Value.Struct(metadata));
    }

    /// The same of an object that is not new.
    static Value.Struct keptAs(Value.Struct changed, Value.Struct before, Strategy strategy) {
        var named = namedAs(changed, before);
        var metadata = named.struct("metadata").copy();
        for (String name : List.of("creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds")) {
            keep(metadata, before.struct("metadata"), name);
        }
        if (strategy.countsGenerations()) keep(metadata, before.struct("metadata"), "generation");
        return named.with("metadata", new Value.Struct(metadata));
    }

    /// The object with the generation of another.
    static Value.Struct sameGeneration(Value.Struct object, Value.Struct other) {
        var metadata = object.struct("metadata").copy();
        keep(metadata, other.struct("metadata"), "generation");
        return object.with("metadata", new Value.Struct(metadata));
    }

    /// Leaves out what Go's `omitempty` leaves out. Empty `managedFields` stay: they ask for a fresh start.
    private static Value.Struct tidy(Map<String, Value> members) {
        members.entrySet().removeIf(member -> !member.getKey().equals("managedFields") && isEmpty(member.getValue()));
        return new Value.Struct(members);
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Null _ -> true;
            case Value.Text(var text) -> text.isEmpty();
            case Value.Array(var items) -> items.isEmpty();
            case Value.Struct(var members) -> members.isEmpty();
            case Value.Bool _, Value.Int _, Value.Real _ -> false;
        };
    }

    /// The object with its generation one higher.
    static Value.Struct nextGeneration(Value.Struct object) {
        var metadata = object.struct("metadata");
        long generation = metadata.get("generation").orElse(Value.of(0)) instanceof Value.Int(var number) ? number : 0;
        return object.with("metadata", metadata.with("generation", Value.of(generation + 1)));
    }

    /// Whether anything outside metadata and status differs.
    static boolean specDiffers(Value.Struct one, Value.Struct other) {
        return !bare(one).equals(bare(other));
    }

    private static Value.Struct bare(Value.Struct object) {
        return object.without("metadata").without("status");
    }

    /// The object as a deletion marks it that has to wait for finalizers.
    static Value.Struct terminating(Value.Struct object, List<String> finalizers, Instant now) {
        var metadata = object.struct("metadata").with("finalizers", Value.Array.ofTexts(finalizers));
        if (metadata.get("deletionTimestamp").isPresent()) return object.with("metadata", metadata);
        var marked = metadata.with("deletionTimestamp", time(now)).with("deletionGracePeriodSeconds", Value.of(0));
        var terminating = object.with("metadata", marked);
        return metadata.get("generation").isPresent() ? nextGeneration(terminating) : terminating;
    }

    static boolean isTerminating(Value.Struct object) {
        return object.struct("metadata").text("deletionTimestamp").isPresent();
    }

    static List<String> finalizers(Value.Struct object) {
        var names = new ArrayList<String>();
        for (Value value : object.struct("metadata").items("finalizers")) {
            if (value instanceof Value.Text(var name)) names.add(name);
        }
        return names;
    }

    /// A time as Kubernetes writes it: RFC 3339, whole seconds, UTC.
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
