package dev.outrigger.pipeline;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GoText;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Status;
import dev.outrigger.pipeline.Authorizer.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Room two: the gates a request passes, in meeting order: resolve, authenticate, impersonate, authorize.
public final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final List<Authenticator> authenticators;
    private final List<Authorizer> authorizers;

    /// A pipeline that asks the authenticators, then the authorizers, each in the order given.
    public Pipeline(List<Authenticator> authenticators, List<Authorizer> authorizers) {
        this.authenticators = List.copyOf(authenticators);
        this.authorizers = List.copyOf(authorizers);
    }

    /// Takes a request through the gates.
    ///
    /// @throws ApiException 401 or 403 where a gate refuses, 500 where one cannot find out
    public Call admit(ApiRequest request, RequestInfo info) throws InterruptedException {
        var call = impersonated(new Call(withoutCredentials(request), info, identify(request)));
        authorize(call);
        return call;
    }

    /// Asks whether the caller may do this too, on what the call is about.
    ///
    /// @param verb such as `create`
    /// @throws ApiException 403 where it may not, 500 where that cannot be found out
    public void require(String verb, Call call) throws InterruptedException {
        var info = call.info();
        if (info.verb().equals(verb)) return;
        authorize(new Call(call.request(), new RequestInfo(verb, info.path(), info.target()), call.caller()));
    }

    /// What proxies say is nobody's business behind the gates, whether it was believed or not.
    private ApiRequest withoutCredentials(ApiRequest request) {
        var left = request.headers()
                .without(name -> RemoteHeaders.STANDARD.has(name)
                        || authenticators.stream().anyMatch(authenticator -> authenticator.owns(name)));
        return left == request.headers() ? request : request.with(left);
    }

    /// The call as made by whom the caller wants to act as, where the caller may. As upstream, who cannot be asked
    /// about is refused.
    private Call impersonated(Call call) throws InterruptedException {
        var wanted = Impersonation.of(call.request().headers());
        if (wanted.isEmpty()) return call;
        for (RequestInfo.Target target : wanted.get().targets()) {
            var info = new RequestInfo("impersonate", call.info().path(), Optional.of(target));
            var acting = new Call(call.request(), info, call.caller());
            switch (decide(acting)) {
                case Decision.Allow() -> {}
                case Decision.Deny(var reason) -> throw refusal(acting, reason);
                case Decision.NoOpinion(var reason) -> throw refusal(acting, reason);
                case Decision.Failed _ -> throw refusal(acting, "");
            }
        }
        return new Call(call.request(), call.info(), wanted.get().as());
    }

    private Caller identify(ApiRequest request) throws InterruptedException {
        String rejected = "";
        for (Authenticator authenticator : authenticators) {
            switch (authenticator.authenticate(request)) {
                case Authenticator.Outcome.Identified(var caller) -> {
                    return caller;
                }
                case Authenticator.Outcome.Rejected(var why) -> rejected = why;
                case Authenticator.Outcome.NotMine() -> {}
            }
        }
        if (rejected.isEmpty()) return Caller.ANONYMOUS;
        LOG.info(
                "Unable to authenticate the request from {}: {}", request.peer().address(), rejected);
        throw ApiException.unauthorized();
    }

    private void authorize(Call call) throws InterruptedException {
        switch (decide(call)) {
            case Decision.Allow() -> {}
            case Decision.Deny(var reason) -> throw refusal(call, reason);
            case Decision.NoOpinion(var reason) -> throw refusal(call, reason);
            case Decision.Failed _ -> throw undecided(call);
        }
    }

    /// What the authorizers say together: the first that allows or denies it decides.
    private Decision decide(Call call) throws InterruptedException {
        var reasons = new ArrayList<String>(0);
        var failed = Optional.<Decision>empty();
        for (Authorizer authorizer : authorizers) {
            var decision = authorizer.authorize(call);
            switch (decision) {
                case Decision.Allow _, Decision.Deny _ -> {
                    return decision;
                }
                case Decision.NoOpinion(var reason) -> {
                    if (!reason.isEmpty()) reasons.add(reason);
                }
                case Decision.Failed(var why) -> {
                    LOG.warn(
                            "Unable to authorize user {} to {} {}: {}",
                            GoText.quote(call.caller().name()),
                            call.info().verb(),
                            GoText.quote(call.info().path()),
                            why);
                    failed = Optional.of(decision);
                }
            }
        }
        return failed.orElseGet(() -> new Decision.NoOpinion(String.join("\n", reasons)));
    }

    /// As upstream's sentence begins. What went wrong between servers is not the client's to know.
    private static ApiException undecided(Call call) {
        return new ApiException(Status.failure(
                500,
                Status.Reason.INTERNAL_ERROR,
                "Internal Server Error: "
                        + withoutMarkup(GoText.quote(call.info().path()))
                        + ": it could not be found out whether the request is allowed",
                Optional.empty()));
    }

    /// Words a refusal as apiserver's `responsewriters.ForbiddenStatusError` does.
    private static ApiException refusal(Call call, String reason) {
        var what = withoutMarkup(sentence(call));
        var why = reason.isEmpty() ? what : what + ": " + reason;
        if (call.info().target().isEmpty()) return ApiException.forbidden(new GroupResource("", ""), "", why);
        var target = call.info().target().get();
        var resource = new GroupResource(target.groupVersion().group(), target.resource());
        return ApiException.forbidden(resource, target.name(), why);
    }

    private static String sentence(Call call) {
        var user = "User " + GoText.quote(call.caller().name()) + " cannot "
                + call.info().verb() + " ";
        if (call.info().target().isEmpty()) {
            return user + "path " + GoText.quote(call.info().path());
        }
        var target = call.info().target().get();
        var resource =
                target.subresource().isEmpty() ? target.resource() : target.resource() + "/" + target.subresource();
        var where = target.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace " + GoText.quote(target.namespace());
        return user + "resource " + GoText.quote(resource) + " in API group "
                + GoText.quote(target.groupVersion().group()) + " " + where;
    }

    /// Nothing in an answer is to look like HTML.
    private static String withoutMarkup(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
