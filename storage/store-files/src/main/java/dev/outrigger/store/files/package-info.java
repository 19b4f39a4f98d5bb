/// A store of one file for each object, as apiserver-runtime lays them out.
@NullMarked
package dev.outrigger.store.files;

import org.jspecify.annotations.NullMarked;
