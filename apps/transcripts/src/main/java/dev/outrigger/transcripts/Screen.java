package dev.outrigger.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What a command showed, and its exit code.
///
/// @param command what was typed
/// @param exit its exit code
/// @param out its standard output
/// @param err its standard error
public record Screen(String command, int exit, String out, String err) {

    /// It went well, said exactly these lines and complained of nothing.
    ///
    /// In what it said, a time stands as `<time>` and a uid as `<uid>`.
    public void shows(String... lines) {
        assertThat(exit).as("exit code of %s", this).isZero();
        assertThat(err).as("standard error of %s", this).isEmpty();
        assertThat(lines()).as(command).containsExactly(lines);
    }

    /// It went well and said exactly these lines on standard output, and that on standard error.
    public void showsAndWarns(String line, String warning) {
        assertThat(exit).as("exit code of %s", this).isZero();
        assertThat(err.lines().toList()).as("standard error of %s", this).containsExactly(warning);
        assertThat(lines()).as(command).containsExactly(line);
    }

    /// The same, in any order.
    public void showsInAnyOrder(String... lines) {
        text();
        assertThat(lines()).as(command).containsExactlyInAnyOrder(lines);
    }

    /// It went well and found nothing to show.
    public void findsNothing() {
        assertThat(exit).as("exit code of %s", this).isZero();
        assertThat(out).as("standard output of %s", this).isEmpty();
        assertThat(err).as(command).isEqualTo("No resources found in default namespace.\n");
    }

    /// It failed with exit code 1, showed nothing and complained in exactly these lines.
    public void refuses(String... lines) {
        assertThat(exit).as("exit code of %s", this).isOne();
        assertThat(out).as("standard output of %s", this).isEmpty();
        assertThat(mask(err).lines().toList()).as(command).containsExactly(lines);
    }

    /// What it said, where it went well.
    public String text() {
        assertThat(exit).as("exit code of %s", this).isZero();
        return out;
    }

    /// The lines it said, times and uids masked.
    public List<String> lines() {
        return mask(out).lines().toList();
    }

    /// The text with what differs from run to run masked. Newer kubectls add to `deleted` from which namespace.
    public static String mask(String text) {
        return text.replaceAll("(?m) deleted from default namespace$", " deleted")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z", "<time>")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uid>");
    }

    @Override
    public String toString() {
        return "$ " + command + "\n" + out + err + "(exit code " + exit + ")";
    }
}
