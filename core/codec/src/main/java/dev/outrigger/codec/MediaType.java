package dev.outrigger.codec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A media type with its parameters: `application/json;as=Table;v=v1;g=meta.k8s.io`.
///
/// @param type the part before the slash, in lower case
/// @param subtype the part after it, in lower case
/// @param parameters by name, in the order written; without `q`
public record MediaType(String type, String subtype, Map<String, String> parameters) {

    /// `application/json`.
    public static final MediaType JSON = of("application", "json");

    /// `application/yaml`.
    public static final MediaType YAML = of("application", "yaml");

    /// `application/vnd.kubernetes.protobuf`.
    public static final MediaType PROTOBUF = of("application", "vnd.kubernetes.protobuf");

    /// `application/cbor`.
    public static final MediaType CBOR = of("application", "cbor");

    /// `application/cbor-seq`, the form of a watch in CBOR.
    public static final MediaType CBOR_SEQUENCE = of("application", "cbor-seq");

    public MediaType {
        parameters = Collections.unmodifiableMap(parameters);
    }

    /// A media type without parameters.
    public static MediaType of(String type, String subtype) {
        return new MediaType(type, subtype, Map.of());
    }

    /// Reads a `Content-Type` by the rules of Go's `mime.ParseMediaType`; empty where it is malformed.
    public static Optional<MediaType> parse(String contentType) {
        return new MediaTypeParser(contentType).parse();
    }

    /// Reads an `Accept` header, best first, by the rules of goautoneg: by `q`, then the definite before
    /// wildcards, else as written. Malformed clauses are left out; `q=0` is last, not out.
    public static List<MediaType> accepted(String acceptHeader) {
        return AcceptClause.parse(acceptHeader).stream()
                .map(AcceptClause::mediaType)
                .toList();
    }

    /// Picks from what is offered what the client likes best: the type offered, with the parameters the client
    /// gave.
    ///
    /// No header, or an empty one, is content with the first offer. A clause that asks for a transformation
    /// (`as`, `g`, `v`) is met only by an offer of exactly that one; `stream` may only be `watch` and `sv`
    /// must be empty, as upstream has it. Other parameters choose nothing.
    public static Optional<MediaType> choose(String acceptHeader, List<MediaType> offered) {
        if (acceptHeader.isEmpty()) return offered.stream().findFirst();
        for (MediaType clause : accepted(acceptHeader)) {
            for (MediaType offer : offered) {
                if (clause.isMetBy(offer)) {
                    return Optional.of(new MediaType(offer.type, offer.subtype, clause.parameters));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMetBy(MediaType offer) {
        boolean sameType = type.equals("*") ? subtype.equals("*") : type.equals(offer.type);
        boolean sameSubtype = subtype.equals("*") || subtype.equals(offer.subtype);
        var stream = parameters.getOrDefault("stream", "");
        return sameType
                && sameSubtype
                && transformation().equals(offer.transformation())
                && (stream.isEmpty() || stream.equals("watch"))
                && parameters.getOrDefault("sv", "").isEmpty();
    }

    private List<Optional<String>> transformation() {
        return List.of(parameter("as"), parameter("g"), parameter("v"));
    }

    /// The parameter of that name.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /// The media type without its parameters: `application/json`.
    public String essence() {
        return type + "/" + subtype;
    }

    /// Whether the two are the same but for their parameters.
    public boolean isSameAs(MediaType other) {
        return type.equals(other.type) && subtype.equals(other.subtype);
    }

    /// The media type as it is written in `Content-Type`.
    @Override
    public String toString() {
        var text = new StringBuilder(essence());
        parameters.forEach(
                (name, value) -> text.append(';').append(name).append('=').append(value));
        return text.toString();
    }
}
