/// etcd as a store: keys, values and compaction as the Go servers have them.
@NullMarked
package dev.outrigger.store.etcd;

import org.jspecify.annotations.NullMarked;
