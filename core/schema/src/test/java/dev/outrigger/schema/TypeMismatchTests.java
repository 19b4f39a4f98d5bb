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

class TypeMismatchTests {
    private static final Schema CAT = resource(struct(
                            "lives", INTEGER.withFormat("int32"),
                            "names", Schema.listOf(TEXT),
                            "kittens", Schema.listOf(struct("age", INTEGER).withName("io.skai.v1.Kitten")))
                    .withName("io.skai.v1.CatSpec"))
            .withName("io.skai.v1.Cat");

    private static TypeMismatch only(Value.Struct object) {
        var all = Validation.types(object, CAT);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void aMismatchReadsAsGosDecoderPutsIt() {
        assertThat(only(object("spec", object("lives", "nine"))).message())
                .isEqualTo("json: cannot unmarshal string into Go struct field CatSpec.spec.lives of type int32");
        assertThat(only(object("spec", object("lives", new Value.Real(1.5)))).message())
                .isEqualTo("json: cannot unmarshal number 1.5 into Go struct field CatSpec.spec.lives of type int32");
        assertThat(only(object("spec", list())).message())
                .isEqualTo("json: cannot unmarshal array into Go struct field Cat.spec of type v1.CatSpec");
        assertThat(only(object("spec", object("names", "tom"))).message())
                .isEqualTo("json: cannot unmarshal string into Go struct field CatSpec.spec.names of type []string");
    }

    @Test
    void placesInListsAndMapsAreInThePathAndNotInGosField() {
        var inList = only(object("spec", object("kittens", list(object("age", 1), object("age", true)))));
        var inMap = only(object("metadata", object("labels", object("a", 1))));

        assertThat(inList.field()).isEqualTo("spec.kittens[1].age");
        assertThat(inList.message())
                .isEqualTo("json: cannot unmarshal bool into Go struct field Kitten.spec.kittens.age of type int64");
        assertThat(inMap.field()).isEqualTo("metadata.labels.a");
        assertThat(inMap.message())
                .isEqualTo(
                        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string");
    }

    @Test
    void numbersTooLargeForTheirFormatDoNotFit() {
        assertThat(only(object("spec", object("lives", 3_000_000_000L))).found())
                .isEqualTo("number 3000000000");
    }

    @Test
    void limitsUnknownMembersAndNullsAreNoMismatches() {
        assertThat(Validation.types(object("spec", object("lives", Value.NULL, "nope", 1)), CAT))
                .isEmpty();
    }
}
