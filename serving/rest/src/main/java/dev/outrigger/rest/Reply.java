package dev.outrigger.rest;

import dev.outrigger.cache.CachedObject;
import dev.outrigger.codec.Json;
import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.Protobuf;
import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Status;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import dev.outrigger.rest.Representation.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// Room seven: results and errors as answers in the representation the client asked for.
final class Reply {
    private static final byte[] NEWLINE = {'\n'};
    /// Answers up to this size are sent as they are; the figure is upstream's.
    private static final int PLAIN_UP_TO = 128 * 1024;

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}]");

    /// The most characters of warnings in one answer, and of one where they are more; the figures are upstream's.
    private static final int WARNINGS_LIMIT = 4096;

    private static final int WARNING_CUT = 256;

    private Reply() {}

    /// One object, given in the shape of the hub.
    static ApiResponse object(Target target, Value.Struct hub, int code, Representation as) {
        return view(target, target.type().fromHub(hub, target.version()), code, as);
    }

    private static ApiResponse view(Target target, Value.Struct view, int code, Representation as) {
        if (as.isMessage()) return message(view, target.message().orElseThrow(), code, as);
        return document(Shapes.document(target.version(), view, as.shape()), code, as);
    }

    /// One object as its type's message.
    static ApiResponse message(Value.Struct object, ProtoMessage message, int code, Representation as) {
        return body(code, as, List.of(Protobuf.object(object, message)));
    }

    /// One object from the cache, by its kept bytes.
    static ApiResponse object(Target target, CachedObject object, Representation as) {
        boolean bytes = !(as.shape() instanceof Shape.Table) && as.format() != Format.YAML && !as.indented();
        if (!bytes) return view(target, Encodings.view(target, object), 200, as);
        var encoded = new Encodings(target, as.shape(), as.format()).of(object);
        return body(200, as, Assembly.object(target.kind(), as.shape(), as.format(), encoded));
    }

    /// A document.
    static ApiResponse.Body document(Value.Struct document, int code, Representation as) {
        return body(
                code,
                as,
                List.of(
                        as.indented()
                                ? Json.encodePretty(document)
                                : as.format().encode(document)));
    }

    /// A list: its head and the items' kept bytes.
    static ApiResponse.Body list(
            Target target, Value.Struct listMetadata, List<CachedObject> objects, Representation as) {
        if (as.format() == Format.YAML || as.indented()) {
            return document(listDocument(target, listMetadata, objects, as.shape()), 200, as);
        }
        var encodings = new Encodings(target, as.shape(), as.format());
        var items = Unread.each(objects, target.type().groupResource(), encodings::of);
        return body(200, as, Assembly.list(emptyList(target, listMetadata, as.shape()), as.format(), items));
    }

    /// A list of no items, the items last.
    private static Value.Struct emptyList(Target target, Value.Struct listMetadata, Shape shape) {
        return switch (shape) {
            case Shape.Whole() ->
                Value.object(
                        "kind",
                        target.type().names().listKind(),
                        "apiVersion",
                        target.kind().apiVersion(),
                        "metadata",
                        listMetadata,
                        "items",
                        Value.Array.EMPTY);
            case Shape.Metadata(var version) ->
                Value.object(
                        "kind",
                        "PartialObjectMetadataList",
                        "apiVersion",
                        "meta.k8s.io/" + version,
                        "metadata",
                        listMetadata,
                        "items",
                        Value.Array.EMPTY);
            case Shape.Table table -> Shapes.table(table, listMetadata, Shapes.columns(target.version()), List.of());
        };
    }

    private static Value.Struct listDocument(
            Target target, Value.Struct listMetadata, List<CachedObject> objects, Shape shape) {
        List<Value> items = Unread.each(
                objects,
                target.type().groupResource(),
                object -> Encodings.item(target.version(), Encodings.view(target, object), shape));
        return emptyList(target, listMetadata, shape)
                .with(shape instanceof Shape.Table ? "rows" : "items", new Value.Array(items));
    }

    /// A failure, as a `Status`.
    static ApiResponse failure(ApiException failure, ApiRequest request) {
        var status = failure.status();
        var response = status(status, request);
        int retryAfter = status.details().map(Status.Details::retryAfterSeconds).orElse(0);
        return retryAfter > 0 ? response.withHeader("Retry-After", Integer.toString(retryAfter)) : response;
    }

    /// A status.
    static ApiResponse status(Status status, ApiRequest request) {
        return document(status.toValue(), status.code(), Representation.ofStatus(request));
    }

    /// Plain text.
    static ApiResponse text(int code, String text) {
        return new ApiResponse.Body(
                code,
                Headers.of("Content-Type", "text/plain; charset=utf-8", "X-Content-Type-Options", "nosniff"),
                List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// An answer; JSON on one line ends it.
    private static ApiResponse.Body body(int code, Representation as, List<byte[]> parts) {
        var all = new ArrayList<>(parts);
        if (as.format() == Format.JSON && !as.pretty()) all.add(NEWLINE);
        var contentType = as.format().mediaType().essence();
        return new ApiResponse.Body(code, Headers.of("Content-Type", contentType), all);
    }

    /// The answer with its warnings, one header field each.
    static ApiResponse warned(ApiResponse response, List<String> warnings) {
        if (warnings.isEmpty()) return response;
        var result = response;
        for (String warning : shortened(warnings)) {
            var escaped = warning.replace("\\", "\\\\").replace("\"", "\\\"");
            var quoted = CONTROLS.matcher(escaped).replaceAll("");
            result = result.withHeader("Warning", "299 - \"" + utf8(quoted) + "\"");
        }
        return result;
    }

    /// A text whose characters, as header fields carry them, are the bytes of its UTF-8: what Go's clients read.
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// As many warnings as a client surely takes; where they are too many or too long, each is cut first.
    private static List<String> shortened(List<String> warnings) {
        boolean fits = warnings.stream().mapToLong(String::length).sum() <= WARNINGS_LIMIT;
        var kept = new ArrayList<String>();
        int size = 0;
        for (String warning : warnings) {
            var one = fits || warning.length() <= WARNING_CUT ? warning : warning.substring(0, WARNING_CUT);
            size += one.length();
            if (size > WARNINGS_LIMIT) break;
            kept.add(one);
        }
        return kept;
    }

    /// The answer compressed, where it is large and the client takes gzip.
    static ApiResponse compressed(ApiResponse response, ApiRequest request) {
        if (!(response instanceof ApiResponse.Body body)) return response;
        if (body.headers().first("Content-Encoding").isPresent() || !isLarge(body) || !takesGzip(request)) {
            return response;
        }
        return packed(body);
    }

    /// The answer compressed, where it is large.
    static ApiResponse.Body packed(ApiResponse.Body body) {
        if (!isLarge(body)) return body;
        var headers = body.headers().with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
        return new ApiResponse.Body(body.status(), headers, List.of(gzip(body.parts())));
    }

    private static boolean isLarge(ApiResponse.Body body) {
        return Assembly.length(body.parts()) > PLAIN_UP_TO;
    }

    static boolean takesGzip(ApiRequest request) {
        for (String header : request.headers().all("Accept-Encoding")) {
            for (String coding : header.split(",")) {
                var parts = coding.replace(" ", "").split(";", 2);
                boolean refused = parts.length == 2 && parts[1].matches("q=0(\\.0*)?");
                if (parts[0].equalsIgnoreCase("gzip") && !refused) return true;
            }
        }
        return false;
    }

    static byte[] gzip(List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new FastGzip(out)) {
            for (byte[] part : parts) gzip.write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// Compresses for speed: the level upstream uses.
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(1);
        }
    }
}
