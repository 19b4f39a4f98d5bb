package dev.outrigger.meta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kubernetes' answer about an answer: `kind: Status`, `apiVersion: v1`.
///
/// @param success whether it reports success
/// @param code the HTTP status code
/// @param reason the machine-readable reason; [Reason#UNKNOWN] on success
/// @param message the sentence people read; may be empty
/// @param details what the answer is about; empty where nothing is known
/// @param continueToken where a list that expired may go on, at another revision; empty for nowhere
public record Status(
        boolean success, int code, Reason reason, String message, Optional<Details> details, String continueToken) {

    /// The machine-readable reasons of `metav1.StatusReason`.
    public enum Reason {
        /// No reason; left out of the document.
        UNKNOWN(""),
        /// 401.
        UNAUTHORIZED("Unauthorized"),
        /// 403.
        FORBIDDEN("Forbidden"),
        /// 404.
        NOT_FOUND("NotFound"),
        /// 409, create of an existing name.
        ALREADY_EXISTS("AlreadyExists"),
        /// 409, a lost race or a failed precondition.
        CONFLICT("Conflict"),
        /// 410.
        GONE("Gone"),
        /// 422.
        INVALID("Invalid"),
        /// 504, try again later.
        SERVER_TIMEOUT("ServerTimeout"),
        /// 504.
        TIMEOUT("Timeout"),
        /// 429.
        TOO_MANY_REQUESTS("TooManyRequests"),
        /// 400.
        BAD_REQUEST("BadRequest"),
        /// 405.
        METHOD_NOT_ALLOWED("MethodNotAllowed"),
        /// 406.
        NOT_ACCEPTABLE("NotAcceptable"),
        /// 413.
        REQUEST_ENTITY_TOO_LARGE("RequestEntityTooLarge"),
        /// 415.
        UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType"),
        /// 500.
        INTERNAL_ERROR("InternalError"),
        /// 500, objects in the store cannot be read.
        STORE_READ_ERROR("StorageReadError"),
        /// 410, the resource version is too old.
        EXPIRED("Expired"),
        /// 503.
        SERVICE_UNAVAILABLE("ServiceUnavailable");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// The word in the document.
        public String text() {
            return text;
        }
    }

    /// What a `Status` is about. Empty strings, an empty list and zero are left out of the document.
    public record Details(
            String name, String group, String kind, String uid, List<Cause> causes, int retryAfterSeconds) {
        public Details {
            causes = List.copyOf(causes);
        }
    }

    /// One of several things wrong.
    public record Cause(String reason, String message, String field) {}

    /// A success about one object, as a delete answers it.
    public static Status success(Details details) {
        return new Status(true, 200, Reason.UNKNOWN, "", Optional.of(details), "");
    }

    /// A failure.
    public static Status failure(int code, Reason reason, String message, Optional<Details> details) {
        return new Status(false, code, reason, message, details, "");
    }

    /// The document, with members in upstream's order.
    public Value.Struct toValue() {
        var members = new LinkedHashMap<String, Value>();
        members.put("kind", Value.of("Status"));
        members.put("apiVersion", Value.of("v1"));
        members.put("metadata", continueToken.isEmpty() ? Value.Struct.EMPTY : Value.object("continue", continueToken));
        members.put("status", Value.of(success ? "Success" : "Failure"));
        put(members, "message", message);
        put(members, "reason", reason.text());
        details.ifPresent(about -> members.put("details", document(about)));
        if (!success || code != 200) members.put("code", Value.of(code));
        return new Value.Struct(members);
    }

    private static Value document(Details details) {
        var members = new LinkedHashMap<String, Value>();
        put(members, "name", details.name());
        put(members, "group", details.group());
        put(members, "kind", details.kind());
        put(members, "uid", details.uid());
        if (!details.causes().isEmpty()) members.put("causes", causes(details.causes()));
        if (details.retryAfterSeconds() > 0) members.put("retryAfterSeconds", Value.of(details.retryAfterSeconds()));
        return new Value.Struct(members);
    }

    private static Value causes(List<Cause> causes) {
        var items = new ArrayList<Value>();
        for (Cause cause : causes) {
            var members = new LinkedHashMap<String, Value>();
            put(members, "reason", cause.reason());
            put(members, "message", cause.message());
            put(members, "field", cause.field());
            items.add(new Value.Struct(members));
        }
        return new Value.Array(items);
    }

    private static void put(Map<String, Value> members, String name, String text) {
        if (!text.isEmpty()) members.put(name, Value.of(text));
    }
}
