/// Sockets: TLS, HTTP/1.1, HTTP/2 and WebSocket. The only package that knows of event loops and futures.
@NullMarked
package dev.outrigger.http;

import org.jspecify.annotations.NullMarked;
