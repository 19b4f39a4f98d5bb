package dev.outrigger.server;

import dev.outrigger.pipeline.RemoteHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who is believed, and whether callers need to be allowed what they ask for.
///
/// @param mode whether they do
/// @param frontProxy a proxy that is believed when it says for whom it asks
/// @param openPaths what is no resource and anybody may ask for, such as `/healthz`, or `/healthz/*` for all below
/// @param delegation who else is asked about callers
public record Access(Mode mode, Optional<Proxy> frontProxy, List<String> openPaths, Delegation delegation) {
    /// As servers are run: whoever is not known may ask after its health and nothing else.
    public static final Access USUAL =
            new Access(Mode.GUARDED, Optional.empty(), List.of("/healthz", "/readyz", "/livez"));

    /// Everybody who reaches the server may do everything.
    public static final Access STANDALONE_DEBUG =
            new Access(Mode.STANDALONE_DEBUG, USUAL.frontProxy(), USUAL.openPaths());

    /// Whether callers need to be allowed what they ask for.
    public enum Mode {
        /// They do.
        GUARDED,
        /// They do not, and the server can be reached from its own machine alone (`--standalone-debug-mode` of
        /// apiserver-runtime).
        STANDALONE_DEBUG
    }

    /// A proxy in front, such as Kubernetes' aggregator.
    ///
    /// @param authorities a PEM file of the authorities that sign its client certificate, and nobody else's
    /// @param names the common names it may have; empty for any
    /// @param headers where it says for whom it asks
    public record Proxy(Path authorities, List<String> names, RemoteHeaders headers) {
        public Proxy {
            names = List.copyOf(names);
        }
    }

    public Access {
        openPaths = List.copyOf(openPaths);
    }

    /// Access that this server decides about by itself.
    public Access(Mode mode, Optional<Proxy> frontProxy, List<String> openPaths) {
        this(mode, frontProxy, openPaths, Delegation.NONE);
    }

    /// The same with that proxy.
    public Access with(Proxy proxy) {
        return new Access(mode, Optional.of(proxy), openPaths, delegation);
    }

    /// The same with others asked about callers.
    public Access with(Delegation other) {
        return new Access(mode, frontProxy, openPaths, other);
    }
}
