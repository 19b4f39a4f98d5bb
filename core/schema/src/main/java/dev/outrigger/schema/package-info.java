/// Structural schemas: default, prune, validate, publish as OpenAPI.
@NullMarked
package dev.outrigger.schema;

import org.jspecify.annotations.NullMarked;
