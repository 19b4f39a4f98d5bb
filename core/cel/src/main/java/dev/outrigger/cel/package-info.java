/// CEL expressions over objects: typed by their schemas, with the Kubernetes function library and its cost limits.
@NullMarked
package dev.outrigger.cel;

import org.jspecify.annotations.NullMarked;
