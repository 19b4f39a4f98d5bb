package dev.outrigger.delegation;

import dev.outrigger.delegation.Answers.Keeping;
import dev.outrigger.delegation.Answers.Keeping.Shelf;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Authenticator.Outcome;
import dev.outrigger.pipeline.BearerTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks a cluster's API server whose bearer tokens are (`TokenReview` of `authentication.k8s.io/v1`).
///
/// What it says of a token, good or bad, counts for as long as answers are kept; that it could not be asked does not.
/// Who cannot be asked about is refused.
public final class TokenReviews implements BearerTokens.Judge {
    private static final int LONGEST_TOKEN = 64 * 1024;
    private static final Outcome NOBODYS = new Outcome.Rejected("invalid bearer token");

    private final Review review;
    private final List<String> audiences;
    private final Answers<Verdict> answers;

    /// What a cluster says of a token.
    private sealed interface Verdict {
        record Callers(Caller caller) implements Verdict {}

        record Nobodys() implements Verdict {}
    }

    /// A judge that asks that cluster.
    ///
    /// @param audiences whom tokens must be meant for, one of them; none for whomever the cluster takes them for
    /// @param kept how long an answer counts; zero for no longer than it takes
    public TokenReviews(Cluster cluster, List<String> audiences, Duration kept) {
        this.review = new Review(cluster, "authentication.k8s.io", "TokenReview", "tokenreviews");
        this.audiences = List.copyOf(audiences);
        this.answers = new Answers<>(verdict -> switch (verdict) {
            case Verdict.Callers _ -> new Keeping(Shelf.GOOD, kept);
            case Verdict.Nobodys _ -> new Keeping(Shelf.OTHER, kept);
        });
    }

    @Override
    public Outcome judge(String token) throws InterruptedException {
        if (token.length() > LONGEST_TOKEN) return NOBODYS;
        try {
            return switch (answers.get(token.getBytes(StandardCharsets.UTF_8), () -> ask(token))) {
                case Verdict.Callers(var caller) -> new Outcome.Identified(caller);
                case Verdict.Nobodys() -> NOBODYS;
            };
        } catch (ClusterException failed) {
            return new Outcome.Rejected(failed.brief());
        }
    }

    private Verdict ask(String token) throws InterruptedException {
        var spec = Value.object("token", token);
        try {
            return verdict(
                    review.ask(audiences.isEmpty() ? spec : spec.with("audiences", Value.Array.ofTexts(audiences))));
        } catch (ClusterException failed) {
            // Whatever another server makes of it, a token is in no log.
            throw ClusterException.of(String.valueOf(failed.getMessage()).replace(token, "(token)"));
        }
    }

    /// The rules are those of `AuthenticateToken` upstream: a cluster that says nothing of audiences is taken to know
    /// those it was asked about.
    private Verdict verdict(Value.Struct status) {
        var meantFor = texts(status.items("audiences"));
        boolean forUs =
                audiences.isEmpty() || meantFor.isEmpty() || meantFor.stream().anyMatch(audiences::contains);
        if (!forUs) return new Verdict.Nobodys();
        boolean good = status.get("authenticated").orElse(Value.NULL).equals(Value.of(true));
        if (!good) {
            var error = status.text("error").orElse("");
            if (!error.isEmpty()) throw ClusterException.of(Cluster.oneLine(error));
            return new Verdict.Nobodys();
        }
        return new Verdict.Callers(caller(status.struct("user")));
    }

    private static Caller caller(Value.Struct user) {
        var name = user.text("username").orElse("");
        if (name.isEmpty()) throw ClusterException.of("the token is good, but for a user without a name");
        var uid = user.text("uid").orElse("");
        return new Caller(name, uid, texts(user.items("groups")), extra(user.struct("extra"))).authenticated();
    }

    private static Map<String, List<String>> extra(Value.Struct members) {
        var extra = new LinkedHashMap<String, List<String>>();
        members.members().forEach((key, values) -> {
            if (values instanceof Value.Array(var items)) extra.put(key, texts(items));
        });
        return extra;
    }

    private static List<String> texts(List<Value> items) {
        var texts = new ArrayList<String>();
        for (Value item : items) if (item instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }
}
