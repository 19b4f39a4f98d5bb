package dev.outrigger.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.List;

/// A version of Semantic Versioning 2.0.0. Builds do not count when versions are compared.
record Semver(long major, long minor, long patch, List<String> preRelease)
        implements TypeName.Named, Comparable<Semver> {
    static final String TYPE = "kubernetes.Semver";

    private static final String NUMBER = "(0|[1-9][0-9]*)";
    private static final Pattern FORM = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /// @throws CelFault where the text is no version
    static Semver parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty()) throw new CelFault("Version string empty");
        if (!form.matches()) throw new CelFault("No Major.Minor.Patch elements found");
        var preRelease = form.group(4) == null
                ? List.<String>of()
                : List.of(form.group(4).split("\\."));
        for (String part : preRelease) {
            if (part.length() > 1 && part.startsWith("0") && isNumber(part)) {
                throw new CelFault("Numeric PreRelease version must not contain leading zeroes \"" + part + "\"");
            }
        }
        return new Semver(number(form.group(1)), number(form.group(2)), number(form.group(3)), preRelease);
    }

    /// As [#parse], after a `v` before the version and leading zeros are dropped and missing parts are made zero.
    static Semver parseTolerantly(String text) {
        String[] parts = (text.startsWith("v") ? text.substring(1) : text).split("\\.", 3);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].length() < 2) continue;
            String stripped = parts[i].replaceFirst("^0+", "");
            parts[i] = stripped.matches("[0-9].*") ? stripped : "0" + stripped;
        }
        if (parts.length < 3 && parts[parts.length - 1].matches(".*[+-].*")) {
            throw new CelFault("short version cannot contain PreRelease/Build meta data");
        }
        return parse(String.join(".", parts) + ".0".repeat(3 - parts.length));
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new CelFault("strconv.ParseUint: parsing \"" + digits + "\": value out of range");
        }
    }

    private static boolean isNumber(String part) {
        return DIGITS.matcher(part).matches();
    }

    @Override
    public int compareTo(Semver other) {
        int byNumbers = Long.compare(major, other.major);
        if (byNumbers == 0) byNumbers = Long.compare(minor, other.minor);
        if (byNumbers == 0) byNumbers = Long.compare(patch, other.patch);
        if (byNumbers != 0) return byNumbers;
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int byPart = compareParts(preRelease.get(i), other.preRelease.get(i));
            if (byPart != 0) return byPart;
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compareParts(String a, String b) {
        boolean number = isNumber(a);
        if (number != isNumber(b)) return number ? -1 : 1;
        int order = number ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
        return Integer.signum(order);
    }

    @Override
    public String typeName() {
        return TYPE;
    }
}
