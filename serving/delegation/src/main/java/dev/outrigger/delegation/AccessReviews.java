package dev.outrigger.delegation;

import dev.outrigger.codec.Json;
import dev.outrigger.delegation.Answers.Keeping;
import dev.outrigger.delegation.Answers.Keeping.Shelf;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Authorizer;
import dev.outrigger.pipeline.Call;
import java.time.Duration;

/// Asks a cluster's API server what callers may do (`SubjectAccessReview` of `authorization.k8s.io/v1`).
///
/// Where it cannot be asked nothing is decided, and nothing kept.
public final class AccessReviews implements Authorizer {
    private final Review review;
    private final Answers<Decision> answers;

    /// An authorizer that asks that cluster.
    ///
    /// @param allowed how long it counts that somebody may do something; zero for no longer than it takes
    /// @param others how long it counts that somebody may not
    public AccessReviews(Cluster cluster, Duration allowed, Duration others) {
        this.review = new Review(cluster, "authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews");
        this.answers = new Answers<>(decision -> switch (decision) {
            case Decision.Allow _ -> new Keeping(Shelf.GOOD, allowed);
            case Decision.Deny _, Decision.NoOpinion _, Decision.Failed _ -> new Keeping(Shelf.OTHER, others);
        });
    }

    @Override
    public Decision authorize(Call call) throws InterruptedException {
        var spec = AccessQuestion.of(call);
        try {
            return answers.get(Json.encode(spec), () -> decision(review.ask(spec)));
        } catch (ClusterException failed) {
            return new Decision.Failed(failed.brief());
        }
    }

    /// Whoever is both allowed and denied is denied.
    private static Decision decision(Value.Struct status) {
        var reason = status.text("reason").orElse("");
        if (isTrue(status, "denied")) return new Decision.Deny(reason);
        return isTrue(status, "allowed") ? Decision.ALLOW : new Decision.NoOpinion(reason);
    }

    private static boolean isTrue(Value.Struct status, String member) {
        return status.get(member).orElse(Value.NULL).equals(Value.of(true));
    }
}
