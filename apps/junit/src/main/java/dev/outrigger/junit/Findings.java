package dev.outrigger.junit;

import java.util.List;

/// What was found amiss, told as a failed assertion.
final class Findings {
    private Findings() {}

    /// @throws AssertionError where there are any
    static void check(String title, List<String> findings) {
        if (findings.isEmpty()) return;
        throw new AssertionError(title + ":\n- " + String.join("\n- ", findings));
    }
}
