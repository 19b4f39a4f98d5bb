/// Cats as a Kubernetes API: what users copy and change.
@NullMarked
package dev.outrigger.samples.cats;

import org.jspecify.annotations.NullMarked;
