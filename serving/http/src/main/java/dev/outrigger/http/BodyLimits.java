package dev.outrigger.http;

/// What request bodies may take, in bytes.
///
/// @param each the most that one body may have; beyond it the answer is 413
/// @param together what all bodies that are held at one time may take, and a quarter of it those of one connection;
///     beyond it the answer is 429
public record BodyLimits(int each, long together) {
    /// A Kubernetes API server's: apiserver's `MaxRequestBodyBytes`, and twenty of them.
    public static final BodyLimits USUAL = new BodyLimits(3 * 1024 * 1024, Budget.OF_A_SERVER);
}
