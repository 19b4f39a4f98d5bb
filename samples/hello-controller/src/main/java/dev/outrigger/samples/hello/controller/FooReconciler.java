package dev.outrigger.samples.hello.controller;

import dev.outrigger.samples.hello.Foo.Phase;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.net.HttpURLConnection;

/// Sees to it that a foo has its objects, and says in its status how they are.
///
/// It is called whenever a foo or an object of its changed, after the dependents have done what was to be
/// done. What fails is tried again for as long as the foo is there, at most a minute apart.
@ControllerConfiguration(name = FooReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 500, intervalMultiplier = 2, maxInterval = 60_000)
@Workflow(dependents = {@Dependent(type = ConfigDependent.class), @Dependent(type = WorkerDependent.class)})
final class FooReconciler implements Reconciler<FooResource> {
    /// What the controller calls itself, in events and as the owner of fields.
    static final String NAME = "hello-controller";

    @Override
    public UpdateControl<FooResource> reconcile(FooResource foo, Context<FooResource> context) {
        var seen = Observation.of(foo, context);
        if (seen.phase() == Phase.READY && !seen.equals(foo.getStatus())) {
            Announcement.of("Ready", "All its parts are as they shall be").about(foo, context);
        }
        // Said again where nothing changed, for the foo at hand may be an old one. The server takes it for what it is.
        return UpdateControl.patchStatus(foo.with(seen));
    }

    @Override
    public ErrorStatusUpdateControl<FooResource> updateErrorStatus(
            FooResource foo, Context<FooResource> context, Exception failure) {
        if (!(failure instanceof AggregatedOperatorException several)) {
            return ErrorStatusUpdateControl.defaultErrorProcessing();
        }
        several.getAggregatedExceptions()
                .values()
                .forEach(one -> Announcement.warning("Failed", why(one)).about(foo, context));
        return ErrorStatusUpdateControl.patchStatus(foo.with(Observation.of(foo, context)));
    }

    /// In the server's words, where it refused something but what is there already: that is somebody
    /// else's.
    private static String why(Exception failure) {
        if (!(failure instanceof KubernetesClientException refused) || refused.getStatus() == null) {
            return failure.toString();
        }
        if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
            return refused.getStatus().getMessage();
        }
        var about = refused.getStatus().getDetails();
        return about.getKind() + " \"" + about.getName() + "\" is there already and does not belong to it";
    }
}
