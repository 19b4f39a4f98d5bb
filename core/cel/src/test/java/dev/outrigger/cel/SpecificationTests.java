package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The CEL specification's published conformance suite.
///
/// `not-applicable.tsv` says which cases are left out: a group's name, how many cases it has, what their JSON matches,
/// and why. Each case belongs to the first group it matches.
class SpecificationTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Group(String name, int size, Pattern pattern, String reason) {}

    @Test
    void everyCaseThatNeedsNoMessagesHoldsAndTheOthersAreCounted() {
        var environment = Environment.specification();
        var groups = lines("not-applicable.tsv").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(cells -> new Group(cells[0], Integer.parseInt(cells[1]), Pattern.compile(cells[2]), cells[3]))
                .toList();
        Map<String, Integer> left = new LinkedHashMap<>();
        groups.forEach(group -> left.put(group.name(), 0));
        var failures = new ArrayList<String>();
        int held = 0;
        for (String line : lines("conformance.jsonl")) {
            Optional<Group> group = groups.stream()
                    .filter(g -> g.pattern().matcher(line).find())
                    .findFirst();
            if (group.isPresent()) {
                left.merge(group.get().name(), 1, Integer::sum);
                continue;
            }
            var spec = read(line);
            var wrong = spec.run(environment);
            wrong.ifPresent(message ->
                    failures.add(spec.name() + ": " + spec.json().get("expr").asText() + ": " + message));
            if (wrong.isEmpty()) held++;
        }
        assertThat(failures).isEmpty();
        Map<String, Integer> counted = new LinkedHashMap<>();
        groups.forEach(group -> counted.put(group.name(), group.size()));
        assertThat(left).isEqualTo(counted);
        assertThat(held).isEqualTo(1_593);
    }

    private static SpecCase read(String line) {
        try {
            return new SpecCase(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String resource) {
        try (var in = SpecificationTests.class.getResourceAsStream("/cel-spec/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
