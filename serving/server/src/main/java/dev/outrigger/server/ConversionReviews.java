package dev.outrigger.server;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.kinds.ResourceType;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.meta.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `ConversionReview`s of `apiextensions.k8s.io/v1` for the resources of one group: all objects through the
/// hub, in the order in which they came, or a failure with its reason. Keeps no state.
///
/// @param group the API group
/// @param types its resources
record ConversionReviews(String group, List<ResourceType> types) {
    private static final Logger LOG = LoggerFactory.getLogger(ConversionReviews.class);
    private static final String API_VERSION = "apiextensions.k8s.io/v1";
    private static final String KIND = "ConversionReview";

    ConversionReviews {
        types = List.copyOf(types);
    }

    /// What went wrong with one object; the message is for whoever asked for the conversion.
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    /// The review with its response.
    ///
    /// @throws ApiException 400 where it is no review that can be answered
    Value.Struct answer(Value body) {
        if (!(body instanceof Value.Struct review)) throw ApiException.badRequest("the body is no JSON object");
        if (!review.text("kind").equals(Optional.of(KIND))
                || !review.text("apiVersion").equals(Optional.of(API_VERSION))) {
            throw ApiException.badRequest("the body must be a " + KIND + " of " + API_VERSION);
        }
        var request = review.struct("request");
        var uid = request.text("uid")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("the review has no request with a uid"));
        var wanted = request.text("desiredAPIVersion")
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> ApiException.badRequest("the request has no desiredAPIVersion"));
        if (!(request.members().get("objects") instanceof Value.Array(var objects))) {
            throw ApiException.badRequest("the request has no list of objects");
        }
        return Value.object("kind", KIND, "apiVersion", API_VERSION, "response", response(uid, wanted, objects));
    }

    private Value.Struct response(String uid, String wanted, List<Value> objects) {
        var converted = new ArrayList<Value>(objects.size());
        try {
            for (Value object : objects) converted.add(converted(object, wanted));
            return Value.object(
                    "uid",
                    uid,
                    "convertedObjects",
                    new Value.Array(converted),
                    "result",
                    Value.object("status", "Success"));
        } catch (Refused refused) {
            var result = Value.object("status", "Failure", "message", String.valueOf(refused.getMessage()));
            return Value.object("uid", uid, "convertedObjects", Value.Array.EMPTY, "result", result);
        }
    }

    private Value.Struct converted(Value value, String wanted) throws Refused {
        if (!(value instanceof Value.Struct object)) throw new Refused("an object to convert is no JSON object");
        var type = type(object);
        var from = version(type, object.text("apiVersion").orElse(""));
        var to = version(type, wanted);
        if (from.name().equals(to.name())) return object;
        try {
            return type.fromHub(type.toHub(type.completed(object, from), from), to);
        } catch (ConversionException failed) {
            if (!failed.refused()) LOG.error("{}", failed.getMessage(), failed);
            throw new Refused(String.valueOf(failed.getMessage()));
        }
    }

    private ResourceType type(Value.Struct object) throws Refused {
        var kind = object.text("kind").orElse("");
        for (ResourceType type : types) if (type.names().kind().equals(kind)) return type;
        throw new Refused("no kind \"" + kind + "\" of " + group + " is converted here");
    }

    private ResourceType.Version version(ResourceType type, String apiVersion) throws Refused {
        for (ResourceType.Version version : type.versions()) {
            if (new GroupVersion(group, version.name()).toString().equals(apiVersion)) return version;
        }
        throw new Refused("no version \"" + apiVersion + "\" of " + type.names().kind() + " is converted here");
    }
}
