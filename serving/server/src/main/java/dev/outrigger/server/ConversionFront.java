package dev.outrigger.server;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.MediaType;
import dev.outrigger.kinds.CrdManifest;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Authenticator;
import dev.outrigger.pipeline.Handler;
import dev.outrigger.pipeline.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The HTTP side of a conversion webhook: `POST /convert/GROUP` for each group, and `/livez`, `/readyz`, `/healthz`.
/// What is wrong with a request is told in plain text; API servers show it in their own error.
final class ConversionFront implements Handler {
    private static final Set<String> HEALTH = Set.of("/livez", "/readyz", "/healthz");

    private final Map<String, ConversionReviews> byPath = new HashMap<>();
    private final Optional<Trust> callers;

    /// @param callers who tells the callers that are answered; empty to answer all
    ConversionFront(List<ResourceType> types, Optional<Trust> callers) {
        this.callers = callers;
        types.stream()
                .collect(Collectors.groupingBy(ResourceType::group))
                .forEach((group, own) ->
                        byPath.put(CrdManifest.conversionPath(group), new ConversionReviews(group, own)));
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        if (HEALTH.contains(request.path())) return text(200, "ok");
        var reviews = byPath.get(request.path());
        if (reviews == null) return text(404, "404 page not found");
        if (!isKnown(request)) return text(401, "a client certificate that --client-ca-file leads to is needed");
        if (!request.method().equals("POST")) {
            return text(405, "only POST is answered").withHeader("Allow", "POST");
        }
        if (!isJson(request.headers())) return text(415, "the Content-Type must be application/json");
        if (request.body() instanceof ApiRequest.Body.TooLarge(var limit)) {
            return text(413, "a review may have " + limit + " bytes");
        }
        return answer(reviews, request.bytes());
    }

    private static ApiResponse answer(ConversionReviews reviews, byte[] body) {
        try {
            var answer = Json.encode(reviews.answer(Json.decode(body).value()));
            return new ApiResponse.Body(200, Headers.of("Content-Type", "application/json"), List.of(answer));
        } catch (DecodeException broken) {
            return text(400, "the body is no JSON: " + broken.getMessage());
        } catch (ApiException refused) {
            return text(400, String.valueOf(refused.getMessage()));
        }
    }

    private boolean isKnown(ApiRequest request) {
        return callers.map(gate -> gate.authenticate(request) instanceof Authenticator.Outcome.Identified)
                .orElse(true);
    }

    private static boolean isJson(Headers headers) {
        var given = headers.first("Content-Type");
        return given.flatMap(MediaType::parse)
                .map(type -> type.type().equals("application") && type.subtype().equals("json"))
                .orElse(false);
    }

    private static ApiResponse text(int status, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return new ApiResponse.Body(status, Headers.of("Content-Type", "text/plain; charset=utf-8"), List.of(bytes));
    }
}
