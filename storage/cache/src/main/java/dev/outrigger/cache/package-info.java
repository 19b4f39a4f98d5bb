/// Typed access to a store: what a resource's objects are, read and watched from encoded bytes, written through.
@NullMarked
package dev.outrigger.cache;

import org.jspecify.annotations.NullMarked;
