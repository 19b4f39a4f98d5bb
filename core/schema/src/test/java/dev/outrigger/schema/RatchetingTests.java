package dev.outrigger.schema;

import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.limited;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.mapList;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.resource;
import static dev.outrigger.schema.Given.set;
import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Errors at values that an update leaves as they are (KEP-4008).
class RatchetingTests {
    private static final Schema SMALL = limited(INTEGER, limits -> limits.maximum = 5.0);

    private static List<String> told(Schema spec, Value.Struct before, Value.Struct after) {
        var schema = resource(spec);
        var old = object("spec", before);
        var object = object("spec", after);
        return Validation.checkUpdate(object, old, schema, Correlation.of(object, old, schema)).stream()
                .map(FieldError::field)
                .toList();
    }

    @Test
    void whatWasWrongBeforeAndIsAsItWasGoesUnsaid() {
        var spec = struct("a", SMALL, "b", SMALL);

        assertThat(told(spec, object("a", 9), object("a", 9, "b", 1))).isEmpty();
        assertThat(told(spec, object("a", 9), object("a", 8))).containsExactly("spec.a");
        assertThat(told(spec, object("a", 9), object("a", 9, "b", 9))).containsExactly("spec.b");
    }

    @Test
    void aMissingMemberIsToldWhereTheObjectAroundItChanges() {
        var spec = struct("in", struct("a", INTEGER, "b", INTEGER).withRequired(List.of("a")), "c", INTEGER);

        assertThat(told(spec, object("in", object()), object("in", object(), "c", 1)))
                .isEmpty();
        assertThat(told(spec, object("in", object()), object("in", object("b", 1))))
                .containsExactly("spec.in.a");
    }

    @Test
    void valuesOfMapsArePairedByName() {
        var spec = struct("map", Schema.mapOf(SMALL));

        assertThat(told(spec, object("map", object("a", 9)), object("map", object("a", 9, "b", 1))))
                .isEmpty();
        assertThat(told(spec, object("map", object("a", 9)), object("map", object("b", 9))))
                .containsExactly("spec.map.b");
    }

    @Test
    void itemsArePairedByTheirKeysWhereverTheyStand() {
        var spec = struct("list", mapList(struct("k", TEXT, "v", SMALL), "k"));
        var old = object("list", list(object("k", "a", "v", 9), object("k", "b", "v", 1)));

        assertThat(told(spec, old, object("list", list(object("k", "b", "v", 2), object("k", "a", "v", 9)))))
                .isEmpty();
        assertThat(told(spec, old, object("list", list(object("k", "c", "v", 9)))))
                .containsExactly("spec.list[0].v");
    }

    @Test
    void itemsOfAnAtomicListOrASetArePairedOnlyAllTogether() {
        for (Schema schema : List.of(Schema.listOf(SMALL), set(SMALL))) {
            var spec = struct("list", schema, "x", TEXT);

            assertThat(told(spec, object("list", list(9)), object("list", list(9), "x", "y")))
                    .isEmpty();
            assertThat(told(spec, object("list", list(9)), object("list", list(9, 1))))
                    .containsExactly("spec.list[0]");
        }
    }

    @Test
    void theLengthOfAListIsToldWhereItChanges() {
        var few = limited(mapList(struct("k", TEXT, "v", INTEGER), "k"), limits -> limits.maxItems = 1L);
        var spec = struct("list", few, "x", TEXT);
        var old = object("list", list(object("k", "a"), object("k", "b")));

        assertThat(told(spec, old, old.with("x", "y"))).isEmpty();
        assertThat(told(spec, old, object("list", list(object("k", "b"), object("k", "a")))))
                .isEmpty();
        assertThat(told(spec, old, object("list", list(object("k", "a", "v", 1), object("k", "b")))))
                .containsExactly("spec.list");
    }

    @Test
    void duplicatesAreToldOnlyWhereThereWereNone() {
        var spec = struct("list", set(TEXT), "x", TEXT);

        assertThat(told(spec, object("list", list("a", "a")), object("list", list("b", "b"))))
                .isEmpty();
        assertThat(told(spec, object("list", list("a")), object("list", list("a", "a"))))
                .containsExactly("spec.list[1]");
    }

    @Test
    void aChangeOfTheStatusIsJudgedByTheStatusAlone() {
        var schema = MetaSchemas.kind(java.util.Map.of(
                "spec",
                struct("a", SMALL),
                "status",
                struct("b", SMALL, "c", SMALL).withRequired(List.of("b"))));
        var old = object("spec", object("a", 9), "status", object("c", 9));
        var object = object("spec", object("a", 9), "status", object("c", 8));

        assertThat(Validation.checkStatus(object, old, schema, Correlation.of(object, old, schema)))
                .extracting(FieldError::toString)
                .containsExactly(
                        "status.c: Invalid value: 8: c in body should be less than or equal to 5",
                        "status.b: Required value");
    }
}
