package dev.outrigger.meta;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the client did wrong, or what it must hear about: a [Status] on its way to the reply.
///
/// Thrown for what the client did; anything else thrown is our fault and becomes a 500. The factories use the
/// sentences of apimachinery's `api/errors`, which clients match.
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    /// An exception that carries this status.
    public ApiException(Status status) {
        super(status.message(), null, false, false);
        this.status = status;
    }

    /// The status to answer with.
    public Status status() {
        return status;
    }

    private static ApiException about(
            int code, Status.Reason reason, String message, GroupResource resource, String name) {
        var details = new Status.Details(name, resource.group(), resource.resource(), "", List.of(), 0);
        return new ApiException(Status.failure(code, reason, message, Optional.of(details)));
    }

    private static ApiException plain(int code, Status.Reason reason, String message) {
        return new ApiException(Status.failure(code, reason, message, Optional.empty()));
    }

    /// 404: there is no such object.
    public static ApiException notFound(GroupResource resource, String name) {
        return about(404, Status.Reason.NOT_FOUND, resource + " \"" + name + "\" not found", resource, name);
    }

    /// 404: there is no such resource.
    public static ApiException noSuchResource() {
        return new ApiException(Status.failure(
                404,
                Status.Reason.NOT_FOUND,
                "the server could not find the requested resource",
                Optional.of(new Status.Details("", "", "", "", List.of(), 0))));
    }

    /// 409: the name is taken.
    public static ApiException alreadyExists(GroupResource resource, String name) {
        return about(409, Status.Reason.ALREADY_EXISTS, resource + " \"" + name + "\" already exists", resource, name);
    }

    /// 409: the operation lost against `why`.
    public static ApiException conflict(GroupResource resource, String name, String why) {
        var message = "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + why;
        return about(409, Status.Reason.CONFLICT, message, resource, name);
    }

    /// 409 with causes: server-side apply met fields that others own.
    public static ApiException applyConflict(String message, List<Status.Cause> causes) {
        var details = new Status.Details("", "", "", "", causes, 0);
        return new ApiException(Status.failure(409, Status.Reason.CONFLICT, message, Optional.of(details)));
    }

    /// 403: the operation on the object (or, with an empty name, on the collection) is refused because of
    /// `why`.
    public static ApiException forbidden(GroupResource resource, String name, String why) {
        String message;
        if (resource.resource().isEmpty()) message = "forbidden: " + why;
        else if (name.isEmpty()) message = resource + " is forbidden: " + why;
        else message = resource + " \"" + name + "\" is forbidden: " + why;
        return about(403, Status.Reason.FORBIDDEN, message, resource, name);
    }

    /// 422: fields of the object are wrong.
    ///
    /// @param kind the object's kind and group, as upstream's `GroupKind` prints: `Cat.animal.skai.io`
    public static ApiException invalid(GroupVersionKind kind, String name, List<FieldError> errors) {
        var groupKind = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        var causes = errors.stream()
                .map(error -> new Status.Cause(error.type().reason(), error.body(), error.field()))
                .toList();
        var sentences = errors.stream().map(FieldError::toString).distinct().toList();
        var joined = sentences.size() == 1
                ? sentences.getFirst()
                : sentences.stream().collect(Collectors.joining(", ", "[", "]"));
        var details = new Status.Details(name, kind.group(), kind.kind(), "", causes, 0);
        var message = groupKind + " \"" + name + "\" is invalid: " + joined;
        return new ApiException(Status.failure(422, Status.Reason.INVALID, message, Optional.of(details)));
    }

    /// 400.
    public static ApiException badRequest(String message) {
        return plain(400, Status.Reason.BAD_REQUEST, message);
    }

    /// 401.
    public static ApiException unauthorized() {
        return plain(401, Status.Reason.UNAUTHORIZED, "Unauthorized");
    }

    /// 405.
    public static ApiException methodNotAllowed() {
        return new ApiException(Status.failure(
                405,
                Status.Reason.METHOD_NOT_ALLOWED,
                "the server does not allow this method on the requested resource",
                Optional.of(new Status.Details("", "", "", "", List.of(), 0))));
    }

    /// 406: none of the media types asked for can be made.
    public static ApiException notAcceptable(List<String> accepted) {
        return plain(
                406,
                Status.Reason.NOT_ACCEPTABLE,
                "only the following media types are accepted: " + String.join(", ", accepted));
    }

    /// 415: the body's media type is not understood.
    public static ApiException unsupportedMediaType(List<String> accepted) {
        return plain(
                415,
                Status.Reason.UNSUPPORTED_MEDIA_TYPE,
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted));
    }

    /// 413.
    public static ApiException tooLarge(String message) {
        return plain(413, Status.Reason.REQUEST_ENTITY_TOO_LARGE, message);
    }

    /// 410: the revision or continue token asked for is no longer held.
    public static ApiException expired(String message) {
        return plain(410, Status.Reason.EXPIRED, message);
    }

    /// 410: a list in pages cannot go on at its revision; it can with another token, at the present one.
    public static ApiException expiredList(String message, String continueToken) {
        return new ApiException(
                new Status(false, 410, Status.Reason.EXPIRED, message, Optional.empty(), continueToken));
    }

    /// 504: this server has not seen that revision yet.
    public static ApiException resourceVersionTooLarge(String asked, Revision current) {
        var cause = new Status.Cause("ResourceVersionTooLarge", "Too large resource version", "");
        var details = new Status.Details("", "", "", "", List.of(cause), 1);
        return new ApiException(Status.failure(
                504,
                Status.Reason.TIMEOUT,
                "Timeout: Too large resource version: " + asked + ", current: " + current,
                Optional.of(details)));
    }

    /// 503: what the request needs is not there now; the client may try again.
    public static ApiException unavailable(String message) {
        return plain(503, Status.Reason.SERVICE_UNAVAILABLE, message);
    }
}
