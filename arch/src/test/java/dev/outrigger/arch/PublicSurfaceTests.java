package dev.outrigger.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every public name is deliberate: it shows in the golden file, and in the diff of the change that adds it.
class PublicSurfaceTests {
    private static final Path GOLDEN = House.ROOT.resolve("arch/src/test/resources/public-surface.txt");

    @Test
    void thePublicSurfaceIsTheOneThatWasAgreedOn() throws IOException {
        var surface = Surface.render();
        if (Boolean.getBoolean("surface.update")) {
            Files.writeString(GOLDEN, surface);
        }
        var agreed = entries(Files.readString(GOLDEN));
        var found = entries(surface);
        var added = found.stream().filter(Predicate.not(agreed::contains)).map(entry -> "+ " + entry);
        var removed = agreed.stream().filter(Predicate.not(found::contains)).map(entry -> "- " + entry);

        assertThat(Stream.concat(added, removed))
                .as(
                        "make what came without need package-private; accept the rest with"
                                + " `./mvnw verify -Dsurface.update=true` and commit %s",
                        House.ROOT.relativize(GOLDEN))
                .isEmpty();
    }

    /// The lines, each member behind the name of its type.
    private static List<String> entries(String surface) {
        var entries = new ArrayList<String>();
        var type = "";
        for (var line : surface.lines().filter(Predicate.not(String::isBlank)).toList()) {
            if (line.startsWith(" ")) {
                entries.add(type + ": " + line.strip());
            } else {
                type = line.substring(0, line.indexOf(' '));
                entries.add(line);
            }
        }
        return entries;
    }
}
