package dev.outrigger.delegation;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Yaml;
import dev.outrigger.meta.Value;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A kubeconfig: its current context, as client-go reads it without anybody to ask.
///
/// Files that it names are found from its own folder. Certificates and keys may stand in it or in files; a token file
/// goes before a token. What would have to be logged in to first (`auth-provider`, which client-go no longer knows
/// either) is refused.
final class KubeconfigFile implements ClusterConfig.Source {
    private final Path file;
    private final ExecPlugin plugin = new ExecPlugin();

    KubeconfigFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public ClusterConfig read() {
        try {
            return read(document());
        } catch (ClusterException bad) {
            throw ClusterException.of(file + ": " + bad.getMessage());
        }
    }

    @Override
    public void refused() {
        plugin.forget();
    }

    private Value.Struct document() {
        try {
            if (Yaml.decode(ConfigFiles.bytes(file)).value() instanceof Value.Struct whole) return whole;
            throw ClusterException.of("is no kubeconfig");
        } catch (DecodeException _) {
            // The decoder's sentence could quote what is secret.
            throw ClusterException.of("is no YAML");
        }
    }

    private ClusterConfig read(Value.Struct whole) {
        var current = whole.text("current-context").filter(name -> !name.isEmpty());
        var context = current.map(name -> named(whole, "contexts", "context", name))
                .orElseThrow(() -> ClusterException.of("has no current-context"));
        var cluster =
                named(whole, "clusters", "cluster", context.text("cluster").orElse(""));
        var user = context.text("user")
                .filter(name -> !name.isEmpty())
                .map(name -> named(whole, "users", "user", name))
                .orElse(Value.Struct.EMPTY);
        var credentials = credentials(user, cluster);
        return new ClusterConfig(
                server(cluster),
                new ClusterConfig.Transport(trust(cluster), credentials.identity(), proxy(cluster)),
                credentials.headers());
    }

    private static Value.Struct named(Value.Struct whole, String list, String member, String name) {
        for (Value item : whole.items(list)) {
            if (item instanceof Value.Struct entry
                    && entry.text("name").orElse("").equals(name)) {
                return entry.struct(member);
            }
        }
        throw ClusterException.of("has no " + member + " \"" + name + "\" among its " + list);
    }

    private static URI server(Value.Struct cluster) {
        var url = url(cluster.text("server").orElse("").replaceAll("/+$", ""), "server");
        boolean known = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!known || url.getHost() == null) throw ClusterException.of("its server is no URL of an API server");
        return url;
    }

    private static URI url(String text, String member) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw ClusterException.of("its " + member + " is no URL");
        }
    }

    private ClusterConfig.Trust trust(Value.Struct cluster) {
        if (isTrue(cluster, "insecure-skip-tls-verify")) return new ClusterConfig.Trust.Blind();
        var name = cluster.text("tls-server-name").filter(text -> !text.isEmpty());
        return bytes(cluster, "certificate-authority")
                .<ClusterConfig.Trust>map(pem -> new ClusterConfig.Trust.Authorities(
                        ConfigFiles.certificates(pem, "its certificate-authority"), name))
                .orElseGet(() -> new ClusterConfig.Trust.Usual(name));
    }

    private static Optional<InetSocketAddress> proxy(Value.Struct cluster) {
        var text = cluster.text("proxy-url").orElse("");
        if (text.isEmpty()) return Optional.empty();
        var url = url(text, "proxy-url");
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            throw ClusterException.of("its proxy-url is not http://HOST:PORT");
        }
        return Optional.of(InetSocketAddress.createUnresolved(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()));
    }

    /// What shows who this server is.
    ///
    /// @param headers names and values in turn
    record Credentials(Optional<ClusterConfig.Identity> identity, List<String> headers) {
        Credentials {
            headers = List.copyOf(headers);
        }

        /// Without what is secret in it.
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    private Credentials credentials(Value.Struct user, Value.Struct cluster) {
        if (user.get("auth-provider").isPresent()) {
            throw ClusterException.of("its user has an auth-provider, which is no longer known: use exec");
        }
        var headers = new ArrayList<String>();
        var identity = bytes(user, "client-certificate")
                .map(certificate -> ConfigFiles.identity(
                        certificate,
                        bytes(user, "client-key")
                                .orElseThrow(() -> ClusterException.of("has a certificate without a key")),
                        "its client-key"));
        var exec = user.get("exec").filter(Value.Struct.class::isInstance);
        token(user).ifPresent(token -> add(headers, "Authorization", "Bearer " + token));
        if (headers.isEmpty()) basic(user).ifPresent(value -> add(headers, "Authorization", value));
        if (headers.isEmpty() && exec.isPresent()) {
            var got = plugin.credentials((Value.Struct) exec.get(), told(cluster), folder());
            headers.addAll(got.headers());
            identity = identity.or(got::identity);
        }
        impersonation(user, headers);
        return new Credentials(identity, headers);
    }

    /// What a program is told of the cluster: the authorities themselves, not their file.
    private Value.Struct told(Value.Struct cluster) {
        return bytes(cluster, "certificate-authority")
                .map(pem -> cluster.without("certificate-authority")
                        .with("certificate-authority-data", Base64.getEncoder().encodeToString(pem)))
                .orElse(cluster);
    }

    private Optional<String> token(Value.Struct user) {
        var named = user.text("tokenFile").filter(text -> !text.isEmpty());
        if (named.isPresent()) return Optional.of(ConfigFiles.token(folder().resolve(named.get())));
        return user.text("token").filter(text -> !text.isEmpty());
    }

    private static Optional<String> basic(Value.Struct user) {
        return user.text("username").filter(text -> !text.isEmpty()).map(name -> {
            var pair = name + ":" + user.text("password").orElse("");
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void impersonation(Value.Struct user, List<String> headers) {
        user.text("as").filter(text -> !text.isEmpty()).ifPresent(as -> add(headers, "Impersonate-User", as));
        user.text("as-uid").filter(text -> !text.isEmpty()).ifPresent(uid -> add(headers, "Impersonate-Uid", uid));
        for (String group : texts(user.items("as-groups"))) add(headers, "Impersonate-Group", group);
        user.struct("as-user-extra").members().forEach((key, values) -> {
            if (!(values instanceof Value.Array(var items))) return;
            for (String value : texts(items)) add(headers, "Impersonate-Extra-" + key, value);
        });
    }

    private static List<String> texts(List<Value> items) {
        var texts = new ArrayList<String>();
        for (Value item : items) if (item instanceof Value.Text(var text)) texts.add(text);
        return texts;
    }

    private static void add(List<String> headers, String name, String value) {
        headers.add(name);
        headers.add(value);
    }

    /// What stands in the file in base64, or in a file that it names.
    private Optional<byte[]> bytes(Value.Struct part, String member) {
        var data = part.text(member + "-data").filter(text -> !text.isEmpty());
        if (data.isPresent()) return Optional.of(decoded(data.get(), member));
        return part.text(member).filter(text -> !text.isEmpty()).map(name -> ConfigFiles.bytes(folder().resolve(name)));
    }

    private static byte[] decoded(String data, String member) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException _) {
            throw ClusterException.of("its " + member + "-data is no base64");
        }
    }

    private static boolean isTrue(Value.Struct part, String member) {
        return part.get(member).equals(Optional.of(Value.of(true)));
    }

    private Path folder() {
        var folder = file.getParent();
        return folder == null ? file : folder;
    }
}
