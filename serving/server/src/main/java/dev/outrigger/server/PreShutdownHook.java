package dev.outrigger.server;

/// What is done before a server stops listening (`PreShutdownHookFunc` upstream).
@FunctionalInterface
public interface PreShutdownHook {

    /// Runs while requests are still answered and `/readyz` already asks for no more of them.
    ///
    /// @throws Exception is logged; the server stops all the same
    void run() throws Exception;
}
