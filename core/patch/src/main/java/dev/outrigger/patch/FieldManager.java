package dev.outrigger.patch;

/// Who changes an object: the `fieldManager` of a request, and the subresource it goes through.
///
/// Together with the operation (and for updates the version) this is one entry of `metadata.managedFields`.
///
/// @param name the `fieldManager` parameter or what stands in for it; empty means `unknown`
/// @param subresource the subresource written through, such as `status`; empty for the object itself
public record FieldManager(String name, String subresource) {

    /// A manager that writes the object itself.
    public static FieldManager named(String name) {
        return new FieldManager(name, "");
    }

    /// The same manager writing through a subresource.
    public FieldManager through(String subresource) {
        return new FieldManager(name, subresource);
    }
}
