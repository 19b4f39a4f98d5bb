package dev.outrigger.samples.hello;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.outrigger.kinds.ProtoNumber;
import org.jspecify.annotations.Nullable;

/// What a foo has to say: the whole of it in `v1`, its configuration in `v2`.
///
/// @param msg what it says
/// @param msg1 what it says to who wants to know more
public record Message(
        @ProtoNumber(1) @JsonProperty(required = true) @JsonPropertyDescription("Msg says hello world!")
        String msg,

        @ProtoNumber(2) @JsonPropertyDescription("Msg1 provides some verbose information.") @Nullable
        String msg1) {}
