/// Servers inside tests: started in the test's process, on the memory store, and looked after.
@NullMarked
package dev.outrigger.junit;

import org.jspecify.annotations.NullMarked;
