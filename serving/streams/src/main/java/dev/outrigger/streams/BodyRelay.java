package dev.outrigger.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiRequest.Body;
import dev.outrigger.pipeline.ApiResponse;
import dev.outrigger.pipeline.Headers;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Hands a request on whose body is still coming: as fast as the server there takes it, while its answer may be on the
/// way back already. Where the client goes away, so does the connection to that server. A server that takes no more of
/// the body has the word: what it answers is the answer.
///
/// @param outbound the connection to that server
/// @param source what the body comes from
/// @param chunked whether its length is not known
record BodyRelay(Outbound outbound, ApiRequest.Source source, boolean chunked) {
    private static final byte[] LINE_END = {'\r', '\n'};

    static ApiResponse answer(Outbound outbound, ApiRequest request, Body.Incoming body, URI to, URI target)
            throws IOException {
        boolean chunked = body.length().isEmpty();
        var close = Headers.of("Connection", "close");
        outbound.send(
                request, to, chunked ? close.with("Transfer-Encoding", "chunked") : close, UnaryOperator.identity());
        var relay = new BodyRelay(outbound, body.source(), chunked);
        var up = Thread.ofVirtual().name("relay").start(relay::send);
        try {
            var head = outbound.head();
            return outbound.answer(request, head, Onward.answered(request, target, head.headers()), up::interrupt);
        } catch (IOException failed) {
            up.interrupt();
            throw failed;
        }
    }

    private void send() {
        try {
            for (var bytes = next(); bytes.isPresent(); bytes = next()) write(bytes.get());
            if (chunked) outbound.out().write("0\r\n\r\n".getBytes(US_ASCII));
            outbound.out().flush();
        } catch (IOException _) {
            // The client is gone, and the connection closed; or the server takes no more, and will say why.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<byte[]> next() throws IOException, InterruptedException {
        try {
            return source.read();
        } catch (IOException gone) {
            outbound.close();
            throw gone;
        }
    }

    private void write(byte[] bytes) throws IOException {
        var out = outbound.out();
        if (chunked) out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(US_ASCII));
        out.write(bytes);
        if (chunked) out.write(LINE_END);
        out.flush();
    }
}
