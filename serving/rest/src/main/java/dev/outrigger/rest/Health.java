package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Answers after the server's health: `/livez`, `/readyz`, `/healthz`, each with its checks below it.
final class Health {
    private static final Set<String> ENDPOINTS = Set.of("livez", "readyz", "healthz");

    /// One check.
    record Check(String name, BooleanSupplier healthy) {}

    private final List<Check> checks;

    Health(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /// The answer to a health path; empty where the path is none.
    Optional<ApiResponse> answer(ApiRequest request) {
        var parts = request.path().split("/");
        if (parts.length < 2 || parts.length > 3 || !ENDPOINTS.contains(parts[1])) return Optional.empty();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw ApiException.methodNotAllowed();
        }
        if (parts.length == 2) return Optional.of(all(parts[1], request));
        return checks.stream()
                .filter(check -> check.name().equals(parts[2]))
                .findFirst()
                .map(Health::single);
    }

    private static ApiResponse single(Check check) {
        return check.healthy().getAsBoolean()
                ? Reply.text(200, "ok")
                : Reply.text(500, "internal server error: " + check.name() + " failed: reason withheld\n");
    }

    private ApiResponse all(String endpoint, ApiRequest request) {
        var excluded = new LinkedHashSet<>(request.query().all("exclude"));
        var lines = new StringBuilder();
        boolean healthy = true;
        for (Check check : checks) {
            if (excluded.remove(check.name())) {
                lines.append("[+]").append(check.name()).append(" excluded: ok\n");
            } else if (check.healthy().getAsBoolean()) {
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
        return checks.stream().allMatch(check -> check.healthy().getAsBoolean());
    }

    /// The paths answered.
    List<String> paths() {
        var paths = new ArrayList<String>();
        for (String endpoint : ENDPOINTS.stream().sorted().toList()) {
            paths.add("/" + endpoint);
            for (Check check : checks) paths.add("/" + endpoint + "/" + check.name());
        }
        return paths;
    }
}
