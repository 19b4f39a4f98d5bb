package dev.outrigger.transcripts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A page of documentation, read for what it shows.
///
/// @param name where it is in the repository, such as `samples/cats/README.md`
/// @param text what it says
public record Page(String name, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\R(.*?)^```$");

    /// The page of that name.
    public static Page of(String name) {
        try {
            return new Page(name, Files.readString(Checkout.ROOT.resolve(name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The first Java program.
    ///
    /// @throws AssertionError where there is none
    public String program() {
        return blocks("java").stream().findFirst().orElseThrow(() -> new AssertionError(name + " shows no program"));
    }

    /// What is typed on terminals, and what they show, in order.
    public List<String> consoles() {
        return blocks("console");
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> language.equals(block.group(1)))
                .map(Page::content)
                .toList();
    }

    private static String content(MatchResult block) {
        var content = block.group(2);
        return content == null ? "" : content;
    }
}
