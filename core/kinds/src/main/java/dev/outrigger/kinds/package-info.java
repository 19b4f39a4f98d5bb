/// What a resource is, as its author writes it: type, versions, conversion, strategy, columns.
@NullMarked
package dev.outrigger.kinds;

import org.jspecify.annotations.NullMarked;
