package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers after the server's health: `/livez`, `/readyz`, `/healthz`, each with its checks below it.
final class Health {
    private static final Set<String> ENDPOINTS = Set.of("livez", "readyz", "healthz");

    private final List<HealthCheck> checks;

    /// @throws IllegalArgumentException where two checks have one name
    Health(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
        var names = new HashSet<String>();
        for (HealthCheck check : checks) {
            if (!names.add(check.name()))
                throw new IllegalArgumentException("two health checks are called " + check.name());
        }
    }

    /// The answer to a health path; empty where the path is none.
    Optional<ApiResponse> answer(ApiRequest request) {
        var parts = request.path().split("/", 3);
        if (parts.length < 2 || !ENDPOINTS.contains(parts[1])) return Optional.empty();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiException.methodNotAllowed();
        }
        if (parts.length == 2 || parts[2].isEmpty()) return Optional.of(all(parts[1], request));
        return checks.stream()
                .filter(check -> check.isOf(parts[1]) && check.name().equals(parts[2]))
                .findFirst()
                .map(Health::single);
    }

    private static ApiResponse single(HealthCheck check) {
        return check.passes()
                ? Reply.text(200, "ok")
                : Reply.text(500, "internal server error: " + check.name() + " failed: reason withheld\n");
    }

    private ApiResponse all(String endpoint, ApiRequest request) {
        var excluded = new LinkedHashSet<>(request.query().all("exclude"));
        var lines = new StringBuilder();
        boolean healthy = true;
        for (HealthCheck check : checks) {
            if (!check.isOf(endpoint)) continue;
            if (excluded.remove(check.name())) {
                lines.append("[+]").append(check.name()).append(" excluded: ok\n");
            } else if (check.passes()) {
                lines.append("[+]").append(check.name()).append(" ok\n");
            } else {
                lines.append("[-]").append(check.name()).append(" failed: reason withheld\n");
                healthy = false;
            }
        }
        if (!excluded.isEmpty()) lines.append(unknown(excluded));
        if (!healthy) return Reply.text(500, lines + endpoint + " check failed\n");
        boolean verbose = request.query().has("verbose");
        return Reply.text(200, verbose ? lines + endpoint + " check passed\n" : "ok");
    }

    private static String unknown(Set<String> names) {
        var quoted = new ArrayList<String>();
        for (String name : names) quoted.add("\"" + name + "\"");
        return "warn: some health checks cannot be excluded: no matches for " + String.join(",", quoted) + "\n";
    }

    /// Whether every check passes.
    boolean healthy() {
        return checks.stream().allMatch(HealthCheck::passes);
    }

    /// The names of the checks that do not.
    List<String> failing() {
        return checks.stream()
                .filter(check -> !check.passes())
                .map(HealthCheck::name)
                .toList();
    }

    /// The paths answered.
    List<String> paths() {
        var paths = new ArrayList<String>();
        for (String endpoint : ENDPOINTS.stream().sorted().toList()) {
            paths.add("/" + endpoint);
            for (HealthCheck check : checks) if (check.isOf(endpoint)) paths.add("/" + endpoint + "/" + check.name());
        }
        return paths;
    }
}
