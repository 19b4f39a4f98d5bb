package dev.outrigger.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published cases of json-patch-test-suite 1.1.0.
///
/// Its documents may be lists. An object of the API never is one, so such a document is patched as a member of
/// an object, with paths that lead there.
class JsonPatchSuiteTests {
    private static final String MEMBER = "doc";
    private static final Schema ANYTHING = Schema.of(Schema.Type.ANY);

    /// Cases that end another way here, because they do upstream and clients have met it.
    private static final Map<String, String> AS_UPSTREAM = Map.of(
            "tests 16", "a negative index counts from the end",
            "tests 70", "an operation without a value means null",
            "tests 71", "an operation without a value means null",
            "tests 72", "an operation without a value means null");

    /// What the suite itself does not run.
    private static final Map<String, String> DISABLED = Map.of(
            "spec_tests 13", "its second `op` member is not in the data",
            "tests 76", "its second `op` member is not in the data",
            "tests 10", "a document that is a scalar is no object of the API",
            "tests 52", "passes all the same");

    /// One case.
    ///
    /// @param id the file and the position in it
    /// @param expected the document afterwards; empty where only success counts, or failure does
    record Case(String id, Value.Struct definition, Optional<Value> expected) {
        boolean fails() {
            return definition.get("error").isPresent();
        }

        boolean isDisabled() {
            return definition.get("disabled").isPresent();
        }

        @Override
        public String toString() {
            var title = definition.text("comment").or(() -> definition.text("error"));
            return id + ": " + title.orElseGet(() -> definition.items("patch").toString());
        }
    }

    static Stream<Case> cases() throws IOException {
        return all().stream().filter(one -> !one.isDisabled());
    }

    private static List<Case> all() throws IOException {
        var all = new ArrayList<Case>();
        for (String file : List.of("spec_tests", "tests")) {
            var cases = (Value.Array) read(file);
            for (int i = 0; i < cases.items().size(); i++) {
                var definition = (Value.Struct) cases.items().get(i);
                all.add(new Case(file + " " + i, definition, definition.get("expected")));
            }
        }
        return all;
    }

    private static Value read(String file) throws IOException {
        try (var data = JsonPatchSuiteTests.class.getResourceAsStream("/json-patch-test-suite/" + file + ".json")) {
            return JsonReader.read(new String(data.readAllBytes(), UTF_8)).orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePublishedCaseEndsAsItSays(Case published) {
        var outcome = outcome(published);
        boolean divergent = AS_UPSTREAM.containsKey(published.id());
        assertThat(outcome.isEmpty()).isEqualTo(published.fails() != divergent);
        published.expected().ifPresent(expected -> assertThat(outcome).contains(expected));
    }

    @Test
    void ninetyOneCasesRunAndTheSuiteLeavesOutTheOthers() throws IOException {
        assertThat(cases()).hasSize(91);
        var disabled = all().stream().filter(Case::isDisabled).map(Case::id);
        assertThat(disabled).containsExactlyInAnyOrderElementsOf(DISABLED.keySet());
        var ids = all().stream().map(Case::id).toList();
        assertThat(ids).containsAll(new TreeSet<>(AS_UPSTREAM.keySet()));
    }

    @Test
    void theWholeDocumentMayBeTestedThoughTheSuiteDisablesIt() throws IOException {
        var disabled = all().stream().filter(one -> one.id().equals("tests 52")).findFirst();
        assertThat(outcome(disabled.orElseThrow())).isPresent();
    }

    /// The document after the patch; empty where the patch was refused, as 422 and nothing else.
    private static Optional<Value> outcome(Case published) {
        var document = published.definition().get("doc").orElseThrow();
        var patch = published.definition().get("patch").orElseThrow();
        try {
            if (document instanceof Value.Struct object) return Optional.of(patched(object, patch));
            return patched(Value.object(MEMBER, document), inMember(patch)).get(MEMBER);
        } catch (ApiException e) {
            assertThat(e.status().code()).isEqualTo(422);
            return Optional.empty();
        }
    }

    private static Value.Struct patched(Value.Struct object, Value patch) {
        return Patcher.apply(Patch.JsonPatch.of(patch), object, ANYTHING);
    }

    private static Value inMember(Value patch) {
        var moved = new ArrayList<Value>();
        for (Value item : ((Value.Array) patch).items()) {
            var operation = (Value.Struct) item;
            for (String name : List.of("path", "from")) {
                var path = operation.text(name);
                if (path.isPresent()) operation = operation.with(name, Value.of("/" + MEMBER + path.get()));
            }
            moved.add(operation);
        }
        return new Value.Array(moved);
    }
}
