package dev.outrigger.samples.hello;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/// The configuration of a foo by itself: what `foos/config` shows and writes.
///
/// @param spec the configuration
public record Config(
        @JsonProperty(required = true) @JsonPropertyDescription("The foo's configuration.")
        Message spec) {}
