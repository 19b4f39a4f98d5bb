package dev.outrigger.cel;

import java.util.Arrays;

/// An address of IPv4 (four bytes) or IPv6 (sixteen). Zones, and IPv4 addresses dressed as IPv6, are refused.
record Ip(Bytes bytes) implements TypeName.Named, Sizes.Sized {
    static final String TYPE = "net.IP";

    /// Bytes that are equal by what they hold.
    record Bytes(byte[] array) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(byte[] bytes) && Arrays.equals(array, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(array);
        }
    }

    /// @throws CelFault where the text is no address
    static Ip parse(String text) {
        if (text.contains("%") && text.contains(":")) {
            throw new CelFault("IP address \"" + text + "\" with zone value is not allowed");
        }
        byte[] bytes = text.contains(":") ? IpText.v6(text) : IpText.v4(text);
        if (bytes.length == 0) {
            throw new CelFault("IP Address \"" + text + "\" parse error during conversion from string: ParseAddr(\""
                    + text + "\"): unable to parse IP");
        }
        if (isMapped(bytes)) throw new CelFault("IPv4-mapped IPv6 address \"" + text + "\" is not allowed");
        return new Ip(new Bytes(bytes));
    }

    private static boolean isMapped(byte[] bytes) {
        if (bytes.length != 16) return false;
        for (int i = 0; i < 10; i++) if (bytes[i] != 0) return false;
        return bytes[10] == -1 && bytes[11] == -1;
    }

    boolean isV4() {
        return bytes.array().length == 4;
    }

    int bits() {
        return bytes.array().length * 8;
    }

    private int at(int index) {
        return bytes.array()[index] & 0xff;
    }

    boolean isUnspecified() {
        for (byte b : bytes.array()) if (b != 0) return false;
        return true;
    }

    boolean isLoopback() {
        if (isV4()) return at(0) == 127;
        for (int i = 0; i < 15; i++) if (at(i) != 0) return false;
        return at(15) == 1;
    }

    private boolean isMulticast() {
        return isV4() ? (at(0) & 0xf0) == 0xe0 : at(0) == 0xff;
    }

    boolean isLinkLocalMulticast() {
        return isV4() ? at(0) == 224 && at(1) == 0 && at(2) == 0 : at(0) == 0xff && (at(1) & 0x0f) == 2;
    }

    boolean isLinkLocalUnicast() {
        return isV4() ? at(0) == 169 && at(1) == 254 : at(0) == 0xfe && (at(1) & 0xc0) == 0x80;
    }

    boolean isGlobalUnicast() {
        boolean broadcast = isV4() && at(0) == 255 && at(1) == 255 && at(2) == 255 && at(3) == 255;
        return !broadcast && !isUnspecified() && !isLoopback() && !isMulticast() && !isLinkLocalUnicast();
    }

    /// This address with all bits after the first so many made zero.
    Ip masked(int prefix) {
        byte[] masked = bytes.array().clone();
        for (int bit = prefix; bit < bits(); bit++) masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        return new Ip(new Bytes(masked));
    }

    @Override
    public String toString() {
        return IpText.of(bytes.array());
    }

    @Override
    public String typeName() {
        return TYPE;
    }

    @Override
    public long size() {
        return bytes.array().length;
    }
}
