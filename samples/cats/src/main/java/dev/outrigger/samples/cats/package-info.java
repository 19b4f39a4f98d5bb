/// Cats as a Kubernetes API: what users copy and change.
package dev.outrigger.samples.cats;
