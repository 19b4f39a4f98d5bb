package dev.outrigger.bench;

import java.nio.file.Path;

/// PEM files that a client connects with.
///
/// @param authority whom it trusts
/// @param certificate what it shows
/// @param key the certificate's key
record Credentials(Path authority, Path certificate, Path key) {}
