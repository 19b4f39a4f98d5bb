package dev.outrigger.delegation;

import dev.outrigger.codec.DecodeException;
import dev.outrigger.codec.Json;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Pem;
import dev.outrigger.pipeline.RemoteHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom a cluster wants its API servers to trust: what its ConfigMap `extension-apiserver-authentication` says.
///
/// @param clients the authorities of client certificates
/// @param proxies the authorities of front proxies' certificates
/// @param proxyNames the common names that those may have; none for any
/// @param headers where proxies say for whom they ask
public record ClusterTrust(
        List<X509Certificate> clients, List<X509Certificate> proxies, List<String> proxyNames, RemoteHeaders headers) {
    /// Nobody.
    public static final ClusterTrust NONE = new ClusterTrust(
            List.of(), List.of(), List.of(), new RemoteHeaders(List.of(), List.of(), List.of(), List.of()));

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTrust.class);

    public ClusterTrust {
        clients = List.copyOf(clients);
        proxies = List.copyOf(proxies);
        proxyNames = List.copyOf(proxyNames);
    }

    /// This trust, as another state of the ConfigMap changes it. As upstream, an authority that is missing or damaged
    /// leaves the ones before it in force, and so does a list that cannot be read with all of the proxies' lists.
    ClusterTrust changedBy(Value.Struct configMap) {
        var data = configMap.struct("data");
        var authorities = new ClusterTrust(
                authorities(data, "client-ca-file", clients),
                authorities(data, "requestheader-client-ca-file", proxies),
                proxyNames,
                headers);
        try {
            return authorities.with(
                    texts(data, "requestheader-allowed-names"),
                    new RemoteHeaders(
                            fields(data, "requestheader-username-headers"),
                            fields(data, "requestheader-uid-headers"),
                            fields(data, "requestheader-group-headers"),
                            fields(data, "requestheader-extra-headers-prefix")));
        } catch (ClusterException bad) {
            LOG.warn("{}: {}", TrustLookup.WHAT, bad.getMessage());
            return authorities;
        }
    }

    private ClusterTrust with(List<String> names, RemoteHeaders other) {
        return new ClusterTrust(clients, proxies, names, other);
    }

    private static List<X509Certificate> authorities(Value.Struct data, String key, List<X509Certificate> before) {
        var pem = data.text(key).filter(text -> !text.isEmpty());
        if (pem.isEmpty()) return before;
        try {
            return Pem.certificates(pem.get());
        } catch (GeneralSecurityException bad) {
            LOG.warn("{}: {} cannot be used: {}", TrustLookup.WHAT, key, bad.getMessage());
            return before;
        }
    }

    /// The names of header fields. An empty one would stand for every field, and is none.
    private static List<String> fields(Value.Struct data, String key) {
        return texts(data, key).stream().filter(name -> !name.isBlank()).toList();
    }

    /// A list in JSON; none where nothing is said.
    ///
    /// @throws ClusterException where it is anything else: an empty list of proxies' names would stand for
    ///     every proxy
    private static List<String> texts(Value.Struct data, String key) {
        var texts = new ArrayList<String>();
        var json = data.text(key).orElse("");
        if (json.isEmpty()) return texts;
        for (Value item : items(key, json)) {
            if (!(item instanceof Value.Text(var text))) throw ClusterException.of(key + " is no list of names");
            texts.add(text);
        }
        return texts;
    }

    private static List<Value> items(String key, String json) {
        try {
            if (Json.decode(json.getBytes(StandardCharsets.UTF_8)).value() instanceof Value.Array(var items)) {
                return items;
            }
            throw ClusterException.of(key + " is no list of names");
        } catch (DecodeException _) {
            throw ClusterException.of(key + " is no JSON");
        }
    }
}
