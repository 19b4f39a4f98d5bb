package dev.outrigger.server;

import dev.outrigger.pipeline.Pem;
import java.io.IOException;
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
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A client made from a kubeconfig, as kubectl is: it trusts what the file says and shows what the file has.
record Clients(String url, HttpClient http) implements AutoCloseable {

    static Clients of(Path kubeconfig) throws Exception {
        return of(kubeconfig, Optional.of(credential(kubeconfig)));
    }

    static Clients anonymous(Path kubeconfig) throws Exception {
        return of(kubeconfig, Optional.empty());
    }

    static Clients of(Path kubeconfig, Optional<Credential> shown) throws Exception {
        return new Clients(
                field(kubeconfig, "server"),
                HttpClient.newBuilder().sslContext(tls(kubeconfig, shown)).build());
    }

    static SSLContext tls(Path kubeconfig, Optional<Credential> shown) throws Exception {
        return context(Pem.certificates(data(kubeconfig, "certificate-authority-data")), shown);
    }

    static Credential credential(Path kubeconfig) throws Exception {
        var chain = Pem.certificates(data(kubeconfig, "client-certificate-data"));
        return new Credential(chain, Pem.privateKey(data(kubeconfig, "client-key-data"), chain.getFirst()));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String mediaType, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", mediaType);
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String field(Path kubeconfig, String name) throws IOException {
        var matcher = Pattern.compile("(?m)^ *" + name + ": (\\S+)$").matcher(Files.readString(kubeconfig));
        if (!matcher.find()) throw new AssertionError("no " + name + " in " + kubeconfig);
        return matcher.group(1);
    }

    private static String data(Path kubeconfig, String name) throws IOException {
        return new String(Base64.getDecoder().decode(field(kubeconfig, name)), StandardCharsets.UTF_8);
    }

    private static SSLContext context(List<? extends Certificate> trusted, Optional<Credential> shown)
            throws GeneralSecurityException, IOException {
        var trust = empty();
        for (int i = 0; i < trusted.size(); i++) trust.setCertificateEntry("ca" + i, trusted.get(i));
        var trusting = TrustManagerFactory.getInstance("PKIX");
        trusting.init(trust);
        var own = empty();
        if (shown.isPresent()) {
            own.setKeyEntry(
                    "own", shown.get().key(), new char[0], shown.get().chain().toArray(Certificate[]::new));
        }
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusting.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public void close() {
        http.close();
    }
}
