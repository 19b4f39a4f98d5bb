package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.api.reconciler.dependent.ReconcileResult;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import java.net.HttpURLConnection;

/// The pod that runs a foo's image, with the config map as files: these follow it, while the pod goes on.
///
/// A pod is made and deleted, never changed. Though its image could be, all that is known of a pod (when it
/// started, how often, what it said) is of what it was made for; so those who look after pods replace them.
final class WorkerDependent extends KubernetesDependentResource<Pod, FooResource>
        implements Creator<Pod, FooResource>, GarbageCollected<FooResource> {
    private static final String CONTAINER = "foo";
    private static final String VOLUME = "config";
    private static final String FILES = "/etc/foo";

    WorkerDependent() {
        super(Pod.class);
    }

    @Override
    public ReconcileResult<Pod> reconcile(FooResource foo, Context<FooResource> context) {
        var pod = getSecondaryResource(foo, context);
        if (pod.isEmpty()) return super.reconcile(foo, context);
        // Its end is told when it has come, and a new one made then.
        if (!isFor(foo, pod.get()) && !pod.get().isMarkedForDeletion()) end(pod.get(), foo, context);
        return ReconcileResult.noOperation(pod.get());
    }

    private static void end(Pod pod, FooResource foo, Context<FooResource> context) {
        try {
            context.getClient()
                    .resource(pod)
                    .lockResourceVersion(pod.getMetadata().getResourceVersion())
                    .delete();
        } catch (KubernetesClientException changed) {
            if (changed.getCode() != HttpURLConnection.HTTP_CONFLICT) throw changed;
            return; // What it is now will be told, and looked at then.
        }
        var why = "Deleted its Pod, which ran " + image(pod) + ", to run "
                + foo.getSpec().image();
        Announcement.of("Replacing", why).about(foo, context);
    }

    /// Whether a pod is what the foo asks for now.
    static boolean isFor(FooResource foo, Pod pod) {
        return Owned.isOf(pod, foo) && image(pod).equals(foo.getSpec().image());
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(CONTAINER))
                .map(Container::getImage)
                .findFirst()
                .orElse("");
    }

    @Override
    protected Pod desired(FooResource foo, Context<FooResource> context) {
        return new PodBuilder()
                .withMetadata(Owned.metadata(foo))
                .withNewSpec()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(foo.getSpec().image())
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(FILES)
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName(VOLUME)
                .withNewConfigMap()
                .withName(foo.getMetadata().getName())
                .endConfigMap()
                .endVolume()
                .endSpec()
                .build();
    }

    @Override
    protected Pod handleCreate(Pod desired, FooResource foo, Context<FooResource> context) {
        var created = super.handleCreate(desired, foo, context);
        Announcement.of("Created", "Created its Pod").about(foo, context);
        return created;
    }
}
