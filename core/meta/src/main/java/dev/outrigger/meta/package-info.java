/// The words of the API: values, names, revisions, selectors and errors, as Kubernetes uses them.
@NullMarked
package dev.outrigger.meta;

import org.jspecify.annotations.NullMarked;
