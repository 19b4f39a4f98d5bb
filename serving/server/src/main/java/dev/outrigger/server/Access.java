package dev.outrigger.server;

/// Who is believed, and whether callers need to be allowed what they ask for.
///
/// @param mode whether they do
public record Access(Mode mode) {
    /// As servers are run: whoever is not known may ask after its health and nothing else.
    public static final Access USUAL = new Access(Mode.GUARDED);

    /// Everybody who reaches the server may do everything.
    public static final Access STANDALONE_DEBUG = new Access(Mode.STANDALONE_DEBUG);

    /// Whether callers need to be allowed what they ask for.
    public enum Mode {
        /// They do.
        GUARDED,
        /// They do not, and the server can be reached from its own machine alone (`--standalone-debug-mode` of
        /// apiserver-runtime).
        STANDALONE_DEBUG
    }
}
