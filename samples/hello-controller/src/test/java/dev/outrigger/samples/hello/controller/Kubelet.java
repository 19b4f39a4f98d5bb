package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.function.UnaryOperator;

/// Says of pods what the kubelet of a cluster would.
final class Kubelet {
    private Kubelet() {}

    /// The pod with a report of how it is.
    ///
    /// @param ready whether it is: `True`, `False` or `Unknown`
    static UnaryOperator<Pod> reports(String ready) {
        return pod -> new PodBuilder(pod)
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }
}
