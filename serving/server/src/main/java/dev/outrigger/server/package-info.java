/// The front door: build a server, give it flags, run it.
@NullMarked
package dev.outrigger.server;

import org.jspecify.annotations.NullMarked;
