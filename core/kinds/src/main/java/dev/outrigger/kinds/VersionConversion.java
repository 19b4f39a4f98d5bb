package dev.outrigger.kinds;

import java.util.function.Function;

/// A conversion between an author's type of one version and the hub's type: written once for each version, whatever
/// number of versions there are.
///
/// ```java
/// VersionConversion.of(
///         (FooV1 foo) -> new FooV2(new Spec(foo.msg())),
///         (FooV2 foo) -> new FooV1(foo.spec().msg()))
/// ```
///
/// Both directions are pure functions, and going to the hub and back must lose nothing. Members that a client left out
/// are `null` here. One that needs labels or annotations is a [MetadataConversion].
///
/// @param <A> the type of the version
/// @param <H> the type of the hub, the class that the resource was made of
public interface VersionConversion<A, H> extends MetadataConversion<A, H> {
    /// An object of the version as the hub has it.
    ///
    /// @throws IllegalArgumentException where it cannot be converted; clients are told the message
    H toHub(A object);

    /// An object of the hub as the version has it.
    ///
    /// @throws IllegalArgumentException where it cannot be converted; clients are told the message
    A fromHub(H hub);

    @Override
    default H toHub(A object, ConvertedMetadata metadata) {
        return toHub(object);
    }

    @Override
    default A fromHub(H hub, ConvertedMetadata metadata) {
        return fromHub(hub);
    }

    /// The conversion by these two functions.
    static <A, H> VersionConversion<A, H> of(Function<A, H> toHub, Function<H, A> fromHub) {
        return new VersionConversion<>() {
            @Override
            public H toHub(A object) {
                return toHub.apply(object);
            }

            @Override
            public A fromHub(H hub) {
                return fromHub.apply(hub);
            }
        };
    }
}
