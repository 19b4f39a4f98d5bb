package dev.outrigger.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// String formats of addresses and names in networks. No check asks a network.
final class NetworkFormats {
    private static final Pattern HOSTNAME =
            Pattern.compile("([a-zA-Z0-9\\p{S}\\p{L}]((-?[a-zA-Z0-9\\p{S}\\p{L}]{0,62})?)"
                    + "|([a-zA-Z0-9\\p{S}\\p{L}](([a-zA-Z0-9-\\p{S}\\p{L}]{0,61}[a-zA-Z0-9\\p{S}\\p{L}])?)(\\.))+"
                    + "([a-zA-Z\\p{L}]){2,63})");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){3}");
    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(([:-])[0-9a-fA-F]{2}(\\2[0-9a-fA-F]{2}){4}"
            + "((\\2[0-9a-fA-F]{2}){2}|(\\2[0-9a-fA-F]{2}){14})?)"
            + "|[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}\\.[0-9a-fA-F]{4}((\\.[0-9a-fA-F]{4})|(\\.[0-9a-fA-F]{4}){7})?");
    private static final String ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
    private static final String ADDRESS = "(" + ATOM + "(\\." + ATOM + ")*+|\"([^\"\\\\]|\\\\.)*+\")@(" + ATOM + "(\\."
            + ATOM + ")*+|\\[[^\\[\\]\\\\]*\\])";
    private static final Pattern EMAIL = Pattern.compile(
            "\\s*(" + ADDRESS + "|(\"([^\"\\\\]|\\\\.)*+\"|[^<>@,;:\"\\[\\]()]*+)<" + ADDRESS + ">)\\s*");

    private NetworkFormats() {}

    static boolean isHostname(String text) {
        if (text.length() > 255 || !HOSTNAME.matcher(text).matches()) return false;
        for (String label : text.split("\\.", -1)) {
            if (label.length() > 63) return false;
        }
        return true;
    }

    static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    /// An absolute URI or an absolute path.
    static boolean isUri(String text) {
        if (text.startsWith("/")) return text.chars().noneMatch(c -> c < 0x20 || c == 0x7f);
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// Dotted decimals; leading zeros are accepted, as upstream does for old objects.
    static boolean isIpv4(String text) {
        if (text.contains(":")) return text.contains(".") && isIpv6(text);
        if (!IPV4.matcher(text).matches()) return false;
        for (String part : text.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) return false;
        }
        return true;
    }

    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) return groups(text, true) == 8;
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /// How many 16-bit groups a piece of an address holds, or a number far below zero where it is no such piece.
    private static int groups(String piece, boolean mayEndInIpv4) {
        if (piece.isEmpty()) return 0;
        String[] parts = piece.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (parts[i].matches("[0-9a-fA-F]{1,4}")) count++;
            else if (last && mayEndInIpv4 && !parts[i].contains(":") && isIpv4(parts[i])) count += 2;
            else return -100;
        }
        return count;
    }

    static boolean isCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) return false;
        String address = text.substring(0, slash);
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (address.contains(":")) return isIpv6(address) && bits <= 128;
        return isIpv4(address) && bits <= 32;
    }

    static boolean isMac(String text) {
        return MAC.matcher(text).matches();
    }
}
