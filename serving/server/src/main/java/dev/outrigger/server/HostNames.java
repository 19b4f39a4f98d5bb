package dev.outrigger.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The names and addresses clients may know a server by.
///
/// @param names host names, in lower case
/// @param addresses IP addresses, in Java's text form
record HostNames(Set<String> names, Set<String> addresses) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    HostNames {
        names = Set.copyOf(names);
        addresses = Set.copyOf(addresses);
    }

    /// Those of a server on this machine that listens on that address. One that listens on all is known by all of the
    /// machine's.
    static HostNames of(String bindAddress) {
        var names = new LinkedHashSet<String>(List.of("localhost"));
        var addresses =
                new LinkedHashSet<String>(List.of("127.0.0.1", address("::1").orElseThrow()));
        own().ifPresent(names::add);
        var bound = address(bindAddress);
        if (bound.isEmpty()) names.add(bindAddress.toLowerCase(Locale.ROOT));
        else if (isWildcard(bindAddress)) addresses.addAll(all());
        else addresses.add(bound.get());
        return new HostNames(names, addresses);
    }

    /// Those a certificate was made for.
    static HostNames of(X509Certificate certificate) throws CertificateParsingException {
        var names = new HashSet<String>();
        var addresses = new HashSet<String>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
            var text = String.valueOf(alternative.get(1));
            if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) names.add(text.toLowerCase(Locale.ROOT));
            if (Integer.valueOf(IP_ADDRESS).equals(alternative.get(0)))
                address(text).ifPresent(addresses::add);
        }
        return new HostNames(names, addresses);
    }

    boolean covers(HostNames others) {
        return names.containsAll(others.names()) && addresses.containsAll(others.addresses());
    }

    /// Whether that host, a name or an address, is among them.
    boolean covers(String host) {
        return address(host).map(addresses::contains).orElseGet(() -> names.contains(host.toLowerCase(Locale.ROOT)));
    }

    static boolean isWildcard(String bindAddress) {
        return bindAddress.equals("0.0.0.0") || bindAddress.equals("::");
    }

    /// Whether only this machine can reach what listens there.
    static boolean isLoopback(String bindAddress) {
        if (bindAddress.equalsIgnoreCase("localhost")) return true;
        try {
            return address(bindAddress).isPresent()
                    && InetAddress.getByName(bindAddress).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /// The address in Java's text form; nothing where the text is a name. Asks no name service.
    private static Optional<String> address(String text) {
        boolean literal = text.indexOf(':') >= 0 || text.matches("[0-9.]+");
        if (!literal) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private static Set<String> all() {
        var addresses = new HashSet<String>();
        try {
            for (var face : NetworkInterface.networkInterfaces().toList()) {
                face.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .forEach(address ->
                                addresses.add(address.getHostAddress().replaceFirst("%.*", "")));
            }
        } catch (SocketException _) {
            return Set.of();
        }
        return addresses;
    }

    /// The machine's name as the kernel has it: asking a name service for it can take seconds.
    private static Optional<String> own() {
        try {
            var kernel = Path.of("/proc/sys/kernel/hostname");
            var name = Files.exists(kernel)
                    ? Files.readString(kernel).strip()
                    : Optional.ofNullable(System.getenv("COMPUTERNAME")).orElse("");
            boolean usable = name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
            return usable ? Optional.of(name.toLowerCase(Locale.ROOT)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
