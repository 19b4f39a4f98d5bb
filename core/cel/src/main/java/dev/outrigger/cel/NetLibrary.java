package dev.outrigger.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/// Kubernetes' `ip` and `cidr`, and what can be asked of them.
final class NetLibrary {
    static final CelType IP = OpaqueType.create(Ip.TYPE);
    static final CelType CIDR = OpaqueType.create(Cidr.TYPE);

    private NetLibrary() {}

    static Library ips() {
        var library = new Library()
                .global("ip", IP, SimpleType.STRING, Overload.of("string_to_ip", String.class, Ip::parse))
                .global(
                        "isIP",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of("is_ip", String.class, text -> parses(() -> Ip.parse(text))))
                .global(
                        "ip.isCanonical",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of(
                                "ip_is_canonical",
                                String.class,
                                text -> Ip.parse(text).toString().equals(text)))
                .global("string", SimpleType.STRING, IP, Overload.of("ip_to_string", Ip.class, Ip::toString));
        ip(library, "family", SimpleType.INT, "ip_family", ip -> ip.isV4() ? 4L : 6L);
        ip(library, "isUnspecified", SimpleType.BOOL, "ip_is_unspecified", Ip::isUnspecified);
        ip(library, "isLoopback", SimpleType.BOOL, "ip_is_loopback", Ip::isLoopback);
        ip(library, "isLinkLocalMulticast", SimpleType.BOOL, "ip_is_link_local_multicast", Ip::isLinkLocalMulticast);
        ip(library, "isLinkLocalUnicast", SimpleType.BOOL, "ip_is_link_local_unicast", Ip::isLinkLocalUnicast);
        ip(library, "isGlobalUnicast", SimpleType.BOOL, "ip_is_global_unicast", Ip::isGlobalUnicast);
        return library;
    }

    private static void ip(Library library, String name, CelType result, String overload, Overload.One<Ip> body) {
        library.member(name, result, IP, Overload.of(overload, Ip.class, body));
    }

    static Library cidrs() {
        return new Library()
                .global("cidr", CIDR, SimpleType.STRING, Overload.of("string_to_cidr", String.class, Cidr::parse))
                .global(
                        "isCIDR",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of("is_cidr", String.class, text -> parses(() -> Cidr.parse(text))))
                .global("string", SimpleType.STRING, CIDR, Overload.of("cidr_to_string", Cidr.class, Cidr::toString))
                .member(
                        "containsIP",
                        SimpleType.BOOL,
                        CIDR,
                        List.of(SimpleType.STRING),
                        Overload.of(
                                "cidr_contains_ip_string",
                                Cidr.class,
                                String.class,
                                (cidr, text) -> cidr.contains(Ip.parse(text))))
                .member(
                        "containsIP",
                        SimpleType.BOOL,
                        CIDR,
                        List.of(IP),
                        Overload.of("cidr_contains_ip_ip", Cidr.class, Ip.class, Cidr::contains))
                .member(
                        "containsCIDR",
                        SimpleType.BOOL,
                        CIDR,
                        List.of(SimpleType.STRING),
                        Overload.of(
                                "cidr_contains_cidr_string",
                                Cidr.class,
                                String.class,
                                (cidr, text) -> cidr.contains(Cidr.parse(text))))
                .member(
                        "containsCIDR",
                        SimpleType.BOOL,
                        CIDR,
                        List.of(CIDR),
                        Overload.of("cidr_contains_cidr", Cidr.class, Cidr.class, Cidr::contains))
                .member("ip", IP, CIDR, Overload.of("cidr_ip", Cidr.class, Cidr::ip))
                .member("prefixLength", SimpleType.INT, CIDR, Overload.of("cidr_prefix_length", Cidr.class, cidr ->
                        (long) cidr.prefix()))
                .member("masked", CIDR, CIDR, Overload.of("cidr_masked", Cidr.class, Cidr::masked));
    }

    /// Whether a text can be read.
    static boolean parses(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (CelFault fault) {
            return false;
        }
    }
}
