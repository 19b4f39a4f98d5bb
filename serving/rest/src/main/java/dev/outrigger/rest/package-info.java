/// What requests mean: from a call on the catalog to the reply.
@NullMarked
package dev.outrigger.rest;

import org.jspecify.annotations.NullMarked;
