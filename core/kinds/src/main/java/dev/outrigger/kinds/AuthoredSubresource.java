package dev.outrigger.kinds;

/// A subresource as its author writes it, in terms of the resource's Java type.
///
/// @param <T> the resource's type
public abstract sealed class AuthoredSubresource<T> permits Edit, Action, Connect {
    /// What the engine is told.
    ///
    /// @throws IllegalArgumentException where a type cannot be mapped; the message names the class and the fix
    abstract Subresource named(String name, Parent<T> parent);

    /// The resource that it is a subresource of.
    ///
    /// @param form its objects as the author's type
    /// @param kinds makes kinds of other types
    record Parent<T>(Mapped<T> form, TypedKinds kinds) {}
}
