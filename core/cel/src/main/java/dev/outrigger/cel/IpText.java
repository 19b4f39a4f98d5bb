package dev.outrigger.cel;

import java.util.ArrayList;
import java.util.List;

/// Addresses as text: RFC 4291 and RFC 5952.
final class IpText {
    private static final byte[] NONE = {};

    private IpText() {}

    /// The bytes of an IPv4 address; none where the text is no such address. Octets have no leading zeros.
    static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) return NONE;
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int octet = number(parts[i], 10, 3);
            if (octet < 0 || octet > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) return NONE;
            bytes[i] = (byte) octet;
        }
        return bytes;
    }

    /// The bytes of an IPv6 address; none where the text is no such address.
    static byte[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return NONE;
        var head = groups(gap < 0 ? text : text.substring(0, gap));
        var tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int known = head.size() + tail.size();
        if (head.contains(-1) || tail.contains(-1) || (gap < 0 ? known != 8 : known > 7)) return NONE;
        byte[] bytes = new byte[16];
        for (int i = 0; i < head.size(); i++) put(bytes, i, head.get(i));
        for (int i = 0; i < tail.size(); i++) put(bytes, 8 - tail.size() + i, tail.get(i));
        return bytes;
    }

    private static void put(byte[] bytes, int group, int value) {
        bytes[2 * group] = (byte) (value >> 8);
        bytes[2 * group + 1] = (byte) value;
    }

    /// The groups of a part; -1 where there is none. The last may be an IPv4 address.
    private static List<Integer> groups(String text) {
        if (text.isEmpty()) return List.of();
        var groups = new ArrayList<Integer>();
        String[] parts = text.split(":", 9);
        for (int i = 0; i < parts.length; i++) {
            byte[] v4 = i == parts.length - 1 && parts[i].contains(".") ? v4(parts[i]) : NONE;
            if (v4.length == 4) {
                groups.add((v4[0] & 0xff) << 8 | v4[1] & 0xff);
                groups.add((v4[2] & 0xff) << 8 | v4[3] & 0xff);
            } else {
                groups.add(number(parts[i], 16, 4));
            }
        }
        return groups;
    }

    private static int number(String digits, int radix, int most) {
        if (digits.isEmpty() || digits.length() > most) return -1;
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) return -1;
            number = number * radix + digit;
        }
        return number;
    }

    /// The canonical form: lower-case, without leading zeros, the longest run of zero groups left out.
    static String of(byte[] bytes) {
        if (bytes.length == 4) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) end++;
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') text.append(':');
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
