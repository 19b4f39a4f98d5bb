package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.ConvertedMetadata;
import dev.outrigger.kinds.MetadataConversion;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Pem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an API server that serves the types as custom resources has a webhook convert.
class ConversionWebhookTests {
    private static final String PATH = "/convert/hello.example.com";
    private static final String V1 = "hello.example.com/v1";
    private static final String V2 = "hello.example.com/v2";
    private static final char[] NO_PASSWORD = new char[0];

    @TempDir
    static Path folder;

    private static RunningConversionWebhook webhook;
    private static ProtocolClient client;

    record FooV1(@JsonProperty(required = true) SpecV1 spec) {}

    record SpecV1(String msg, String msg1) {}

    record FooV2(@JsonProperty(required = true) SpecV2 spec, Status status) {}

    record SpecV2(
            String image, @JsonProperty(required = true) SpecV1 config) {}

    record Status(String phase) {}

    record Bar(SpecV1 spec) {}

    /// v1 keeps the image in an annotation.
    private static final class Foos implements MetadataConversion<FooV1, FooV2> {
        @Override
        public FooV2 toHub(FooV1 foo, ConvertedMetadata metadata) {
            if ("no".equals(foo.spec().msg())) throw new IllegalArgumentException("no is no message");
            if ("boom".equals(foo.spec().msg())) throw new IllegalStateException("a secret of the author's");
            return new FooV2(new SpecV2(metadata.annotations().remove("spec.image"), foo.spec()), null);
        }

        @Override
        public FooV1 fromHub(FooV2 foo, ConvertedMetadata metadata) {
            var image = foo.spec().image();
            if (image != null) metadata.annotations().put("spec.image", image);
            return new FooV1(foo.spec().config());
        }
    }

    private static ConversionWebhook foos() {
        return Outrigger.conversionWebhook()
                .name("foos")
                .resource(Resource.of(FooV2.class)
                        .kind("Foo")
                        .in("hello.example.com", "v2")
                        .version(FooV1.class, "v1", new Foos()))
                .resource(Resource.of(Bar.class).in("other.example.com", "v1"));
    }

    @BeforeAll
    static void start() throws Exception {
        webhook = foos().start(Options.inMemory(folder.resolve("data")));
        client = client(webhook, Optional.empty());
    }

    @AfterAll
    static void stop() {
        client.close();
        webhook.close();
    }

    private static ProtocolClient client(RunningConversionWebhook running, Optional<Credential> credential)
            throws Exception {
        var authority = Pem.certificates(Files.readString(running.authority().orElseThrow()));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (int i = 0; i < authority.size(); i++) trusted.setCertificateEntry("ca" + i, authority.get(i));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var shown = KeyStore.getInstance("PKCS12");
        shown.load(null, null);
        if (credential.isPresent()) {
            var chain = credential.get().chain().toArray(X509Certificate[]::new);
            shown.setKeyEntry("me", credential.get().key(), NO_PASSWORD, chain);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, NO_PASSWORD);
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return ProtocolClient.of(running.url(), tls);
    }

    private static String v1(String name, String spec) {
        return "{'apiVersion': '" + V1 + "', 'kind': 'Foo', 'metadata': {'name': '" + name
                + "', 'namespace': 'n', 'uid': 'u-" + name + "', 'resourceVersion': '7', 'creationTimestamp': null, "
                + "'annotations': {'spec.image': 'busybox', 'kept': 'yes'}}, 'spec': " + spec + "}";
    }

    private static String v2(String name) {
        return "{'apiVersion': '" + V2 + "', 'kind': 'Foo', 'metadata': {'name': '" + name
                + "', 'uid': 'u'}, 'spec': {'image': 'nginx', 'config': {'msg': 'hi', 'msg1': 'there'}}}";
    }

    private static String review(String wanted, String... objects) {
        return ProtocolJson.quoted("{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview', 'request': {"
                + "'uid': '705ab4f5', 'desiredAPIVersion': '" + wanted + "', 'objects': ["
                + String.join(", ", objects) + "]}}");
    }

    private static ProtocolAnswer convert(String wanted, String... objects) {
        return client.post(PATH, review(wanted, objects)).ok();
    }

    @Test
    void objectsGoToTheHubAndBackInTheOrderInWhichTheyCame() {
        var answer = convert(V2, v1("a", "{'msg': 'one'}"), v2("b"), v1("c", "{'msg': 'two', 'msg1': 'x'}"));

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.textAt("/apiVersion")).isEqualTo("apiextensions.k8s.io/v1");
        assertThat(answer.textAt("/kind")).isEqualTo("ConversionReview");
        assertThat(answer.textAt("/response/uid")).isEqualTo("705ab4f5");
        assertThat(answer.textAt("/response/result/status")).isEqualTo("Success");
        assertThat(answer.listAt("/response/convertedObjects")).hasSize(3);
        assertThat(answer.textAt("/response/convertedObjects/0/apiVersion")).isEqualTo(V2);
        assertThat(answer.textAt("/response/convertedObjects/0/spec/image")).isEqualTo("busybox");
        assertThat(answer.textAt("/response/convertedObjects/0/spec/config/msg"))
                .isEqualTo("one");
        assertThat(answer.textAt("/response/convertedObjects/1/spec/image")).isEqualTo("nginx");
        assertThat(answer.textAt("/response/convertedObjects/2/metadata/name")).isEqualTo("c");
        assertThat(answer.textAt("/response/convertedObjects/2/spec/config/msg1"))
                .isEqualTo("x");
    }

    @Test
    void fromTheHubGoesWhatAnotherVersionKeepsInAnAnnotation() {
        var answer = convert(V1, v2("b"));

        assertThat(answer.at("/response/convertedObjects/0/spec/msg")).isEqualTo("hi");
        assertThat(answer.has("/response/convertedObjects/0/spec/image")).isFalse();
        assertThat(answer.at("/response/convertedObjects/0/metadata/annotations/spec.image"))
                .isEqualTo("nginx");
    }

    @Test
    void ofTheMetadataOnlyLabelsAndAnnotationsChange() {
        var answer = convert(V2, v1("a", "{'msg': 'one'}"));
        var metadata = "/response/convertedObjects/0/metadata";

        assertThat(answer.textAt(metadata + "/name")).isEqualTo("a");
        assertThat(answer.textAt(metadata + "/namespace")).isEqualTo("n");
        assertThat(answer.textAt(metadata + "/uid")).isEqualTo("u-a");
        assertThat(answer.textAt(metadata + "/resourceVersion")).isEqualTo("7");
        assertThat(answer.has(metadata + "/creationTimestamp")).isTrue();
        assertThat(answer.textAt(metadata + "/annotations/kept")).isEqualTo("yes");
        assertThat(answer.has(metadata + "/annotations/spec.image")).isFalse();
    }

    @Test
    void aReviewWithoutObjectsIsAnsweredWithNone() {
        var answer = convert(V1);

        assertThat(answer.textAt("/response/result/status")).isEqualTo("Success");
        assertThat(answer.at("/response/convertedObjects")).isEqualTo(List.of());
    }

    @Test
    void whatCannotBeConvertedFailsTheReviewWithTheReason() {
        failed(
                convert(V2, v1("a", "{'msg': 'm'}"), v1("x", "{'msg': 'no'}")),
                "Foo \"n/x\" cannot be converted from " + V1 + " to " + V2 + ": no is no message");
        failed(convert("hello.example.com/v9", v1("a", "{}")), "no version \"hello.example.com/v9\" of Foo");
        failed(convert("other.example.com/v1", v1("a", "{}")), "no version \"other.example.com/v1\" of Foo");
        failed(convert(V2, "{'apiVersion': '" + V1 + "', 'kind': 'Fox'}"), "no kind \"Fox\" of hello.example.com");
        failed(convert(V2, "'text'"), "an object to convert is no JSON object");
    }

    @Test
    void whatBreaksInAConversionIsNotToldToWhoAsks() {
        var answer = convert(V2, v1("a", "{'msg': 'boom'}"));

        failed(answer, "Foo \"n/a\" cannot be converted");
        assertThat(answer.text()).doesNotContain("secret");
    }

    private static void failed(ProtocolAnswer answer, String why) {
        assertThat(answer.textAt("/response/uid")).isEqualTo("705ab4f5");
        assertThat(answer.textAt("/response/result/status")).isEqualTo("Failure");
        assertThat(answer.textAt("/response/result/message")).startsWith(why);
        assertThat(answer.at("/response/convertedObjects")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | the body is no JSON: ",
                "{ | the body is no JSON: ",
                "[] | the body is no JSON object",
                "{} | the body must be a ConversionReview of apiextensions.k8s.io/v1",
                "{'apiVersion': 'apiextensions.k8s.io/v1beta1', 'kind': 'ConversionReview'} | the body must be a ConversionReview",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview'} | the review has no request with a uid",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview', 'request': {'uid': ''}} | the review has no",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview', 'request': {'uid': 'u'}} | the request has no desiredAPIVersion",
                "{'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'ConversionReview', 'request': {'uid': 'u', 'desiredAPIVersion': 'v'}} | the request has no list of objects"
            })
    void whatIsNoReviewIs400(String body, String why) {
        var answer = client.post(PATH, body == null ? "" : ProtocolJson.quoted(body));

        assertThat(answer.code()).isEqualTo(400);
        assertThat(answer.text()).startsWith(why);
    }

    @Test
    void whatIsNotSentAsJsonIs415() {
        var review = Optional.of(review(V1, v2("b")));

        assertThat(client.send("POST", PATH, review, "Content-Type", "application/yaml")
                        .code())
                .isEqualTo(415);
        assertThat(client.send("POST", PATH, review).code()).isEqualTo(415);
        assertThat(client.send("POST", PATH, review, "Content-Type", "application/json; charset=utf-8")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void onlyPostsToTheGroupsPathsAreAnsweredAndQuestionsAfterItsHealth() {
        assertThat(client.get(PATH).code()).isEqualTo(405);
        assertThat(client.get(PATH).header("Allow")).isEqualTo("POST");
        assertThat(client.post("/convert/nope.example.com", review(V1)).code()).isEqualTo(404);
        assertThat(client.post("/", review(V1)).code()).isEqualTo(404);
        assertThat(client.get("/readyz").text()).isEqualTo("ok");
        assertThat(client.post("/convert/other.example.com", review("other.example.com/v1"))
                        .code())
                .isEqualTo(200);
    }

    @Test
    void aReviewIsLargerThanWhatAServerTakesAndNotWithoutBounds() {
        var large = new String[5000];
        for (int i = 0; i < large.length; i++) large[i] = v1("n" + i, "{'msg': '" + "m".repeat(1000) + "'}");
        var answer = convert(V2, large);

        assertThat(answer.body().length).isGreaterThan(5_000_000);
        assertThat(answer.listAt("/response/convertedObjects")).hasSize(5000);
        assertThat(answer.textAt("/response/convertedObjects/4999/metadata/name"))
                .isEqualTo("n4999");

        var tooLarge = review(V2, v1("a", "{'msg': '" + "m".repeat(25 * 1024 * 1024) + "'}"));
        assertThat(client.post(PATH, tooLarge).code()).isEqualTo(413);
    }

    @Test
    void manyReviewsAtOneTimeDoNotDisturbEachOther() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<String>>();
            for (int i = 0; i < 60; i++) {
                var name = "n" + i;
                tasks.add(() -> convert(V2, v1(name, "{'msg': '" + name + "'}"))
                        .textAt("/response/convertedObjects/0/spec/config/msg"));
            }
            var answers = new ArrayList<String>();
            for (var done : pool.invokeAll(tasks)) answers.add(done.get());

            assertThat(answers).doesNotHaveDuplicates().hasSize(60);
            assertThat(answers.get(7)).isEqualTo("n7");
        }
    }

    @Test
    void withAClientAuthorityOnlyItsClientsAreAnswered(@TempDir Path other) throws Exception {
        var theirs = Identity.open(Options.inMemory(other.resolve("cluster")), Instant.now());
        var ca = other.resolve("cluster/pki/ca.crt");
        var options = Options.inMemory(other.resolve("data")).withClientAuthorities(Optional.of(ca));
        try (var guarded = foos().start(options);
                var known = client(guarded, Optional.of(theirs.admin()));
                var nobody = client(guarded, Optional.empty())) {
            assertThat(known.post(PATH, review(V1, v2("b"))).code()).isEqualTo(200);
            assertThat(nobody.post(PATH, review(V1, v2("b"))).code()).isEqualTo(401);
            assertThat(nobody.get("/healthz").code()).isEqualTo(200);
        }
    }

    @Test
    void everyServerProgramIsOneToo(@TempDir Path own) throws Exception {
        var main = List.of("dev.outrigger.server.CatServer", "conversion-webhook", "--secure-port=0");
        try (var program = Program.run(own, main)) {
            assertThat(program.line()).matches("ready https://127\\.0\\.0\\.1:\\d+");
            program.terminate();
            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).isEmpty();
        }
        try (var program =
                Program.run(own, List.of("dev.outrigger.server.CatServer", "conversion-webhook", "--what"))) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.errors())
                    .isEqualTo("cats conversion-webhook: unknown flag: --what"
                            + " (cats conversion-webhook --help lists the flags)\n");
        }
    }

    @Test
    void itsManifestNamesItAndHasBothVersions() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var types = List.of(Resource.of(FooV2.class)
                .kind("Foo")
                .in("hello.example.com", "v2")
                .version(FooV1.class, "v1", new Foos())
                .type());
        new BuildCommand("foos", () -> types, out)
                .run(List.of(
                        "crd",
                        "--conversion-webhook-url=" + webhook.url(),
                        "--conversion-webhook-ca-file=" + webhook.authority().orElseThrow()));
        var text = bytes.toString(StandardCharsets.UTF_8).substring("---\n".length());
        var spec = ((Value.Struct)
                        Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).value())
                .struct("spec");

        assertThat(spec.struct("conversion")
                        .struct("webhook")
                        .struct("clientConfig")
                        .text("url"))
                .contains(webhook.url() + PATH);
        assertThat(spec.items("versions"))
                .extracting(version -> ((Value.Struct) version).text("name").orElseThrow())
                .containsExactlyInAnyOrder("v1", "v2");
    }
}
