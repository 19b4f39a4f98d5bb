package dev.outrigger.junit;

/// A moment in which something may end that is about to.
final class Pause {
    private static final int MILLIS = 2;

    private Pause() {}

    /// @return false where the thread was interrupted, and is to stop waiting
    static boolean once() {
        try {
            Thread.sleep(MILLIS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
