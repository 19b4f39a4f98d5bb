package dev.outrigger.junit;

import dev.outrigger.cache.Examination;
import dev.outrigger.http.OpenRequest;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.Revision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at one server before and after each test.
///
/// What a test leaves open cannot be told from what another one is doing at the same time. So what is open is looked at
/// when the last of the tests that overlap has ended, and held against what was open before the first of them.
final class Watchfulness {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestServer server;
    private final Map<GroupResource, Revision> revisions = new HashMap<>();
    private final Set<String> tests = new LinkedHashSet<>();
    private Set<Long> openBefore = Set.of();
    private int running;

    Watchfulness(TestServer server) {
        this.server = server;
    }

    /// A test begins.
    synchronized void begin(String test) throws InterruptedException {
        if (running == 0) {
            tests.clear();
            openBefore = server.inspect().openRequests().stream()
                    .map(OpenRequest::number)
                    .collect(Collectors.toSet());
        }
        running++;
        tests.add(test);
    }

    /// A test has ended.
    ///
    /// @return what is not as it should be
    synchronized List<String> end() throws InterruptedException {
        running--;
        var inspection = server.inspect();
        var findings = new ArrayList<>(inspection.faults());
        inspection.resources().forEach(resource -> compare(resource, findings));
        if (running == 0) findings.addAll(left());
        return findings;
    }

    private void compare(Examination now, List<String> findings) {
        var before = revisions.put(now.resource(), now.revision());
        if (before != null && before.compareTo(now.revision()) > 0) {
            findings.add(now.resource() + " went back from revision " + before + " to " + now.revision());
        }
    }

    private List<String> left() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var left = open();
        while (!left.isEmpty() && System.nanoTime() - end < 0 && Pause.once()) left = open();
        return left.stream().map(this::told).toList();
    }

    private List<OpenRequest> open() throws InterruptedException {
        return server.inspect().openRequests().stream()
                .filter(request -> !openBefore.contains(request.number()))
                .toList();
    }

    private String told(OpenRequest request) {
        var who =
                tests.size() == 1 ? "" : " (by one of these, which ran side by side: " + String.join(", ", tests) + ")";
        return "left open" + who + ": " + request + " - close the watch or the client before the test ends";
    }
}
