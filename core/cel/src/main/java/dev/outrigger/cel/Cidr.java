package dev.outrigger.cel;

/// A network: an address and how many of its first bits name the network. The other bits need not be zero.
record Cidr(Ip ip, int prefix) implements TypeName.Named, Sizes.Sized {
    static final String TYPE = "net.CIDR";

    /// @throws CelFault where the text is no network
    static Cidr parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) throw wrong(text, "no '/'");
        Ip ip;
        try {
            ip = Ip.parse(text.substring(0, slash));
        } catch (CelFault fault) {
            if (fault.text().startsWith("IPv4-mapped")) throw fault;
            throw wrong(text, fault.text());
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(bits) > ip.bits()) {
            throw wrong(text, "bad bits after slash: \"" + bits + "\"");
        }
        return new Cidr(ip, Integer.parseInt(bits));
    }

    private static CelFault wrong(String text, String why) {
        return new CelFault("network address parse error during conversion from string: network address parse error"
                + " during conversion from string: netip.ParsePrefix(\"" + text + "\"): " + why);
    }

    boolean contains(Ip address) {
        return address.isV4() == ip.isV4() && address.masked(prefix).equals(ip.masked(prefix));
    }

    boolean contains(Cidr other) {
        return prefix <= other.prefix && contains(other.ip);
    }

    Cidr masked() {
        return new Cidr(ip.masked(prefix), prefix);
    }

    @Override
    public String toString() {
        return ip + "/" + prefix;
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public long size() {
        return (prefix + 7) / 8;
    }
}
