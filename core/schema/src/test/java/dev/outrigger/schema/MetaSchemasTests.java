package dev.outrigger.schema;

import static dev.outrigger.schema.Given.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetaSchemasTests {
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    @Test
    void aKindHasWhatEveryKindHasAndThenTheAuthorsMembers() {
        assertThat(MetaSchemas.kind(Map.of("spec", struct())).properties().keySet())
                .containsExactly("apiVersion", "kind", "metadata", "spec");
    }

    @Test
    void objectMetaHasAllFieldsOfKubernetes() {
        assertThat(MetaSchemas.OBJECT_META.name()).isEqualTo(META + "ObjectMeta");
        assertThat(MetaSchemas.OBJECT_META.properties().keySet())
                .containsExactly(
                        "annotations",
                        "creationTimestamp",
                        "deletionGracePeriodSeconds",
                        "deletionTimestamp",
                        "finalizers",
                        "generateName",
                        "generation",
                        "labels",
                        "managedFields",
                        "name",
                        "namespace",
                        "ownerReferences",
                        "resourceVersion",
                        "selfLink",
                        "uid");
    }

    @Test
    void ownersMergeByUidAndFinalizersAsASet() {
        var members = MetaSchemas.OBJECT_META.properties();

        assertThat(members.get("ownerReferences").merge())
                .isEqualTo(new Schema.Merge(Schema.ListType.MAP, List.of("uid"), false, "merge", "uid"));
        assertThat(members.get("finalizers").merge())
                .isEqualTo(new Schema.Merge(Schema.ListType.SET, List.of(), false, "merge", ""));
        assertThat(members.get("managedFields").merge().listType()).isEqualTo(Schema.ListType.ATOMIC);
        assertThat(MetaSchemas.OWNER_REFERENCE.merge().atomicMap()).isTrue();
    }

    @Test
    void aListIsNamedAfterItsKind() {
        var list = MetaSchemas.listOf(struct().withName("io.skai.v1.Cat"));

        assertThat(list.name()).isEqualTo("io.skai.v1.CatList");
        assertThat(list.properties().keySet()).containsExactly("apiVersion", "items", "kind", "metadata");
        assertThat(list.required()).containsExactly("items");
    }

    @Test
    void everyFieldOfTheSharedTypesIsDescribed() {
        for (Schema type : List.of(
                MetaSchemas.OBJECT_META,
                MetaSchemas.LIST_META,
                MetaSchemas.STATUS,
                MetaSchemas.DELETE_OPTIONS,
                MetaSchemas.WATCH_EVENT,
                MetaSchemas.API_RESOURCE_LIST,
                MetaSchemas.API_GROUP_LIST,
                MetaSchemas.CONDITION,
                MetaSchemas.SCALE)) {
            assertThat(type.description()).as(type.name()).isNotEmpty();
            type.properties()
                    .forEach((name, member) -> assertThat(member.description())
                            .as(type.name() + " " + name)
                            .isNotEmpty());
        }
    }
}
