package dev.outrigger.samples.hello.controller;

import dev.outrigger.kinds.Column;
import dev.outrigger.kinds.Resource;
import dev.outrigger.server.ServerBuilder;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;

/// As much of a cluster as the controller needs: foos, and the kinds of the core group that it makes of
/// them. fabric8's classes of these are the types.
///
/// Nobody runs its pods, and nobody collects what has lost its owner: that is the business of a control
/// plane.
final class Cluster {
    private Cluster() {}

    static ServerBuilder server() {
        return dev.outrigger.samples.hello.Main.server()
                .resource(Resource.of(ConfigMap.class).shortName("cm").column(age()))
                .resource(pods())
                .resource(Resource.of(Namespace.class)
                        .shortName("ns")
                        .column("Status", ".status.phase")
                        .column(age()))
                .resource(events());
    }

    private static Resource<Pod> pods() {
        return Resource.of(Pod.class)
                .shortName("po")
                .category("all")
                .column("Image", ".spec.containers[0].image")
                .column("Status", ".status.phase")
                .column(age())
                .selectableField(".spec.nodeName")
                .selectableField(".status.phase");
    }

    /// With the fields that `kubectl describe` finds events by.
    private static Resource<Event> events() {
        return Resource.of(Event.class)
                .shortName("ev")
                .column("Type", ".type")
                .column("Reason", ".reason")
                .column("Kind", ".involvedObject.kind")
                .column("Object", ".involvedObject.name")
                .column("Message", ".message")
                .selectableField(".involvedObject.apiVersion")
                .selectableField(".involvedObject.kind")
                .selectableField(".involvedObject.name")
                .selectableField(".involvedObject.namespace")
                .selectableField(".involvedObject.uid")
                .selectableField(".reason")
                .selectableField(".type");
    }

    private static Column age() {
        return new Column("Age", "date", "", "How long it has been there.", 0, ".metadata.creationTimestamp");
    }
}
