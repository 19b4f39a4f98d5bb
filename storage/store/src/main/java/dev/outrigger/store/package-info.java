/// The storage SPI: a revisioned key-value log, and the store that keeps it in memory.
@NullMarked
package dev.outrigger.store;

import org.jspecify.annotations.NullMarked;
