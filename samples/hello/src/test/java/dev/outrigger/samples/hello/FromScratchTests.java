package dev.outrigger.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.transcripts.JavaProgram;
import dev.outrigger.transcripts.Page;
import dev.outrigger.transcripts.Program;
import dev.outrigger.transcripts.Terminal;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program of the page from scratch, taken off the page, compiled and run.
class FromScratchTests {
    private static final Page PAGE = Page.of("samples/hello/FROM-SCRATCH.md");
    private static final int FEWER_THAN = 60;
    private static final String ALL = "/apis/hello.zeng.dev/v1/foos";

    @TempDir
    static Path folder;

    private static Program program;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        program = JavaProgram.compiled(PAGE.program(), folder).start(folder, List.of("--secure-port", "0"));
        program.out().next("ready https://\\S+", Duration.ofSeconds(60));
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(
                        folder.resolve("outrigger-data/admin.kubeconfig").toFile()))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        try (var ending = program) {
            ending.terminate();
            assertThat(ending.exit(Duration.ofSeconds(10))).isEqualTo(OptionalInt.of(0));
        }
    }

    private static Api api(String namespace) {
        return new Api(client, namespace);
    }

    private static String foo(String name) {
        return Api.v1(name, "'msg': 'hello', 'msg1': 'world'");
    }

    @Test
    void itIsShort() {
        assertThat(PAGE.program().lines()).hasSizeLessThan(FEWER_THAN);
    }

    @Test
    void theTranscriptOfThePageIsWhatTheScreenShows() {
        try (var terminal = Terminal.in(folder).with("samples/hello/bar.yaml")) {
            terminal.follow(PAGE.consoles().get(1));
        }
    }

    @Test
    void discoveryTellsOfFoosInBothForms() {
        var api = api("discovery");
        assertThat(api.get("/apis").ok().at("/groups/0/preferredVersion/groupVersion"))
                .isEqualTo("hello.zeng.dev/v1");
        assertThat(api.get("/apis/hello.zeng.dev").ok().at("/versions/0/version"))
                .isEqualTo("v1");
        var legacy = api.get("/apis/hello.zeng.dev/v1").ok();
        assertThat(legacy.json().at("/resources")).hasSize(1);
        assertThat(legacy.at("/resources/0/name")).isEqualTo("foos");
        assertThat(legacy.at("/resources/0/singularName")).isEqualTo("foo");
        assertThat(legacy.at("/resources/0/kind")).isEqualTo("Foo");
        assertThat(legacy.at("/resources/0/namespaced")).isEqualTo("true");
        assertThat(legacy.at("/resources/0/shortNames")).isEqualTo("[\"fo\"]");
        assertThat(legacy.at("/resources/0/categories")).isEqualTo("[\"all\"]");

        var aggregated = api.get("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .ok();
        assertThat(aggregated.at("/kind")).isEqualTo("APIGroupDiscoveryList");
        assertThat(aggregated.at("/items/0/metadata/name")).isEqualTo("hello.zeng.dev");
        var resource = "/items/0/versions/0/resources/0";
        assertThat(aggregated.at(resource + "/resource")).isEqualTo("foos");
        assertThat(aggregated.at(resource + "/singularResource")).isEqualTo("foo");
        assertThat(aggregated.at(resource + "/scope")).isEqualTo("Namespaced");
        assertThat(aggregated.at(resource + "/shortNames")).isEqualTo("[\"fo\"]");
        assertThat(aggregated.at(resource + "/categories")).isEqualTo("[\"all\"]");
        assertThat(aggregated.at(resource + "/verbs")).contains("create", "delete", "get", "list", "patch", "update");
    }

    @Test
    void foosAreCreatedReadListedReplacedAndDeleted() {
        var one = api("life");
        var other = api("life-2");
        var created = one.post(one.path("v1"), foo("a"));
        assertThat(created.code()).isEqualTo(201);
        assertThat(created.at("/spec")).isEqualTo("{\"msg\":\"hello\",\"msg1\":\"world\"}");
        one.post(one.path("v1"), foo("a")).refused(409, "foos.hello.zeng.dev \"a\" already exists");
        other.post(other.path("v1"), foo("a")).ok();

        assertThat(one.get(one.path("v1", "a")).ok().at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
        assertThat(one.get(one.path("v1")).ok().json().at("/items")).hasSize(1);
        assertThat(one.get(ALL).ok().at("/kind")).isEqualTo("FooList");
        assertThat(one.get(ALL).json().at("/items"))
                .extracting(item -> item.at("/metadata/namespace").asText())
                .contains("life", "life-2");

        assertThat(one.put(one.path("v1", "a"), Api.v1("a", "'msg': 'bye'"))
                        .ok()
                        .at("/spec"))
                .isEqualTo("{\"msg\":\"bye\"}");
        assertThat(one.put(one.path("v1", "b"), foo("b")).code()).isEqualTo(201);

        var deleted = one.send("DELETE", one.path("v1", "a"), Api.JSON, new byte[0], Api.JSON)
                .ok();
        assertThat(deleted.at("/status")).isEqualTo("Success");
        one.get(one.path("v1", "a")).refused(404, "foos.hello.zeng.dev \"a\" not found");
        assertThat(other.get(other.path("v1", "a")).code()).isEqualTo(200);
    }

    @Test
    void anUnknownFieldIsRefusedWhereTheClientIsStrict() {
        var api = api("fields");
        var odd = Api.v1("a", "'msg': 'hello', 'nope': 1");

        var strict = api.post(api.path("v1") + "?fieldValidation=Strict", odd);
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.at("/message")).contains("unknown field \"spec.nope\"");
        assertThat(api.get(api.path("v1", "a")).code()).isEqualTo(404);
        assertThat(api.post(api.path("v1"), odd).ok().at("/spec")).isEqualTo("{\"msg\":\"hello\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                Api.MERGE + " | {'spec': {'msg': 'hi'}}",
                Api.STRATEGIC + " | {'spec': {'msg': 'hi'}}",
                Api.JSON_PATCH + " | [{'op': 'replace', 'path': '/spec/msg', 'value': 'hi'}]"
            })
    void aPatchOfEachSortChangesWhatItNames(String type, String patch) {
        var api = api(type.substring("application/".length(), type.indexOf('+')));
        api.post(api.path("v1"), foo("a")).ok();

        assertThat(api.patch(api.path("v1", "a"), type, patch).ok().at("/spec"))
                .isEqualTo("{\"msg\":\"hi\",\"msg1\":\"world\"}");
    }

    @ParameterizedTest
    @CsvSource({Api.JSON, "text/plain", "application/xml"})
    void aPatchOfAnotherSortIsNotTaken(String type) {
        var api = api("sorts");
        api.post(api.path("v1"), foo("a"));

        assertThat(api.patch(api.path("v1", "a"), type, "{'spec': {'msg': 'hi'}}")
                        .code())
                .isEqualTo(415);
        assertThat(api.get(api.path("v1", "a")).at("/spec/msg")).isEqualTo("hello");
    }

    @Test
    void aTableHasItsColumns() {
        var api = api("tables");
        api.post(api.path("v1"), foo("a")).ok();
        var table = api.get(api.path("v1"), Api.TABLE).ok().json();

        assertThat(table.at("/columnDefinitions"))
                .extracting(column -> column.get("name").asText() + " " + column.get("priority"))
                .containsExactly("Name 0", "Age 0", "Message 0", "Message1 1");
        assertThat(table.at("/rows/0/cells"))
                .extracting(cell -> cell.asText().replaceAll("^\\d+s$", "age"))
                .containsExactly("a", "age", "hello", "world");
        assertThat(api.get(api.path("v1", "a"), Api.TABLE).ok().at("/kind")).isEqualTo("Table");
    }

    @Test
    void openApiIsThereInJsonAndAsKubectlAsksForIt() {
        var api = api("openapi");
        var json = api.get("/openapi/v2").ok();
        assertThat(json.at("/swagger")).isEqualTo("2.0");
        assertThat(json.at("/info")).isEqualTo("{\"title\":\"hello.zeng.dev-server\",\"version\":\"0.1\"}");
        var foo = json.json().at("/definitions").get("dev.zeng.hello.v1.Foo");
        assertThat(foo.at("/x-kubernetes-group-version-kind/0/kind").asText()).isEqualTo("Foo");

        var protobuf = api.get("/openapi/v2", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        assertThat(protobuf.code()).isEqualTo(200);
        assertThat(protobuf.text())
                .contains("hello.zeng.dev-server", "dev.zeng.hello.v1.Foo")
                .doesNotStartWith("{");
    }
}
