package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects chosen by fields that their type marks as selectable.
class ProtocolSelectableTests extends ProtocolCase {
    private void fill() {
        admin().post(ponds(), pond("a", "'color': 'red', 'deepest': true, 'rank': 7"))
                .created();
        admin().post(ponds(), pond("b", "'color': 'blue', 'deepest': false, 'rank': 70"))
                .created();
        admin().post(ponds(), pond("c")).created();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.color=red | a",
                "spec.color==red | a",
                "spec.color!=red | b c",
                "spec.color!=red,metadata.name!=c | b",
                "spec.color= | c",
                "spec.color!= | a b",
                "spec.deepest=true | a",
                "spec.deepest!=true | b c",
                "spec.rank=7 | a",
                "spec.rank=70,spec.color=blue | b",
                "spec.rank=70,spec.color=red | ''"
            })
    void aListHoldsTheObjectsThatASelectorChooses(String selector, String names) {
        fill();

        var list = admin().get(and(ponds(), "fieldSelector=" + query(selector))).ok();

        assertThat(String.join(" ", list.names())).isEqualTo(names);
    }

    private static String query(String selector) {
        return java.net.URLEncoder.encode(selector, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void pagesAreOfTheChosenObjects() {
        fill();
        var selector = "fieldSelector=" + query("spec.color!=red");

        var first = admin().get(and(ponds(), selector + "&limit=1")).ok();
        var second = admin().get(and(ponds(), selector + "&limit=1&continue=" + first.textAt("/metadata/continue")))
                .ok();

        assertThat(first.names()).containsExactly("b");
        assertThat(second.names()).containsExactly("c");
        assertThat(second.has("/metadata/continue")).isFalse();
    }

    @Test
    void aWatchTellsWhenAnObjectComesAndGoes() {
        var start = admin().get(ponds()).ok().resourceVersion();
        try (var events = admin().watch(and(
                ponds(), "watch=true&resourceVersion=" + start + "&fieldSelector=" + query("spec.color=red")))) {
            fill();
            admin().merge(ponds("b"), "{'spec': {'color': 'red'}}").ok();
            admin().merge(ponds("b"), "{'spec': {'rank': 71}}").ok();
            var gone = admin().merge(ponds("b"), "{'spec': {'color': 'green'}}").ok();
            admin().delete(ponds("a")).ok();

            events.expect("ADDED a", "ADDED b", "MODIFIED b");
            var left = events.next();
            assertThat(left.told()).isEqualTo("DELETED b");
            assertThat(left.at("/spec/color")).isEqualTo("red");
            assertThat(left.at("/metadata/resourceVersion")).isEqualTo(gone.resourceVersion());
            events.expect("DELETED a");
        }
    }

    @Test
    void aCollectionIsDeletedAsChosen() {
        fill();

        admin().delete(and(ponds(), "fieldSelector=" + query("spec.color=red"))).ok();

        assertThat(admin().get(ponds()).ok().names()).containsExactly("b", "c");
    }

    @Test
    void otherFieldsAreRefusedWithThoseThatThereAre() {
        admin().get(and(ponds(), "fieldSelector=" + query("spec.owner=ann")))
                .refused(
                        400,
                        "BadRequest",
                        "\"spec.owner\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\","
                                + " \"spec.deepest\", \"spec.color\", \"spec.rank\"");
        admin().get(and(cats(), "fieldSelector=" + query("spec.name=tom")))
                .refused(
                        400,
                        "BadRequest",
                        "\"spec.name\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
    }

    @Test
    void theFieldsArePublished() {
        var fields = List.of(
                Map.of("fieldPath", "spec.deepest"),
                Map.of("fieldPath", "spec.color"),
                Map.of("fieldPath", "spec.rank"));
        var schemas = admin().get("/openapi/v3/apis/ponds.example.com/v1").ok();

        for (String name : List.of("Pond", "PondList")) {
            var path = "/components/schemas/com.example.ponds.v1." + name + "/x-kubernetes-selectable-fields";
            assertThat(schemas.at(path)).isEqualTo(fields);
        }
    }
}
