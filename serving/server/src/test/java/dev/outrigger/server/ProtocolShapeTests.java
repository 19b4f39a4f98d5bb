package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the client asks for in Accept: tables, bare metadata, YAML, indented, compressed.
class ProtocolShapeTests extends ProtocolCase {
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final String METADATA = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
    private static final String METADATA_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
    private static final String KUBECTL = TABLE + ",application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    private ProtocolAnswer ask(String path, String accept) {
        return admin().get(path, "Accept", accept);
    }

    @Test
    void aTableHasTheDefaultColumnsWhereTheTypeGivesNone() {
        var tom = createCat("tom");

        var table = ask(cats(), TABLE).ok();

        assertThat(table.header("Content-Type")).isEqualTo("application/json");
        assertThat(table.at("/kind")).isEqualTo("Table");
        assertThat(table.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(table.resourceVersion()).isEqualTo(admin().get(cats()).resourceVersion());
        assertThat(table.at("/columnDefinitions/0/name")).isEqualTo("Name");
        assertThat(table.at("/columnDefinitions/0/type")).isEqualTo("string");
        assertThat(table.at("/columnDefinitions/0/format")).isEqualTo("name");
        assertThat(table.at("/columnDefinitions/0/priority")).isEqualTo(0L);
        assertThat(table.textAt("/columnDefinitions/0/description"))
                .startsWith("Name must be unique within a namespace.");
        assertThat(table.at("/columnDefinitions/1/name")).isEqualTo("Created At");
        assertThat(table.at("/columnDefinitions/1/type")).isEqualTo("date");
        assertThat(table.listAt("/columnDefinitions")).hasSize(2);
        assertThat(table.at("/rows/0/cells")).isEqualTo(List.of("tom", tom.textAt("/metadata/creationTimestamp")));
        assertThat(table.listAt("/rows")).hasSize(1);
    }

    @Test
    void aTableHasTheColumnsOfTheType() {
        createDog("rex", "'voice': 'loud'");

        var table = ask(dogs(), KUBECTL).ok();

        assertThat(table.listAt("/columnDefinitions").stream()
                        .map(column -> ((Map<?, ?>) column).get("name"))
                        .toList())
                .isEqualTo(List.of("Name", "Age", "Voice"));
        assertThat(table.at("/columnDefinitions/1/type")).isEqualTo("integer");
        assertThat(table.at("/rows/0/cells")).isEqualTo(List.of("rex", 3L, "loud"));
    }

    @Test
    void aTableOfOneObjectHasOneRow() {
        var tom = createCat("tom");

        var table = ask(cats("tom"), TABLE).ok();

        assertThat(table.resourceVersion()).isEqualTo(tom.resourceVersion());
        assertThat(table.listAt("/rows")).hasSize(1);
        assertThat(table.at("/rows/0/object/metadata/name")).isEqualTo("tom");
    }

    @Test
    void anEmptyTableHasColumnsAndNoRows() {
        var table = ask(cats(), TABLE).ok();

        assertThat(table.listAt("/columnDefinitions")).hasSize(2);
        assertThat(table.listAt("/rows")).isEmpty();
    }

    @Test
    void aRowHoldsAsMuchOfItsObjectAsIsAsked() {
        createCat("tom");

        assertThat(ask(cats(), TABLE).at("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(ask(cats(), TABLE).at("/rows/0/object/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(ask(cats() + "?includeObject=Metadata", TABLE).has("/rows/0/object/spec"))
                .isFalse();
        assertThat(ask(cats() + "?includeObject=Object", TABLE).at("/rows/0/object"))
                .isEqualTo(admin().get(cats("tom")).at(""));
        assertThat(ask(cats() + "?includeObject=None", TABLE).at("/rows/0/object"))
                .isNull();
    }

    @Test
    void anotherIncludeObjectIsABadRequest() {
        createCat("tom");

        ask(cats() + "?includeObject=Some", TABLE).refused(400, "BadRequest").saying("includeObject", "Some");
    }

    @Test
    void aTableHasPages() {
        createCat("tom");
        createCat("kitty");

        var first = ask(cats() + "?limit=1", TABLE).ok();
        var second = ask(cats() + "?limit=1&continue=" + first.at("/metadata/continue"), TABLE)
                .ok();

        assertThat(first.at("/rows/0/cells/0")).isEqualTo("kitty");
        assertThat(first.at("/metadata/remainingItemCount")).isEqualTo(1L);
        assertThat(second.at("/rows/0/cells/0")).isEqualTo("tom");
        assertThat(second.has("/metadata/continue")).isFalse();
    }

    @Test
    void aTableIsAlsoThereInItsOldVersion() {
        createCat("tom");

        assertThat(ask(cats(), "application/json;as=Table;v=v1beta1;g=meta.k8s.io")
                        .ok()
                        .at("/apiVersion"))
                .isEqualTo("meta.k8s.io/v1beta1");
    }

    @Test
    void aTableInYamlIsATable() {
        createCat("tom");

        var table = ask(cats(), "application/yaml;as=Table;v=v1;g=meta.k8s.io").ok();

        assertThat(table.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(table.at("/kind")).isEqualTo("Table");
    }

    @Test
    void theMetadataOfAnObjectMayBeAskedFor() {
        var tom = createCat("tom");

        var metadata = ask(cats("tom"), METADATA).ok();

        assertThat(metadata.json().members()).containsOnlyKeys("kind", "apiVersion", "metadata");
        assertThat(metadata.at("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(metadata.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(metadata.at("/metadata")).isEqualTo(tom.at("/metadata"));
        assertThat(ask(cats("tom") + "/status", METADATA).ok().json()).isEqualTo(metadata.json());
    }

    @Test
    void theMetadataOfAListMayBeAskedFor() {
        var tom = createCat("tom");

        var list = ask(cats(), METADATA_LIST).ok();

        assertThat(list.at("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.at("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(list.resourceVersion()).isEqualTo(tom.resourceVersion());
        assertThat(list.at("/items/0/metadata")).isEqualTo(tom.at("/metadata"));
        assertThat(list.has("/items/0/spec")).isFalse();
    }

    @Test
    void theWrongOneOfMetadataAndItsListIsNotAcceptable() {
        createCat("tom");

        ask(cats(), METADATA)
                .refused(
                        406,
                        "NotAcceptable",
                        "you requested PartialObjectMetadata, but the requested object is a list (*v1alpha1.CatList)");
        ask(cats("tom"), METADATA_LIST + ",application/json")
                .refused(
                        406,
                        "NotAcceptable",
                        "you requested PartialObjectMetadataList, but the requested object is not a list"
                                + " (*v1alpha1.Cat)");
    }

    @Test
    void aWriteIsAnsweredInTheShapeAskedFor() {
        var created = admin().post(cats(), cat("tom"), "Accept", METADATA).created();
        var patched = admin().merge(cats("tom"), "{'spec': {'lives': 8}}", "Accept", TABLE)
                .ok();
        var deleted = admin().delete(cats("tom"), "Accept", TABLE + ",application/json")
                .ok();

        assertThat(created.at("/kind")).isEqualTo("PartialObjectMetadata");
        assertThat(patched.at("/kind")).isEqualTo("Table");
        assertThat(deleted.at("/kind")).isEqualTo("Status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "application/json;as=Nope;v=v1;g=meta.k8s.io",
                "application/json;as=Table;v=v9;g=meta.k8s.io",
                "application/cbor;as=Table;v=v1;g=meta.k8s.io",
                "application/json;sv=v2",
                "image/png, text/plain"
            })
    void whatCannotBeMadeIsNotAcceptable(String accept) {
        createCat("tom");

        var said = "only the following media types are accepted: application/json, application/yaml,"
                + " application/vnd.kubernetes.protobuf, application/cbor";
        ask(cats(), accept).refused(406, "NotAcceptable", said);
        ask(cats("tom"), accept).refused(406, "NotAcceptable", said);
        ask(cats() + "?watch=true", accept).refused(406, "NotAcceptable", said);
    }

    @Test
    void aRefusalThatCannotBeToldAsAskedIsJsonForPeople() {
        var html = ask(cats("nope"), "text/html").is(406);

        assertThat(html.header("Content-Type")).isEqualTo("application/json");
        assertThat(html.text()).startsWith("{\n  \"kind\": \"Status\",\n  \"apiVersion\": \"v1\",");
        assertThat(ask("/apis/animal.skai.io/v1alpha1/nope", TABLE).is(404).text())
                .startsWith("{\n  \"kind\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cbor, application/json | application/cbor",
                "application/json, application/cbor | application/json",
                "application/json;q=0.1, application/cbor;q=0.2 | application/cbor",
                "application/json;q=0.5,application/yaml;q=0.6,text/html | application/yaml",
                "*/*, application/cbor | application/cbor",
                "application/*;q=0.9, application/cbor;q=0.1 | application/cbor",
                "application/* | application/json",
                "application/vnd.kubernetes.protobuf, application/yaml | application/yaml",
                "application/json;as=Table;v=v9;g=meta.k8s.io, application/cbor | application/cbor",
                "application/json;charset=utf-8 | application/json",
                "APPLICATION/CBOR | application/cbor",
                "application/json;q=0 | application/json",
                "nonsense, application/cbor | application/cbor"
            })
    void theBestOfWhatTheClientTakesIsSent(String accept, String contentType) {
        createCat("tom");

        assertThat(ask(cats("tom"), accept).ok().header("Content-Type")).isEqualTo(contentType);
        assertThat(ask(cats(), accept).ok().header("Content-Type")).isEqualTo(contentType);
    }

    @Test
    void yamlHasNoWatch() {
        ask(cats() + "?watch=true", "application/yaml")
                .refused(
                        406,
                        "NotAcceptable",
                        "only the following media types are accepted: application/json;stream=watch,"
                                + " application/vnd.kubernetes.protobuf;stream=watch, application/cbor-seq");
    }

    @Test
    void aWriteThatCannotBeAnsweredIsNotDone() {
        admin().post(cats(), cat("tom"), "Accept", "text/html").refused(406, "NotAcceptable");

        admin().get(cats("tom")).is(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/html, application/json;q=0.5", "image/png, */*;q=0.1", ""})
    void jsonIsWhatMostClientsGet(String accept) {
        createCat("tom");

        var answer = accept.isEmpty() ? admin().get(cats("tom")) : ask(cats("tom"), accept);

        assertThat(answer.ok().header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.at("/kind")).isEqualTo("Cat");
    }

    @Test
    void anAnswerMayBeYaml() {
        var tom = createCat("tom", "'mood': 'yes'", "'likes': ['1', 'null', '~', 'a: b']");

        var yaml = ask(cats("tom"), "application/yaml").ok();
        var list = ask(cats(), "application/yaml").ok();

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.text()).startsWith("apiVersion: animal.skai.io/v1alpha1\nkind: Cat\nmetadata:\n");
        assertThat(yaml.json()).isEqualTo(tom.json());
        assertThat(list.at("/items/0")).isEqualTo(tom.at(""));
        ask(cats("nope"), "application/yaml").refused(404, "NotFound");
    }

    @Test
    void prettyIndents() {
        createCat("tom");

        assertThat(admin().get(cats("tom") + "?pretty=true").ok().text())
                .contains("\n  \"metadata\": {\n    \"name\": \"tom\"");
        assertThat(admin().get(cats("tom")).text().strip()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl/8.0", "Wget/1.2", "Mozilla/5.0 (X11)"})
    void peoplesClientsGetItIndented(String agent) {
        createCat("tom");

        assertThat(admin().get(cats("tom"), "User-Agent", agent).ok().text()).contains("\n  \"kind\"");
        assertThat(admin().get(cats("tom") + "?pretty=false", "User-Agent", agent)
                        .ok()
                        .text()
                        .strip())
                .doesNotContain("\n");
        assertThat(admin().get(cats("nope"), "User-Agent", agent).is(404).text())
                .contains("\n  \"kind\": \"Status\"");
    }

    @Test
    void aLargeAnswerIsCompressedWhereTheClientTakesIt() {
        for (int i = 0; i < 3; i++) createCat("c" + i, "'mood': '" + "x".repeat(100_000) + "'");

        var small = admin().get(cats("c0"), "Accept-Encoding", "gzip").ok();
        var plain = admin().get(cats()).ok();
        var packed = admin().get(cats(), "Accept-Encoding", "gzip").ok();

        assertThat(small.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.body().length).isLessThan(plain.body().length / 10);
        assertThat(packed.json()).isEqualTo(plain.json());
    }

    @Test
    void anAnswerOf128KibibytesIsNotYetLarge() {
        int around = admin().post(cats(), cat("tom", "'mood': ''")).created().body().length;
        var metadata = admin().get(cats("tom")).ok();
        int room = 128 * 1024 - around - 40;
        for (int more = 0; more <= 80; more += 10) {
            admin().put(
                            cats("tom"),
                            metadata.with("/spec/mood", "\"" + "x".repeat(room + more) + "\"")
                                    .replaceFirst("\"resourceVersion\":\"\\d+\",?", ""))
                    .ok();
            var answer = admin().get(cats("tom"), "Accept-Encoding", "gzip").ok();
            assertThat(answer.header("Content-Encoding"))
                    .as("%d bytes", answer.plain().length)
                    .isEqualTo(answer.plain().length > 128 * 1024 ? "gzip" : "");
        }
    }

    @Test
    void aLargeWatchIsNotCompressed() {
        createCat("tom", "'mood': '" + "x".repeat(200_000) + "'");
        try (var events = admin().watch(cats() + "?watch=true&timeoutSeconds=1", "Accept-Encoding", "gzip")) {
            events.expect("ADDED tom");
            assertThat(events.headers().firstValue("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void theItemsOfATableInEveryFormAreTheSameObjects() {
        createCat("tom");
        createCat("kitty");

        var names = ask(cats(), TABLE).json().items("rows").stream()
                .map(row -> ((Value.Struct) row).items("cells").getFirst())
                .toList();

        assertThat(names).containsExactly(Value.of("kitty"), Value.of("tom"));
    }
}
