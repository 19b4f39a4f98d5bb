/// The house rules as tests: the allowed arrows, how sources are written, the golden list of public names.
@NullMarked
package dev.outrigger.arch;

import org.jspecify.annotations.NullMarked;
