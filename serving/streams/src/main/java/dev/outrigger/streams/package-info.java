/// Streams to what objects stand for: logs, the input and output of processes, and requests that are handed on.
@NullMarked
package dev.outrigger.streams;

import org.jspecify.annotations.NullMarked;
