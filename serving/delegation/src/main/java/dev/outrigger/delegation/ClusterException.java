package dev.outrigger.delegation;

/// The cluster's API server cannot be asked, or did not answer what it was asked. The message is one line, and holds
/// nothing secret.
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int LONGEST = 500;

    private final int code;
    private final Worth worth;

    /// Whether to ask again.
    enum Worth {
        /// The next time may be another.
        RETRYING,
        /// It would only be said again.
        NOTHING
    }

    private ClusterException(String message, int code, Worth worth) {
        super(message, null, false, false);
        this.code = code;
        this.worth = worth;
    }

    /// What cannot be mended by asking again.
    static ClusterException of(String message) {
        return new ClusterException(message, 0, Worth.NOTHING);
    }

    /// No answer came.
    static ClusterException unanswered(String message, Worth worth) {
        return new ClusterException(message, 0, worth);
    }

    /// The answer was an error.
    static ClusterException answered(int code, String message, Worth worth) {
        return new ClusterException(message, code, worth);
    }

    /// The HTTP status code it answered with; 0 where it did not answer.
    public int code() {
        return code;
    }

    /// The message, cut off where it is long: what another server says may be.
    public String brief() {
        var message = String.valueOf(getMessage());
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }

    boolean isWorthRetrying() {
        return worth == Worth.RETRYING;
    }
}
