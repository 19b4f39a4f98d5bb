package dev.outrigger.pipeline;

import dev.outrigger.meta.Caller;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Believes what a front proxy, such as Kubernetes' aggregator, says of whom it asks for (`headerrequest` upstream).
///
/// The proxy's fields count on a connection alone whose certificate is good for an authority that signs nobody but
/// proxies, and whose common name is one of the allowed. On every other connection they are nobody's
/// credentials; nobody sees them behind the gates either.
public final class FrontProxy implements Authenticator {
    private final Authenticator certificates;
    private final List<String> allowedNames;
    private final RemoteHeaders headers;

    /// An authenticator that believes proxies.
    ///
    /// @param certificates identifies the proxies by their certificates, and must know nobody else
    /// @param allowedNames the common names of proxies; empty for whomever the authority signed
    /// @param headers the fields they use
    public FrontProxy(Authenticator certificates, List<String> allowedNames, RemoteHeaders headers) {
        this.certificates = certificates;
        this.allowedNames = List.copyOf(allowedNames);
        this.headers = headers;
    }

    @Override
    public Outcome authenticate(ApiRequest request) throws InterruptedException {
        return switch (certificates.authenticate(request)) {
            case Outcome.Identified(var proxy) -> believed(proxy.name(), request.headers());
            case Outcome.Rejected rejected -> rejected;
            case Outcome.NotMine none -> none;
        };
    }

    private Outcome believed(String proxy, Headers said) {
        if (!allowedNames.isEmpty() && !allowedNames.contains(proxy)) {
            return new Outcome.Rejected("x509: subject with cn=" + proxy + " is not in the allowed list");
        }
        var user = first(said, headers.users());
        if (user.isEmpty()) return new Outcome.NotMine();
        var groups = new ArrayList<String>();
        for (String name : headers.groups()) groups.addAll(said.all(name));
        var uid = first(said, headers.uids()).orElse("");
        return new Outcome.Identified(new Caller(user.get(), uid, groups, extra(said)).authenticated());
    }

    private static Optional<String> first(Headers said, List<String> names) {
        return names.stream()
                .flatMap(name -> said.all(name).stream())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Map<String, List<String>> extra(Headers said) {
        var extra = new LinkedHashMap<String, List<String>>();
        for (String prefix : headers.extraPrefixes()) {
            for (String name : said.namesWithPrefix(prefix)) {
                extra.merge(unescaped(name.substring(prefix.length())), said.all(name), FrontProxy::joined);
            }
        }
        return extra;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static String unescaped(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return key;
        }
    }

    @Override
    public boolean owns(String header) {
        return headers.has(header);
    }
}
