/// The ways a client changes an object: JSON patch, merge patch, strategic merge patch, and server-side apply
/// with field ownership.
@NullMarked
package dev.outrigger.patch;

import org.jspecify.annotations.NullMarked;
