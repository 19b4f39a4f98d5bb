package dev.outrigger.cache;

import dev.outrigger.kinds.ConversionException;
import dev.outrigger.store.Entry;

/// What is stored cannot be read as an object: its bytes say none, or it cannot be taken to the version that
/// rules run on. The message is for clients; what else went wrong is the cause, for the log.
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final long revision;

    private UnreadableException(Entry entry, String message, RuntimeException cause) {
        super(message, cause, false, false);
        this.key = entry.key();
        this.revision = entry.modified().number();
    }

    static UnreadableException undecodable(Entry entry, RuntimeException cause) {
        return new UnreadableException(
                entry, "what is stored as " + entry.key() + " is no object: " + cause.getMessage(), cause);
    }

    static UnreadableException unconverted(Entry entry, ConversionException cause) {
        return new UnreadableException(entry, String.valueOf(cause.getMessage()), cause);
    }

    /// Where it is in the store.
    public String key() {
        return key;
    }

    /// The same in upstream's words (`pkg/storage/etcd3/corrupt_obj_deleter.go`).
    public String corruptObject() {
        return "object not decodable revision=" + revision + ": " + getMessage();
    }
}
