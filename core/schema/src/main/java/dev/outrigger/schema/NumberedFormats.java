package dev.outrigger.schema;

import java.util.regex.Pattern;

/// String formats that carry a checksum or numbers within bounds.
final class NumberedFormats {
    private static final Pattern CREDIT_CARD =
            Pattern.compile("4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}"
                    + "|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\\d{3})\\d{11}");
    private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])";
    private static final Pattern RGB =
            Pattern.compile("rgb\\(\\s*" + BYTE + "\\s*,\\s*" + BYTE + "\\s*,\\s*" + BYTE + "\\s*\\)");
    private static final Pattern ISBN10 = Pattern.compile("[0-9]{9}[0-9X]");
    private static final Pattern ISBN13 = Pattern.compile("[0-9]{13}");

    private NumberedFormats() {}

    static boolean isRgbColor(String text) {
        return RGB.matcher(text).matches();
    }

    static boolean isIsbn10(String text) {
        String bare = text.replaceAll("[\\s-]+", "");
        if (!ISBN10.matcher(bare).matches()) return false;
        int sum = 10 * (bare.charAt(9) == 'X' ? 10 : bare.charAt(9) - '0');
        for (int i = 0; i < 9; i++) sum += (i + 1) * (bare.charAt(i) - '0');
        return sum % 11 == 0;
    }

    static boolean isIsbn13(String text) {
        String bare = text.replaceAll("[\\s-]+", "");
        if (!ISBN13.matcher(bare).matches()) return false;
        int sum = 0;
        for (int i = 0; i < 12; i++) sum += (i % 2 == 0 ? 1 : 3) * (bare.charAt(i) - '0');
        return bare.charAt(12) - '0' == (10 - sum % 10) % 10;
    }

    /// The issuers' patterns and Luhn's checksum.
    static boolean isCreditCard(String text) {
        String digits = text.replaceAll("[^0-9]+", "");
        if (!CREDIT_CARD.matcher(digits).matches()) return false;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
