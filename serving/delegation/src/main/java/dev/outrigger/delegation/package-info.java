/// What a cluster's API server decides for this one: who callers are, and what they may do.
@NullMarked
package dev.outrigger.delegation;

import org.jspecify.annotations.NullMarked;
