/// The gates a request passes before it means anything, and the SPIs that decide there.
@NullMarked
package dev.outrigger.pipeline;

import org.jspecify.annotations.NullMarked;
