package dev.outrigger.pipeline;

import java.security.cert.X509Certificate;
import java.util.List;

/// Requests as the front door hands them on.
final class Requests {
    private Requests() {}

    static ApiRequest of(String method, String target, Headers headers, X509Certificate... certificates) {
        int question = target.indexOf('?');
        return new ApiRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                Query.parse(question < 0 ? "" : target.substring(question + 1)),
                headers,
                new ApiRequest.Body.Bytes(new byte[0]),
                new ApiRequest.Peer("127.0.0.1", List.of(certificates)));
    }

    static ApiRequest of(String method, String target) {
        return of(method, target, Headers.NONE);
    }

    static ApiRequest shown(X509Certificate... certificates) {
        return of("GET", "/", Headers.NONE, certificates);
    }
}
