package dev.outrigger.patch;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// What a patch body may be, and the errors of one that is something else.
final class Bodies {
    private Bodies() {}

    /// The body as an object. A `null` is refused with `onNull`, or is the empty object where that is empty.
    static Value.Struct object(Value body, String onNull) {
        return switch (body) {
            case Value.Struct struct -> struct;
            case Value.Null _ -> {
                if (!onNull.isEmpty()) throw ApiException.badRequest(onNull);
                yield Value.Struct.EMPTY;
            }
            case Value.Array _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ ->
                throw undecodable(body, "value of type map[string]interface {}");
        };
    }

    /// 400 in the words of Go's JSON decoder, which upstream hands on.
    static ApiException undecodable(Value found, String wanted) {
        return ApiException.badRequest(
                "error decoding patch: json: cannot unmarshal " + jsonType(found) + " into Go " + wanted);
    }

    /// 422: the patch reads well but cannot be carried out on this object; upstream says no more than this.
    static ApiException rejected() {
        return new ApiException(Status.failure(
                422,
                Status.Reason.INVALID,
                "the server rejected our request due to an error in our request",
                Optional.of(new Status.Details("", "", "", "", List.of(), 0))));
    }

    private static String jsonType(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool _ -> "bool";
            case Value.Int _, Value.Real _ -> "number";
            case Value.Text _ -> "string";
            case Value.Array _ -> "array";
            case Value.Struct _ -> "object";
        };
    }
}
