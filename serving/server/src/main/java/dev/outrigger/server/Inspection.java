package dev.outrigger.server;

import dev.outrigger.cache.Examination;
import dev.outrigger.http.OpenRequest;
import java.util.List;

/// What a look at a running server's inside shows.
///
/// @param resources what was found of each resource's cache: that it equals the store, and that revisions rose
/// @param openRequests the requests that are being answered, such as watches
public record Inspection(List<Examination> resources, List<OpenRequest> openRequests) {
    public Inspection {
        resources = List.copyOf(resources);
        openRequests = List.copyOf(openRequests);
    }

    /// What is not as it must be, a sentence each; none where all is well.
    public List<String> faults() {
        return resources.stream().flatMap(one -> one.faults().stream()).toList();
    }
}
