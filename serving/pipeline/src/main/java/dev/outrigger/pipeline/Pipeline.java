package dev.outrigger.pipeline;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Caller;
import dev.outrigger.meta.GroupResource;
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
    /// @throws ApiException 401 or 403 where a gate refuses
    public Call admit(ApiRequest request, RequestInfo info) {
        var call = impersonated(new Call(withoutProxyHeaders(request), info, identify(request)));
        authorize(call);
        return call;
    }

    /// Asks whether the caller may do this too, on what the call is about.
    ///
    /// @param verb such as `create`
    /// @throws ApiException 403 where it may not
    public void require(String verb, Call call) {
        var info = call.info();
        if (info.verb().equals(verb)) return;
        authorize(new Call(call.request(), new RequestInfo(verb, info.path(), info.target()), call.caller()));
    }

    /// What proxies say is nobody's business behind the gates, whether it was believed or not.
    private ApiRequest withoutProxyHeaders(ApiRequest request) {
        var left = request.headers()
                .without(name -> RemoteHeaders.STANDARD.has(name)
                        || authenticators.stream().anyMatch(authenticator -> authenticator.owns(name)));
        return left == request.headers() ? request : request.with(left);
    }

    /// The call as made by whom the caller wants to act as, where the caller may.
    private Call impersonated(Call call) {
        var wanted = Impersonation.of(call.request().headers());
        if (wanted.isEmpty()) return call;
        for (RequestInfo.Target target : wanted.get().targets()) {
            var info = new RequestInfo("impersonate", call.info().path(), Optional.of(target));
            authorize(new Call(call.request(), info, call.caller()));
        }
        return new Call(call.request(), call.info(), wanted.get().as());
    }

    private Caller identify(ApiRequest request) {
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

    private void authorize(Call call) {
        for (Authorizer authorizer : authorizers) {
            switch (authorizer.authorize(call)) {
                case ALLOW -> {
                    return;
                }
                case DENY -> throw refusal(call);
                case NO_OPINION -> {}
            }
        }
        throw refusal(call);
    }

    /// Words a refusal as apiserver's `responsewriters.Forbidden` does.
    private static ApiException refusal(Call call) {
        var user = "User \"" + call.caller().name() + "\" cannot " + call.info().verb() + " ";
        if (call.info().target().isEmpty()) {
            return ApiException.forbidden(
                    new GroupResource("", ""),
                    "",
                    user + "path \"" + call.info().path() + "\"");
        }
        var target = call.info().target().get();
        var resource =
                target.subresource().isEmpty() ? target.resource() : target.resource() + "/" + target.subresource();
        var group = target.groupVersion().group();
        var where = target.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace \"" + target.namespace() + "\"";
        return ApiException.forbidden(
                new GroupResource(group, target.resource()),
                target.name(),
                user + "resource \"" + resource + "\" in API group \"" + group + "\" " + where);
    }
}
