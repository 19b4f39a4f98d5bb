package dev.outrigger.rest;

import java.util.Set;
import java.util.function.BooleanSupplier;

/// One thing that a server's health depends on.
///
/// @param name its path below the endpoints, such as `ping` or `poststarthook/warm-up`
/// @param scope what it decides
/// @param healthy asked each time; one that throws has failed
public record HealthCheck(String name, Scope scope, BooleanSupplier healthy) {

    /// What a check decides.
    public enum Scope {
        /// Whether the process is alive and can answer: `/livez`, `/readyz` and `/healthz`.
        ALIVE(Set.of("livez", "readyz", "healthz")),
        /// Whether it should be sent requests now: `/readyz` alone.
        READY(Set.of("readyz"));

        private final Set<String> endpoints;

        Scope(Set<String> endpoints) {
            this.endpoints = endpoints;
        }
    }

    /// @throws IllegalArgumentException where the name is no path
    public HealthCheck {
        if (!name.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")) {
            throw new IllegalArgumentException(
                    "a health check's name is letters, digits, dots and dashes, and slashes between them, not \"" + name
                            + "\"");
        }
    }

    boolean isOf(String endpoint) {
        return scope.endpoints.contains(endpoint);
    }

    boolean passes() {
        try {
            return healthy.getAsBoolean();
        } catch (RuntimeException _) {
            return false;
        }
    }
}
