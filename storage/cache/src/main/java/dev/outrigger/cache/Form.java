package dev.outrigger.cache;

/// A way an object can be written: in a version, a media type, and a shape. Encoded bytes are kept by form.
///
/// @param version the API version the object is written in
/// @param mediaType such as `application/json`
/// @param shape what is written of it: the empty string for the whole object
public record Form(String version, String mediaType, String shape) {}
