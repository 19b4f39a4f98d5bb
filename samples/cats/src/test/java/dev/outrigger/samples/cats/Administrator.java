package dev.outrigger.samples.cats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A client over HTTP that is who the kubeconfig says, for what would be slow with kubectl.
final class Administrator implements AutoCloseable {
    /// Where the cats of the namespace `default` are.
    static final String CATS = "/apis/animal.skai.io/v1alpha1/namespaces/default/cats";

    static final String ALL_CATS = "/apis/animal.skai.io/v1alpha1/cats";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final char[] NO_PASSWORD = {};

    private final HttpClient client;
    private final URI url;

    private Administrator(HttpClient client, URI url) {
        this.client = client;
        this.url = url;
    }

    static Administrator of(Path kubeconfig, URI url) {
        try {
            var client = HttpClient.newBuilder()
                    .sslContext(context(Files.readString(kubeconfig)))
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();
            return new Administrator(client, url);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError("the certificates in " + kubeconfig + " cannot be used", failed);
        }
    }

    /// The certificate and the key in a kubeconfig, and what it trusts, as they stand there.
    static List<String> credentials(Path kubeconfig) {
        try {
            var text = Files.readString(kubeconfig);
            return List.of(
                    decoded(text, "certificate-authority-data"),
                    decoded(text, "client-certificate-data"),
                    decoded(text, "client-key-data"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SSLContext context(String kubeconfig) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority",
                certificates(kubeconfig, "certificate-authority-data").getFirst());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);

        var chain = certificates(kubeconfig, "client-certificate-data").toArray(Certificate[]::new);
        var der = Base64.getMimeDecoder()
                .decode(decoded(kubeconfig, "client-key-data").replaceAll("-----.*-----", ""));
        var key = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(der));
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("administrator", key, NO_PASSWORD, chain);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);

        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static List<Certificate> certificates(String kubeconfig, String field) throws GeneralSecurityException {
        var pem = decoded(kubeconfig, field).getBytes(StandardCharsets.UTF_8);
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
    }

    private static String decoded(String kubeconfig, String field) {
        var matcher = Pattern.compile(field + ": (\\S+)").matcher(kubeconfig);
        if (!matcher.find()) throw new AssertionError("no " + field + " in the kubeconfig");
        return new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
    }

    /// The answer to a request that must go well.
    JsonNode get(String path) throws IOException {
        return send("GET", path, "");
    }

    JsonNode post(String path, String body) throws IOException {
        return send("POST", path, body);
    }

    JsonNode put(String path, String body) throws IOException {
        return send("PUT", path, body);
    }

    JsonNode delete(String path) throws IOException {
        return send("DELETE", path, "");
    }

    private JsonNode send(String method, String path, String body) throws IOException {
        var request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted in " + method + " " + path, interrupted);
        }
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException bad) {
            throw new AssertionError("not JSON: " + text, bad);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
