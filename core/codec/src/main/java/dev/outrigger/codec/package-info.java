/// Bytes to values and back: JSON, YAML and CBOR as Kubernetes writes them, and the media types that choose
/// between them.
@NullMarked
package dev.outrigger.codec;

import org.jspecify.annotations.NullMarked;
