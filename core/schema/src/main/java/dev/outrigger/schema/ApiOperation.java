package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One operation on one path, whatever the form of the document that describes it.
///
/// @param method the HTTP method in lower case
/// @param id the operation's name, unique within the server
/// @param tag the group and version it belongs to
/// @param description what it does
/// @param subject what it does to objects of which kind; empty for operations on no kind
/// @param parameters what may be asked, other than by the path
/// @param body what it takes
/// @param answers what it gives
/// @param consumes the media types it takes
/// @param produces the media types it gives
record ApiOperation(
        String method,
        String id,
        String tag,
        String description,
        Optional<Subject> subject,
        List<ApiParameter> parameters,
        Optional<Body> body,
        List<Answer> answers,
        List<String> consumes,
        List<String> produces) {

    /// What an operation does to objects of which kind.
    ///
    /// @param action `x-kubernetes-action`
    record Subject(String action, GroupVersionKind kind) {}

    /// What an operation takes.
    record Body(Schema schema, boolean required) {}

    /// What an operation gives.
    record Answer(int code, String description, Schema schema) {}

    /// An operation that takes nothing and gives nothing yet, in the media types of objects.
    static ApiOperation of(String method, String id, String tag, String description) {
        return new ApiOperation(
                method,
                id,
                tag,
                description,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                MediaTypes.ANY,
                MediaTypes.OBJECTS);
    }

    ApiOperation about(String action, GroupVersionKind kind) {
        var about = Optional.of(new Subject(action, kind));
        return new ApiOperation(method, id, tag, description, about, parameters, body, answers, consumes, produces);
    }

    ApiOperation asking(List<ApiParameter> more) {
        var all = new ArrayList<>(parameters);
        all.addAll(more);
        return new ApiOperation(method, id, tag, description, subject, all, body, answers, consumes, produces);
    }

    ApiOperation taking(Body taken) {
        var some = Optional.of(taken);
        return new ApiOperation(method, id, tag, description, subject, parameters, some, answers, consumes, produces);
    }

    ApiOperation giving(int code, String words, Schema schema) {
        var all = new ArrayList<>(answers);
        all.add(new Answer(code, words, schema));
        return new ApiOperation(method, id, tag, description, subject, parameters, body, all, consumes, produces);
    }

    ApiOperation in(List<String> consumed, List<String> produced) {
        return new ApiOperation(method, id, tag, description, subject, parameters, body, answers, consumed, produced);
    }
}
