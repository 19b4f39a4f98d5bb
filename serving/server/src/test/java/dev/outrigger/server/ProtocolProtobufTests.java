package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V2Apidiscovery;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protobuf, read back with classes compiled from Kubernetes' definitions.
class ProtocolProtobufTests extends ProtocolCase {
    private static final String TYPE = ProtocolProto.TYPE;
    private static final String METADATA = TYPE + ";as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final String METADATA_LIST = TYPE + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    private Meta.PartialObjectMetadata metadata(ProtocolAnswer answer) {
        assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
        return ProtocolProto.read(
                answer.plain(), "meta.k8s.io/v1", "PartialObjectMetadata", Meta.PartialObjectMetadata.parser());
    }

    private static Meta.Status status(ProtocolAnswer answer) {
        assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
        return ProtocolProto.read(answer.plain(), "v1", "Status", Meta.Status.parser());
    }

    @Test
    void theMetadataOfAnObjectIsAllThere() {
        admin().post(cats(), labelled("owner", "'labels': {}")).created();
        var owner = admin().get(cats("owner")).textAt("/metadata/uid");
        var json = admin().post(
                        cats(),
                        labelled(
                                "tom",
                                "'labels': {'a': 'b', 'c': ''}, 'annotations': {'n': 'ü'}, 'finalizers': ['x.io/y'],"
                                        + " 'ownerReferences': [{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat',"
                                        + " 'name': 'owner', 'uid': '" + owner + "', 'controller': true}]"))
                .created();

        var meta = metadata(admin().get(cats("tom"), "Accept", METADATA).ok()).getMetadata();

        assertThat(meta.getName()).isEqualTo("tom");
        assertThat(meta.getNamespace()).isEqualTo(namespace);
        assertThat(meta.getUid()).isEqualTo(json.textAt("/metadata/uid"));
        assertThat(meta.getResourceVersion()).isEqualTo(json.resourceVersion());
        assertThat(meta.getGeneration()).isEqualTo(1);
        assertThat(ProtocolProto.text(meta.getCreationTimestamp()))
                .isEqualTo(json.textAt("/metadata/creationTimestamp"));
        assertThat(meta.getLabelsMap()).isEqualTo(json.at("/metadata/labels"));
        assertThat(meta.getAnnotationsMap()).isEqualTo(json.at("/metadata/annotations"));
        assertThat(meta.getFinalizersList()).containsExactly("x.io/y");
        assertThat(meta.getOwnerReferences(0).getUid()).isEqualTo(owner);
        assertThat(meta.getOwnerReferences(0).getKind()).isEqualTo("Cat");
        assertThat(meta.getOwnerReferences(0).getController()).isTrue();
        assertThat(meta.getOwnerReferences(0).hasBlockOwnerDeletion()).isFalse();
        assertThat(meta.hasDeletionTimestamp()).isFalse();
        var entry = meta.getManagedFields(0);
        assertThat(entry.getManager()).isEqualTo(ProtocolClient.AGENT);
        assertThat(entry.getOperation()).isEqualTo("Update");
        assertThat(entry.getFieldsType()).isEqualTo("FieldsV1");
        assertThat(ProtocolProto.text(entry.getTime())).isEqualTo(json.textAt("/metadata/managedFields/0/time"));
        assertThat(ProtocolJson.parse(entry.getFieldsV1().getRaw().toStringUtf8()))
                .isEqualTo(ProtocolAnswer.find(json.json(), "/metadata/managedFields/0/fieldsV1")
                        .orElseThrow());
        admin().merge(cats("tom"), "{'metadata': {'finalizers': null}}").ok();
    }

    @Test
    void anObjectThatIsGoingSaysSince() {
        admin().post(cats(), labelled("tom", "'finalizers': ['x.io/y']")).created();
        var going = admin().delete(cats("tom")).ok();

        var meta = metadata(admin().get(cats("tom"), "Accept", METADATA).ok()).getMetadata();

        assertThat(ProtocolProto.text(meta.getDeletionTimestamp()))
                .isEqualTo(going.textAt("/metadata/deletionTimestamp"));
        assertThat(meta.hasDeletionGracePeriodSeconds()).isTrue();
        assertThat(meta.getDeletionGracePeriodSeconds()).isZero();
        admin().merge(cats("tom"), "{'metadata': {'finalizers': null}}").ok();
    }

    @Test
    void theMetadataOfAListIsMadeOfItsItems() {
        for (String name : List.of("a", "b", "c")) createCat(name);

        var answer = admin().get(cats() + "?limit=2", "Accept", METADATA_LIST).ok();
        var list = ProtocolProto.read(
                answer.plain(), "meta.k8s.io/v1", "PartialObjectMetadataList", Meta.PartialObjectMetadataList.parser());

        assertThat(list.getItemsList().stream().map(item -> item.getMetadata().getName()))
                .containsExactly("a", "b");
        assertThat(list.getMetadata().getRemainingItemCount()).isEqualTo(1);
        assertThat(list.getMetadata().getResourceVersion())
                .isEqualTo(admin().get(cats()).resourceVersion());
        var rest = admin().get(cats() + "?continue=" + list.getMetadata().getContinue(), "Accept", METADATA_LIST)
                .ok();
        var second = ProtocolProto.read(
                rest.plain(), "meta.k8s.io/v1", "PartialObjectMetadataList", Meta.PartialObjectMetadataList.parser());
        assertThat(second.getItemsList().stream().map(item -> item.getMetadata().getName()))
                .containsExactly("c");
        assertThat(second.getMetadata().getContinue()).isEmpty();
    }

    @Test
    void anEmptyListHasNoItems() {
        var answer = admin().get(cats(), "Accept", METADATA_LIST.replace("v=v1", "v=v1beta1"))
                .ok();
        var list = ProtocolProto.read(
                answer.plain(),
                "meta.k8s.io/v1beta1",
                "PartialObjectMetadataList",
                Meta.PartialObjectMetadataList.parser());

        assertThat(list.getItemsCount()).isZero();
        assertThat(list.getMetadata().getResourceVersion()).isNotEmpty();
    }

    @Test
    void aWatchIsFramedByLengthAndBeginsWithWhatIsThere() {
        createCat("tom");
        try (var events = admin().watch(
                        cats() + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                                + "&resourceVersionMatch=NotOlderThan",
                        "Accept",
                        METADATA)) {
            assertThat(events.headers().firstValue("Content-Type")).contains(TYPE + ";stream=watch");
            events.expect("ADDED tom");
            var bookmark = events.next("BOOKMARK");
            assertThat(bookmark.at("/metadata/annotations/k8s.io~1initial-events-end"))
                    .isEqualTo("true");

            createCat("kitty");
            var changed = admin().merge(cats("tom"), "{'metadata': {'labels': {'a': 'b'}}}")
                    .ok();
            admin().delete(cats("kitty")).ok();

            events.expect("ADDED kitty");
            var modified = events.next("MODIFIED");
            assertThat(modified.revision()).isEqualTo(changed.revision());
            assertThat(modified.at("/metadata/labels/a")).isEqualTo("b");
            assertThat(modified.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
            events.expect("DELETED kitty");
        }
    }

    @Test
    void whatMetadataClientsAskForIsMetIntheirOrder() {
        createCat("tom");

        var client = METADATA + "," + METADATA.replace(TYPE, "application/json") + ",application/json";

        assertThat(admin().get(cats("tom"), "Accept", client).ok().header("Content-Type"))
                .isEqualTo(TYPE);
        assertThat(admin().get(cats("tom"), "Accept", TYPE + ",application/json")
                        .ok()
                        .header("Content-Type"))
                .isEqualTo("application/json");
        assertThat(status(admin().delete(cats("tom"), "Accept", METADATA).ok())
                        .getDetails()
                        .getName())
                .isEqualTo("tom");
    }

    @Test
    void aWriteIsAnsweredWithTheMetadataAlone() {
        var created =
                metadata(admin().post(cats(), cat("tom"), "Accept", METADATA).created());
        var patched = metadata(admin().merge(cats("tom"), "{'metadata': {'labels': {'a': 'b'}}}", "Accept", METADATA)
                .ok());

        assertThat(created.getMetadata().getName()).isEqualTo("tom");
        assertThat(patched.getMetadata().getLabelsMap()).containsEntry("a", "b");
        var status = metadata(
                admin().get(cats("tom") + "/status", "Accept", METADATA).ok());
        assertThat(status).isEqualTo(patched);
    }

    @Test
    void anObjectThatHasNoMessageIsNotAcceptableAndTheRefusalIsProtobuf() {
        createCat("tom");
        for (String path : List.of(cats(), cats("tom"), cats() + "?watch=true")) {
            var refusal = status(admin().get(path, "Accept", TYPE).is(406));

            assertThat(refusal.getStatus()).isEqualTo("Failure");
            assertThat(refusal.getReason()).isEqualTo("NotAcceptable");
            assertThat(refusal.getCode()).isEqualTo(406);
            assertThat(refusal.getMessage())
                    .isEqualTo("only the following media types are accepted: application/json, application/yaml,"
                            + " application/vnd.kubernetes.protobuf, application/cbor");
        }
        status(admin().post(cats(), cat("no"), "Accept", TYPE).is(406));
        admin().get(cats("no")).is(404);
    }

    @Test
    void aFailureIsToldInProtobuf() {
        var missing = status(admin().get(cats("nope"), "Accept", TYPE + ",application/json;q=0.1")
                .is(404));
        assertThat(missing.getMessage()).isEqualTo("cats.animal.skai.io \"nope\" not found");

        admin().post(cats(), cat("tom")).created();
        var invalid = status(admin().patch(
                        cats("tom"),
                        "application/merge-patch+json",
                        "{'spec': {'name': ''}}",
                        "Accept",
                        TYPE + ",application/json;q=0.1")
                .is(422));

        assertThat(invalid.getReason()).isEqualTo("Invalid");
        assertThat(invalid.getDetails().getKind()).isEqualTo("Cat");
        assertThat(invalid.getDetails().getGroup()).isEqualTo("animal.skai.io");
        var cause = invalid.getDetails().getCauses(0);
        assertThat(cause.getReason()).isEqualTo("FieldValueRequired");
        assertThat(cause.getField()).isEqualTo("spec.name");
        assertThat(cause.getMessage()).startsWith("Required value");
    }

    @Test
    void anAuthorsTypeIsNotReadFromProtobuf() {
        admin().send("POST", cats(), new byte[] {'k', '8', 's', 0, 18, 0}, "Content-Type", TYPE)
                .refused(
                        415,
                        "UnsupportedMediaType",
                        "the body of the request was in an unknown format - accepted media types include:"
                                + " application/json, application/yaml, application/cbor");
    }

    @Test
    void aDeleteTakesItsOptionsInProtobuf() {
        var tom = createCat("tom");
        var wrong = Meta.DeleteOptions.newBuilder()
                .setPreconditions(Meta.Preconditions.newBuilder().setUid("other"))
                .build();
        var rehearsal = Meta.DeleteOptions.newBuilder()
                .setGracePeriodSeconds(0)
                .setOrphanDependents(false)
                .addDryRun("All")
                .build();
        var right = Meta.DeleteOptions.newBuilder()
                .setPreconditions(Meta.Preconditions.newBuilder()
                        .setUid(tom.textAt("/metadata/uid"))
                        .setResourceVersion(tom.resourceVersion()))
                .setPropagationPolicy("Background")
                .build();

        deleteTom(ProtocolProto.document("v1", "DeleteOptions", wrong))
                .refused(409, "Conflict")
                .saying("other");
        deleteTom(ProtocolProto.document("v1", "DeleteOptions", rehearsal)).ok();
        admin().get(cats("tom")).ok();
        deleteTom(ProtocolProto.document("meta.k8s.io/v1", "DeleteOptions", right))
                .ok();
        admin().get(cats("tom")).is(404);
    }

    @Test
    void optionsInProtobufAreChecked() {
        createCat("tom");
        var policy =
                Meta.DeleteOptions.newBuilder().setPropagationPolicy("Nope").build();
        var both = Meta.DeleteOptions.newBuilder()
                .setPropagationPolicy("Orphan")
                .setOrphanDependents(true)
                .build();

        deleteTom(ProtocolProto.document("v1", "DeleteOptions", policy)).refused(422, "Invalid");
        deleteTom(ProtocolProto.document("v1", "DeleteOptions", both)).refused(422, "Invalid");
        deleteTom(ProtocolProto.document("v1", "Status", policy))
                .refused(400, "BadRequest", "decoded object cannot be converted to DeleteOptions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7b7d | provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
                "6b38 | provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
                "6b387300 | empty body",
                "6b38730012ff | unexpected EOF",
                "6b38730012050a | unexpected EOF",
                "6b3873001202ffff | unexpected EOF",
                "6b38730012ffffffffffffffffff7f | proto: negative length found during unmarshaling",
                "6b38730012ffffffffffffffffffffff01 | proto: integer overflow",
                "6b38730000 | proto: illegal tag 0 (wire type 0)",
                "6b38730017 | proto: illegal wireType 7",
                "6b38730013 | proto: wiretype end group for non-group",
                "6b3873001001 | proto: wrong wireType = 0 for field Raw",
                "6b38730012020a00 | proto: wrong wireType = 2 for field GracePeriodSeconds"
            })
    void optionsThatAreNoneAreABadRequest(String hex, String message) {
        createCat("tom");

        deleteTom(HexFormat.of().parseHex(hex)).refused(400, "BadRequest", message);

        admin().get(cats("tom")).ok();
    }

    private ProtocolAnswer deleteTom(byte[] options) {
        return admin().send("DELETE", cats("tom"), options, "Content-Type", TYPE);
    }

    @Test
    void discoveryIsProtobufToo() {
        var groups = ProtocolProto.read(
                admin().get("/apis", "Accept", TYPE).ok().plain(), "v1", "APIGroupList", Meta.APIGroupList.parser());
        var group = ProtocolProto.read(
                admin().get("/apis/pets.example.com", "Accept", TYPE).ok().plain(),
                "v1",
                "APIGroup",
                Meta.APIGroup.parser());
        var resources = ProtocolProto.read(
                admin().get(ANIMALS, "Accept", TYPE).ok().plain(),
                "v1",
                "APIResourceList",
                Meta.APIResourceList.parser());

        assertThat(groups.getGroupsList().stream().map(Meta.APIGroup::getName))
                .contains("animal.skai.io", "pets.example.com");
        assertThat(group.getPreferredVersion().getGroupVersion()).isEqualTo("pets.example.com/v1");
        assertThat(resources.getGroupVersion()).isEqualTo("animal.skai.io/v1alpha1");
        var cats = resources.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("cats"))
                .findFirst()
                .orElseThrow();
        assertThat(cats.getKind()).isEqualTo("Cat");
        assertThat(cats.getNamespaced()).isTrue();
        assertThat(cats.getSingularName()).isEqualTo("cat");
        assertThat(cats.getVerbs().getItemsList()).contains("watch", "deletecollection");
        assertThat(cats.getShortNamesList()).containsExactly("ct");
        assertThat(cats.getCategoriesList()).containsExactly("all");
        assertThat(cats.getStorageVersionHash())
                .isEqualTo(admin().get(ANIMALS).textAt("/resources/0/storageVersionHash"));
    }

    @Test
    void aggregatedDiscoveryIsProtobufToo() {
        var accept = TYPE + ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

        var answer = admin().get("/apis", "Accept", accept).ok();
        var list = ProtocolProto.read(
                answer.plain(),
                "apidiscovery.k8s.io/v2",
                "APIGroupDiscoveryList",
                V2Apidiscovery.APIGroupDiscoveryList.parser());

        assertThat(answer.header("Content-Type")).isEqualTo(accept);
        assertThat(answer.header("Vary")).isEqualTo("Accept");
        var group = list.getItems(0);
        assertThat(group.getMetadata().getName()).isEqualTo("animal.skai.io");
        assertThat(group.getVersions(0).getVersion()).isEqualTo("v1alpha1");
        assertThat(group.getVersions(0).getFreshness()).isEqualTo("Current");
        var cats = group.getVersions(0).getResources(0);
        assertThat(cats.getResource()).isEqualTo("cats");
        assertThat(cats.getResponseKind().getKind()).isEqualTo("Cat");
        assertThat(cats.getScope()).isEqualTo("Namespaced");
        assertThat(cats.getSingularResource()).isEqualTo("cat");
        assertThat(cats.getVerbsList()).contains("list");
        assertThat(cats.getShortNamesList()).containsExactly("ct");
        assertThat(cats.getCategoriesList()).containsExactly("all");
        assertThat(cats.getSubresources(0).getSubresource()).isEqualTo("status");
        assertThat(cats.getSubresources(0).getResponseKind().getVersion()).isEqualTo("v1alpha1");
        assertThat(cats.getSubresources(0).getVerbsList()).containsExactly("get", "patch", "update");
        var json = admin().get("/apis", "Accept", accept.replace(TYPE, "application/json"));
        assertThat(answer.header("ETag")).isEqualTo(json.header("ETag"));
        admin().get("/apis", "Accept", accept, "If-None-Match", answer.header("ETag"))
                .is(304);
    }

    @Test
    void aLargeAnswerIsCompressed() {
        for (int i = 0; i < 3; i++) {
            admin().post(cats(), labelled("c" + i, "'annotations': {'a': '" + "x".repeat(100_000) + "'}"))
                    .created();
        }

        var packed = admin().get(cats(), "Accept", METADATA_LIST, "Accept-Encoding", "gzip")
                .ok();

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(10_000);
        assertThat(new String(packed.plain(), StandardCharsets.ISO_8859_1)).startsWith("k8s\0");
        assertThat(packed.plain())
                .isEqualTo(admin().get(cats(), "Accept", METADATA_LIST).ok().body());
    }
}
