/// Sockets: TLS, HTTP/1.1 and HTTP/2. The only package that knows of event loops and futures.
@NullMarked
package dev.outrigger.http;

import org.jspecify.annotations.NullMarked;
