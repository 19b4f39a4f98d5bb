package dev.outrigger.rest;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Revision;
import dev.outrigger.meta.Value;
import java.util.Base64;
import java.util.Optional;

/// Where a list in pages goes on: after which object, at which revision. The form is the Go servers'.
///
/// @param revision the first page's revision; empty for the present
/// @param after the position of the last object handed out
record ContinueToken(Optional<Revision> revision, String after) {
    private static final String VERSION = "meta.k8s.io/v1";
    private static final long PRESENT = -1;
    private static final String INVALID = "continue key is not valid";

    String encoded() {
        var token =
                Value.object("v", VERSION, "rv", revision.map(Revision::number).orElse(PRESENT), "start", after + "\0");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.encode(token));
    }

    /// Reads a token.
    ///
    /// @throws ApiException 400 where it is none
    static ContinueToken parse(String text) {
        Value.Struct token;
        try {
            var decoded = Json.decode(Base64.getUrlDecoder().decode(text)).value();
            if (!(decoded instanceof Value.Struct struct)) throw invalid(INVALID + ": no object");
            token = struct;
        } catch (IllegalArgumentException | DecodeException e) {
            throw invalid(INVALID + ": " + e.getMessage());
        }
        var version = token.text("v").orElse("");
        if (!version.equals(VERSION)) {
            throw invalid(INVALID + ": server does not recognize this encoded version " + version);
        }
        if (!(token.get("rv").orElse(Value.NULL) instanceof Value.Int(var number)) || number == 0) {
            throw invalid(INVALID + ": incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }
        var start = token.text("start").orElse("");
        if (start.isEmpty()) throw invalid(INVALID + ": encoded start key empty (version meta.k8s.io/v1)");
        if (start.startsWith("/") || start.contains("//") || start.contains("../") || start.contains("./")) {
            throw invalid(INVALID + ": " + start);
        }
        Optional<Revision> revision = number < 0 ? Optional.empty() : Optional.of(new Revision(number));
        return new ContinueToken(revision, start.endsWith("\0") ? start.substring(0, start.length() - 1) : start);
    }

    private static ApiException invalid(String why) {
        return ApiException.badRequest("invalid continue token: " + why);
    }
}
