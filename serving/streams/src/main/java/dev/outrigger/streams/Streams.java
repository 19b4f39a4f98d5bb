package dev.outrigger.streams;

import dev.outrigger.kinds.LogOptions;
import dev.outrigger.kinds.LogWriter;
import dev.outrigger.kinds.Program;
import dev.outrigger.kinds.SessionOptions;
import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import java.net.URI;

/// The ready shapes of connections to what an object stands for, in every protocol that clients speak.
public final class Streams {
    private Streams() {}

    /// A log: as `text/plain` in chunks, or as messages of a WebSocket (`binary.k8s.io`, `base64.binary.k8s.io`).
    /// The answer is made once the author has written something.
    ///
    /// @throws ApiException where the author refuses, or none of the subprotocols is known
    public static ApiResponse log(ApiRequest request, LogOptions options, LogWriter author)
            throws InterruptedException {
        return Logs.answer(request, options, author);
    }

    /// A session with a program: over WebSocket (`v5.channel.k8s.io`, `v4.channel.k8s.io`, `channel.k8s.io` and their
    /// `base64` forms) or SPDY/3.1 (`v4.channel.k8s.io` down to `channel.k8s.io`).
    ///
    /// @throws ApiException 400 where no stream is asked for, or none of the protocols
    public static ApiResponse session(ApiRequest request, SessionOptions options, Program program) {
        return Sessions.answer(request, options, program);
    }

    /// The answer of another HTTP server, to the request with the path behind the subresource's name. Upgrades are
    /// handed on too.
    ///
    /// @param target where that path begins, `http` or `https`
    /// @throws ApiException 503 where the server cannot be reached
    public static ApiResponse proxy(ApiRequest request, URI target) throws InterruptedException {
        return Relay.answer(request, Subpath.after(request.path()), target);
    }
}
