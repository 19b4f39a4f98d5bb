/// Side-by-side measurements: our server, a Go server on `k8s.io/apiserver`, nginx and etcd under one load.
@NullMarked
package dev.outrigger.bench;

import org.jspecify.annotations.NullMarked;
