package dev.outrigger.http;

/// A request that is being answered: one whose answer is still made, or a stream that goes on.
///
/// @param number the one that no other request to the same server has
/// @param method its HTTP method
/// @param path the path, with its query
public record OpenRequest(long number, String method, String path) {
    /// Method and path.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
