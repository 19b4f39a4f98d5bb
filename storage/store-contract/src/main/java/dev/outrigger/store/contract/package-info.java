/// The suite that every store passes.
@NullMarked
package dev.outrigger.store.contract;

import org.jspecify.annotations.NullMarked;
