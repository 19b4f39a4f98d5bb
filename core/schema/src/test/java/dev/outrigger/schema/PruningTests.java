package dev.outrigger.schema;

import static dev.outrigger.schema.Given.INTEGER;
import static dev.outrigger.schema.Given.TEXT;
import static dev.outrigger.schema.Given.list;
import static dev.outrigger.schema.Given.object;
import static dev.outrigger.schema.Given.resource;
import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PruningTests {

    @Test
    void anUnknownMemberIsRemovedAndItsPathTold() {
        var pruned = Pruning.prune(
                object("kind", "Cat", "spec", object("name", "tom", "nope", 1)), resource(struct("name", TEXT)));

        assertThat(pruned.object()).isEqualTo(object("kind", "Cat", "spec", object("name", "tom")));
        assertThat(pruned.unknownFields()).containsExactly("spec.nope");
    }

    @Test
    void pathsCarryTheIndicesOfListsAndTheKeysOfMaps() {
        var schema = resource(struct(
                "list", Schema.listOf(struct("a", TEXT)),
                "nested", Schema.listOf(Schema.listOf(struct())),
                "map", Schema.mapOf(struct("a", TEXT))));
        var spec = object(
                "list", list(object("a", "1"), object("a", "1", "x", "2")),
                "nested", list(list(object("y", 1))),
                "map", object("key", object("z", 1)));

        assertThat(Pruning.prune(object("spec", spec), schema).unknownFields())
                .containsExactly("spec.list[1].x", "spec.nested[0][0].y", "spec.map.key.z");
    }

    @Test
    void unknownMembersAtTheRootAreRemovedToo() {
        var pruned = Pruning.prune(object("apiVersion", "v1", "extra", true), resource(struct()));

        assertThat(pruned.object()).isEqualTo(object("apiVersion", "v1"));
        assertThat(pruned.unknownFields()).containsExactly("extra");
    }

    @Test
    void metadataIsPrunedAsObjectMetaWhateverTheAuthorSaysOfIt() {
        var object = object("metadata", object("name", "tom", "labels", object("a", "b"), "mood", "grim"));

        for (Schema schema : java.util.List.of(resource(struct()), struct("metadata", struct()), struct())) {
            var pruned = Pruning.prune(object, schema);
            assertThat(pruned.object())
                    .isEqualTo(object("metadata", object("name", "tom", "labels", object("a", "b"))));
            assertThat(pruned.unknownFields()).containsExactly("metadata.mood");
        }
    }

    @Test
    void managedFieldsKeepTheirFreeTree() {
        var entry = object("manager", "m", "fieldsV1", object("f:spec", object("f:x", object())));
        var object = object("metadata", object("managedFields", list(entry)));

        assertThat(Pruning.prune(object, resource(struct())).object()).isEqualTo(object);
    }

    @Test
    void preservedUnknownMembersStayAndKnownOnesBelowThemArePruned() {
        var spec = struct("known", struct("a", TEXT)).withPreserveUnknown(true);
        var object = object("spec", object("free", object("x", 1), "known", object("a", "1", "b", "2")));

        var pruned = Pruning.prune(object, resource(spec));

        assertThat(pruned.object())
                .isEqualTo(object("spec", object("free", object("x", 1), "known", object("a", "1"))));
        assertThat(pruned.unknownFields()).containsExactly("spec.known.b");
    }

    @Test
    void aListOfAnythingIsKeptAsItIs() {
        var object = object("spec", object("any", list(object("x", 1), 2)));

        assertThat(Pruning.prune(object, resource(struct("any", Schema.of(Schema.Type.ANY))))
                        .object())
                .isEqualTo(object);
    }

    @Test
    void anEmbeddedResourceKeepsWhatEveryResourceHas() {
        var template = struct("spec", struct("a", TEXT)).withEmbeddedResource(true);
        var embedded = object(
                "apiVersion", "v1", "kind", "Pod", "metadata", object("name", "p", "x", 1), "spec", object("b", 1));

        var pruned =
                Pruning.prune(object("spec", object("template", embedded)), resource(struct("template", template)));

        assertThat(pruned.unknownFields()).containsExactly("spec.template.metadata.x", "spec.template.spec.b");
        assertThat(pruned.object().struct("spec").struct("template").text("kind"))
                .contains("Pod");
    }

    @Test
    void valuesOfTheWrongTypeAreLeftForValidation() {
        var object = object("spec", object("n", object(), "list", "text"));

        assertThat(Pruning.prune(object, resource(struct("n", INTEGER, "list", Schema.listOf(TEXT))))
                        .object())
                .isEqualTo(object);
    }

    @Test
    void anObjectWithNothingUnknownIsGivenBackItself() {
        var object = object("kind", "Cat", "spec", object("name", "tom"));

        assertThat(Pruning.prune(object, resource(struct("name", TEXT))).object())
                .isSameAs(object);
    }
}
