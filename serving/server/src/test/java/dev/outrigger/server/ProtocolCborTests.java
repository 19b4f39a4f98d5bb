package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.codec.Cbor;
import dev.outrigger.meta.Value;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// CBOR: what JSON says, in the deterministic bytes of Kubernetes' encoder.
class ProtocolCborTests extends ProtocolCase {
    private static final String TYPE = "application/cbor";
    private static final String APPLY = "application/apply-patch+cbor";
    private static final byte[] PREFIX = {(byte) 0xd9, (byte) 0xd9, (byte) 0xf7};

    private static byte[] cbor(String json) {
        return Cbor.encode(ProtocolJson.parse(json(json)));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private ProtocolAnswer send(String method, String path, byte[] body, String... headers) {
        var all = new String[headers.length + 4];
        all[0] = "Content-Type";
        all[1] = method.equals("PATCH") ? APPLY : TYPE;
        all[2] = "Accept";
        all[3] = TYPE;
        System.arraycopy(headers, 0, all, 4, headers.length);
        var answer = admin().send(method, path, body, all);
        assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
        assertThat(answer.body()).startsWith(PREFIX);
        return answer;
    }

    private ProtocolAnswer get(String path) {
        return send("GET", path, new byte[0]);
    }

    @Test
    void everyVerbSpeaksIt() {
        var created = send("POST", cats(), cbor(cat("tom", "'lives': 9"))).created();
        var read = get(cats("tom")).ok();
        var updated =
                send("PUT", cats("tom"), cbor(created.with("/spec/lives", "8"))).ok();
        var status = send("PUT", cats("tom") + "/status", cbor(updated.with("/status", "{'meals': 2}")))
                .ok();
        var applied = send(
                        "PATCH",
                        cats("tom") + "?fieldManager=m",
                        cbor("{'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat', 'spec': {'mood': 'calm'}}"))
                .ok();
        var listed = get(cats()).ok();
        var deleted = send(
                        "DELETE", cats("tom"), cbor("{'preconditions': {'uid': '" + read.at("/metadata/uid") + "'}}"))
                .ok();

        assertThat(read.json()).isEqualTo(created.json());
        assertThat(updated.at("/spec/lives")).isEqualTo(8L);
        assertThat(status.at("/status/meals")).isEqualTo(2L);
        assertThat(applied.at("/spec/mood")).isEqualTo("calm");
        assertThat(listed.at("/items/0")).isEqualTo(applied.at(""));
        assertThat(deleted.at("/kind")).isEqualTo("Status");
        assertThat(send("DELETE", cats(), cbor("{'dryRun': ['All']}")).ok().at("/kind"))
                .isEqualTo("CatList");
    }

    @Test
    void itSaysWhatJsonSaysInOneWayOnly() {
        createCat("tom", "'likes': ['fish', 'ü', ''], 'traits': {'zz': '1', 'a': '2', 'b': '3'}");
        createCat("kitty", "'lives': -70000");
        admin().post(dogs(), dog("rex", "'puppies': [{'name': 'a', 'age': 1}]")).created();

        for (String path :
                List.of(cats("tom"), cats("kitty"), cats(), dogs(), notes(), "/apis", ANIMALS, cats("nope"))) {
            var json = admin().get(path).json();
            assertThat(HexFormat.of().formatHex(get(path).body()))
                    .as(path)
                    .isEqualTo(HexFormat.of().formatHex(Cbor.encode(json)));
        }
    }

    @Test
    void theBytesAreThoseOfKubernetes() {
        // A map of four: kind, items, metadata, apiVersion; shorter names first, strings as byte strings.
        var start = "d9d9f7 a4 44 6b696e64 48 4e6f74654c697374 45 6974656d73 80 48 6d65746164617461 a1 4f "
                + HexFormat.of().formatHex("resourceVersion".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(get(notes()).ok().body()).startsWith(hex(start));
    }

    @Test
    void metadataAloneIsThereInCbor() {
        var tom = createCat("tom");
        var metadata = ";as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
        var list = ";as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

        var one = admin().get(cats("tom"), "Accept", TYPE + metadata).ok();
        var all = admin().get(cats(), "Accept", TYPE + list).ok();

        assertThat(one.header("Content-Type")).isEqualTo(TYPE);
        assertThat(one.at("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(one.at("/metadata")).isEqualTo(tom.at("/metadata"));
        assertThat(all.body())
                .isEqualTo(Cbor.encode(
                        admin().get(cats(), "Accept", "application/json" + list).json()));
        try (var events = admin().watch(cats() + "?watch=true", "Accept", TYPE + metadata)) {
            assertThat(events.next("ADDED").object().members()).containsOnlyKeys("kind", "apiVersion", "metadata");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cbor", "application/cbor-seq", "application/cbor-seq, application/json;q=0.9"})
    void aWatchIsASequence(String accept) {
        createCat("tom");
        try (var events = admin().watch(
                        cats()
                                + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan",
                        "Accept",
                        accept)) {
            assertThat(events.headers().firstValue("Content-Type")).contains("application/cbor-seq");
            assertThat(events.next("ADDED").object())
                    .isEqualTo(admin().get(cats("tom")).json());
            assertThat(events.next("BOOKMARK").at("/metadata/annotations/k8s.io~1initial-events-end"))
                    .isEqualTo("true");

            var changed = admin().merge(cats("tom"), "{'spec': {'lives': 8}}").ok();
            admin().delete(cats("tom")).ok();

            assertThat(events.next("MODIFIED").object()).isEqualTo(changed.json());
            events.expect("DELETED tom");
        }
    }

    @Test
    void anEventHasItsObjectAsADocument() {
        createCat("tom");

        var sequence = admin().get(cats() + "?watch=true&timeoutSeconds=1", "Accept", TYPE)
                .ok()
                .body();
        var object = get(cats("tom")).body();
        var expected = new ByteArrayOutputStream();
        expected.writeBytes(hex("d9d9f7 a2 44 74797065 45 4144444544 46 6f626a656374"));
        expected.writeBytes(object);

        assertThat(sequence).isEqualTo(expected.toByteArray());
    }

    @Test
    void aFailureIsCborToo() {
        send("GET", cats() + "?limit=x", new byte[0]).is(400);
        send("GET", cats("nope"), new byte[0]).refused(404, "NotFound", "cats.animal.skai.io \"nope\" not found");
    }

    @Test
    void applyInCborOwnsWhatItSays() {
        var kind = "'apiVersion': 'animal.skai.io/v1alpha1', 'kind': 'Cat'";
        var created = send(
                        "PATCH",
                        cats("tom") + "?fieldManager=one",
                        cbor("{" + kind + ", 'metadata': {'name': 'tom'}, 'spec': {'name': 'tom', 'lives': 9}}"))
                .created();
        var conflict = send(
                "PATCH",
                cats("tom") + "?fieldManager=two",
                cbor("{" + kind + ", 'spec': {'name': 'tom', 'lives': 8}}"));
        var dropped = send("PATCH", cats("tom") + "?fieldManager=one", cbor("{" + kind + ", 'spec': {'name': 'tom'}}"))
                .ok();

        assertThat(created.at("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        conflict.refused(409, "Conflict").saying("conflict with \"one\"", ".spec.lives");
        assertThat(dropped.has("/spec/lives")).isFalse();
        send("PATCH", cats("tom"), cbor("{" + kind + "}"))
                .refused(422, "Invalid")
                .saying("is required for apply patch");
        send("PATCH", cats("tom") + "?fieldManager=one", hex("d9d9f7a1"))
                .refused(400, "BadRequest", "error decoding CBOR: unexpected EOF");
        send("PATCH", cats("tom") + "?fieldManager=one", cbor("{" + kind + ", 'spec': {'zap': 1}}"))
                .saying("field not declared in schema");
    }

    @Test
    void theOtherPatchesAreNoCbor() {
        createCat("tom");

        admin().send(
                        "PATCH",
                        cats("tom"),
                        cbor("{'spec': {'lives': 8}}"),
                        "Content-Type",
                        "application/merge-patch+json")
                .refused(400, "BadRequest")
                .saying("error decoding patch: invalid character");
        admin().send("PATCH", cats("tom"), cbor("{'spec': {'lives': 8}}"), "Content-Type", TYPE)
                .refused(
                        415,
                        "UnsupportedMediaType",
                        "the body of the request was in an unknown format - accepted media types include:"
                                + " application/json-patch+json, application/merge-patch+json,"
                                + " application/strategic-merge-patch+json, application/apply-patch+yaml,"
                                + " application/apply-patch+cbor");
    }

    @Test
    void unknownFieldsAreValidatedAlike() {
        var body = cbor(cat("tom", "'zap': 1"));

        send("POST", cats() + "?fieldValidation=Strict", body)
                .refused(
                        400,
                        "BadRequest",
                        "Cat in version \"v1alpha1\" cannot be handled as a Cat: strict decoding error: unknown field"
                                + " \"spec.zap\"");
        assertThat(send("POST", cats() + "?fieldValidation=Ignore&dryRun=All", body)
                        .created()
                        .warnings())
                .isEmpty();
        var warned = send("POST", cats(), body).created();
        assertThat(warned.warnings()).containsExactly("299 - \"unknown field \\\"spec.zap\\\"\"");
        assertThat(warned.has("/spec/zap")).isFalse();
    }

    @Test
    void whatOtherEncodersWriteIsRead() {
        // No prefix, text strings, indefinite lengths, a long form of a number, a time with its tag.
        var body = new ByteArrayOutputStream();
        body.writeBytes(hex("bf 64 6b696e64 7f 62 4361 61 74 ff 68 6d65746164617461 bf 64 6e616d65 63 746f6d ff"));
        body.writeBytes(hex("64 73706563 a3 64 6e616d65 c1 1a 60000000 65 6c69766573 1b 0000000000000009"));
        body.writeBytes(hex("65 6c696b6573 9f d6 43 666f6f ff ff"));

        var created = send("POST", cats(), body.toByteArray()).created();

        assertThat(created.at("/spec/name")).isEqualTo("2021-01-14T08:25:36Z");
        assertThat(created.at("/spec/lives")).isEqualTo(9L);
        assertThat(created.at("/spec/likes")).isEqualTo(List.of("Zm9v"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d9d9f7 | unexpected EOF",
                "a1 | unexpected EOF",
                "a1 44 6b69 | unexpected EOF",
                "bf 41 61 | unexpected EOF",
                "ba ffffffff | unexpected EOF",
                "5b 7fffffffffffffff | unexpected EOF",
                "a2 41 61 01 41 61 02 | cbor: found duplicate map key \"a\" at map element index 1",
                "a1 01 01 | cbor: cannot unmarshal positive integer into Go value of type string",
                "a1 80 01 | cbor: cannot unmarshal array into Go value of type string",
                "a1 41 61 f7 | cbor: data item of cbor type primitives is not accepted by protocol: simple value 23 is not"
                        + " recognized",
                "a1 41 61 f97e00 | cbor: data item of cbor type primitives is not accepted by protocol: floating-point NaN",
                "a1 41 61 f97c00 | cbor: data item of cbor type primitives is not accepted by protocol: floating-point"
                        + " infinity",
                "a1 41 61 1bffffffffffffffff | cbor: cannot unmarshal positive integer into Go value of type int64"
                        + " (18446744073709551615 overflows Go's int64)",
                "a1 41 61 c2 41 01 | cbor: data item of cbor type tag is not accepted by protocol: bignum",
                "a1 41 61 62 c328 | cbor: invalid UTF-8 string",
                "a1 41 61 5f 61 61 ff | cbor: wrong element type UTF-8 text string for indefinite-length byte string",
                "a1 41 61 1c | cbor: invalid additional information 28 for type positive integer",
                "ff | cbor: unexpected \"break\" code",
                "a0 00 | cbor: 1 bytes of extraneous data starting at index 1",
                "80 | cbor: cannot unmarshal array into Go value of type v1.TypeMeta",
                "01 | cbor: cannot unmarshal positive integer into Go value of type v1.TypeMeta",
                "61 61 | cbor: cannot unmarshal UTF-8 text string into Go value of type v1.TypeMeta"
            })
    void whatIsNoCborIsABadRequest(String digits, String why) {
        var body = hex(digits);

        for (String[] way : new String[][] {{"POST", cats()}, {"PUT", cats("tom")}}) {
            send(way[0], way[1], body)
                    .refused(
                            400,
                            "BadRequest",
                            "the object provided is unrecognized (must be of type Cat): unable to determine"
                                    + " group/version/kind: " + why + " ("
                                    + HexFormat.of().formatHex(body) + ")");
        }
        createCat("tom");
        send("DELETE", cats("tom"), body).refused(400, "BadRequest", "unable to determine group/version/kind: " + why);
    }

    @Test
    void aVeryDeepDocumentIsABadRequest() {
        var deep = new byte[100_000];
        java.util.Arrays.fill(deep, (byte) 0x81);

        send("POST", cats(), deep).refused(400, "BadRequest").saying("cbor: exceeded max nested level");
        java.util.Arrays.fill(deep, (byte) 0xc0);
        send("POST", cats(), deep).refused(400, "BadRequest");
        send("PATCH", cats("tom") + "?fieldManager=m", deep).refused(400, "BadRequest");
    }

    @Test
    void mistypedFieldsAreABadRequest() {
        send("POST", cats(), cbor(cat("tom", "'lives': 'nine'")))
                .refused(400, "BadRequest")
                .saying("Cat in version \"v1alpha1\" cannot be handled as a Cat: ");
        send("POST", cats(), cbor("{'metadata': 1}")).refused(400, "BadRequest");
        send("POST", cats(), cbor("{'kind': 'Dog'}")).refused(400, "BadRequest").saying("no kind \"Dog\"");
        send("POST", cats(), cbor("{'kind': {}}"))
                .refused(400, "BadRequest")
                .saying("cbor: cannot unmarshal map into Go struct field v1.TypeMeta.kind of type string");
        admin().post(cats(), json("{'kind': {}}"))
                .refused(400, "BadRequest")
                .saying("json: cannot unmarshal object into Go struct field .kind of type string");
    }

    @Test
    void aggregatedDiscoveryIsCborToo() {
        var as = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

        var answer = admin().get("/apis", "Accept", TYPE + as).ok();
        var json = admin().get("/apis", "Accept", "application/json" + as).ok();

        assertThat(answer.header("Content-Type")).isEqualTo(TYPE + as);
        assertThat(answer.body()).isEqualTo(Cbor.encode(json.json()));
        assertThat(answer.header("ETag")).isEqualTo(json.header("ETag"));
    }

    @Test
    void aLargeListIsCompressed() {
        for (int i = 0; i < 3; i++) createCat("c" + i, "'mood': '" + "x".repeat(100_000) + "'");

        var packed =
                admin().get(cats(), "Accept", TYPE, "Accept-Encoding", "gzip").ok();

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.plain()).isEqualTo(get(cats()).ok().body());
        assertThat(((Value.Struct) Cbor.decode(packed.plain()).value()).items("items"))
                .hasSize(3);
    }
}
