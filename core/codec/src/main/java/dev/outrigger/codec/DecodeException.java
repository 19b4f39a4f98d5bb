package dev.outrigger.codec;

/// The bytes are no document of their format, or one that no API object can be.
///
/// The message is the sentence that Go's decoder has for it; whoever asked for the decoding knows whether a
/// client is to blame and words the answer.
public final class DecodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DecodeException(String message) {
        super(message, null, false, false);
    }
}
