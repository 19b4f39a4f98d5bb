package dev.outrigger.samples.hello.controller;

import dev.outrigger.samples.hello.Foo;
import dev.outrigger.samples.hello.Foo.Condition;
import dev.outrigger.samples.hello.Foo.Part;
import dev.outrigger.samples.hello.Foo.Phase;
import dev.outrigger.samples.hello.Foo.Truth;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Optional;

/// What is to be seen of a foo's objects, as its status says it.
final class Observation {
    private Observation() {}

    static Foo.Status of(FooResource foo, Context<FooResource> context) {
        var config = config(foo, named(ConfigMap.class, foo, context));
        var worker = worker(foo, named(Pod.class, foo, context));
        var phase = config == Truth.TRUE && worker == Truth.TRUE ? Phase.READY : Phase.PROCESSING;
        return new Foo.Status(phase, List.of(new Condition(Part.CONFIG, config), new Condition(Part.WORKER, worker)));
    }

    /// The object of that kind that has the foo's name.
    private static <T extends HasMetadata> Optional<T> named(
            Class<T> kind, FooResource foo, Context<FooResource> context) {
        return context.getSecondaryResourcesAsStream(kind)
                .filter(object ->
                        object.getMetadata().getName().equals(foo.getMetadata().getName()))
                .findFirst();
    }

    /// Whether the config map says what the foo wants it to.
    private static Truth config(FooResource foo, Optional<ConfigMap> map) {
        boolean same = map.filter(found -> Owned.isOf(found, foo))
                .map(ConfigMap::getData)
                .filter(data ->
                        data.entrySet().containsAll(ConfigDependent.data(foo).entrySet()))
                .isPresent();
        return same ? Truth.TRUE : Truth.FALSE;
    }

    /// Whether a pod of what the foo wants is ready; unknown while nobody has said so of it.
    private static Truth worker(FooResource foo, Optional<Pod> pod) {
        var right = pod.filter(found -> WorkerDependent.isFor(foo, found) && !found.isMarkedForDeletion());
        return right.isEmpty() ? Truth.FALSE : ready(right.get());
    }

    private static Truth ready(Pod pod) {
        if (pod.getStatus() == null) return Truth.UNKNOWN;
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(PodCondition::getStatus)
                .map(Observation::truth)
                .findFirst()
                .orElse(Truth.UNKNOWN);
    }

    private static Truth truth(String status) {
        return switch (status) {
            case "True" -> Truth.TRUE;
            case "False" -> Truth.FALSE;
            default -> Truth.UNKNOWN;
        };
    }
}
