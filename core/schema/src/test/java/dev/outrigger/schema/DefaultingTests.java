package dev.outrigger.schema;

import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.resource;
import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import org.junit.jupiter.api.Test;

class DefaultingTests {
    private static final Schema NINE = INTEGER.withDefault(Value.of(9));

    private static Value applied(Schema spec, Value value) {
        return Defaulting.apply(object("spec", value), resource(spec)).members().get("spec");
    }

    @Test
    void anAbsentMemberTakesItsDefaultAndAPresentOneStays() {
        assertThat(applied(struct("lives", NINE), object())).isEqualTo(object("lives", 9));
        assertThat(applied(struct("lives", NINE), object("lives", 1))).isEqualTo(object("lives", 1));
    }

    @Test
    void defaultsReachIntoListsAndMaps() {
        var item = struct("lives", NINE);

        assertThat(applied(struct("cats", Schema.listOf(item)), object("cats", list(object(), object("lives", 1)))))
                .isEqualTo(object("cats", list(object("lives", 9), object("lives", 1))));
        assertThat(applied(Schema.mapOf(item), object("tom", object()))).isEqualTo(object("tom", object("lives", 9)));
    }

    @Test
    void anAbsentObjectIsNotMadeForTheSakeOfItsMembersDefaults() {
        assertThat(applied(struct("cat", struct("lives", NINE)), object())).isEqualTo(object());
    }

    @Test
    void aDefaultIsDefaultedItself() {
        var cat = struct("lives", NINE, "name", TEXT).withDefault(object("name", "tom"));

        assertThat(applied(struct("cat", cat), object())).isEqualTo(object("cat", object("name", "tom", "lives", 9)));
    }

    @Test
    void aNullThatIsNotAllowedBecomesTheDefaultOrGoes() {
        assertThat(applied(struct("lives", NINE), object("lives", Value.NULL))).isEqualTo(object("lives", 9));
        assertThat(applied(struct("lives", INTEGER), object("lives", Value.NULL)))
                .isEqualTo(object());
        assertThat(applied(Schema.mapOf(NINE), object("tom", Value.NULL))).isEqualTo(object("tom", 9));
        assertThat(applied(Schema.mapOf(INTEGER), object("tom", Value.NULL))).isEqualTo(object());
    }

    @Test
    void anAllowedNullStays() {
        assertThat(applied(struct("lives", NINE.withNullable(true)), object("lives", Value.NULL)))
                .isEqualTo(object("lives", Value.NULL));
    }

    @Test
    void aNullItemBecomesTheDefaultOrStays() {
        assertThat(applied(Schema.listOf(NINE), list(Value.NULL))).isEqualTo(list(9));
        assertThat(applied(Schema.listOf(INTEGER), list(Value.NULL))).isEqualTo(list(Value.NULL));
    }

    @Test
    void nullsThatTheSchemaDoesNotKnowStay() {
        assertThat(applied(struct().withPreserveUnknown(true), object("x", Value.NULL)))
                .isEqualTo(object("x", Value.NULL));
    }

    @Test
    void aNullCreationTimestampIsAbsent() {
        var object = object("metadata", object("name", "tom", "creationTimestamp", Value.NULL));

        assertThat(Defaulting.apply(object, resource(struct()))).isEqualTo(object("metadata", object("name", "tom")));
    }
}
