/// The Go sample-apiserver's API on Outrigger: two kinds, two versions, admission, a feature gate.
@NullMarked
package dev.outrigger.samples.wardle;

import org.jspecify.annotations.NullMarked;
