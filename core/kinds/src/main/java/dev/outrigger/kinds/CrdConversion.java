package dev.outrigger.kinds;

import java.util.Optional;
import java.util.regex.Pattern;

/// How a cluster that serves a CRD takes its objects from one version to another (`spec.conversion`).
public sealed interface CrdConversion {

    /// Only `apiVersion` is changed: right where all versions have the same members.
    record None() implements CrdConversion {}

    /// A webhook behind a service of the cluster is asked.
    ///
    /// @param namespace the service's namespace
    /// @param name the service's name
    /// @param port the service's port
    /// @param authorities PEM text of who signs the webhook's certificate; empty for those whom the API server's
    ///     machine trusts, or where another tool fills it in
    record Service(String namespace, String name, int port, Optional<String> authorities) implements CrdConversion {
        private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)/([a-z0-9-]+)(?::([0-9]{1,5}))?");

        /// A service written as `NAMESPACE/NAME` or `NAMESPACE/NAME:PORT`; the port is 443 where none is given.
        ///
        /// @throws IllegalArgumentException where the text is neither
        public static Service parse(String text, Optional<String> authorities) {
            var parts = FORM.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "a service is NAMESPACE/NAME or NAMESPACE/NAME:PORT, was \"" + text + "\"");
            }
            int port = parts.group(3) == null ? 443 : Integer.parseInt(parts.group(3));
            return new Service(parts.group(1), parts.group(2), port, authorities);
        }
    }

    /// A webhook at an address that the API server can reach is asked.
    ///
    /// @param url where objects are sent, `https://…`
    /// @param authorities as for a [Service]
    record Url(String url, Optional<String> authorities) implements CrdConversion {
        public Url {
            if (!url.startsWith("https://")) {
                throw new IllegalArgumentException("a conversion webhook's URL begins with https://, was " + url);
            }
        }
    }
}
