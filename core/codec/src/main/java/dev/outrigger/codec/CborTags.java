package dev.outrigger.codec;

import dev.outrigger.meta.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/// What the tags mean that Kubernetes looks at.
final class CborTags {
    private CborTags() {}

    /// The content of tag 0: a time that is written as text, and stays so.
    static Value time(Value content) {
        if (!(content instanceof Value.Text(var text))) {
            throw new DecodeException("cbor: tag number 0 must be followed by text string");
        }
        try {
            OffsetDateTime.parse(text);
            return content;
        } catch (DateTimeException _) {
            throw new DecodeException("cbor: cannot set " + text + " for time.Time: it is no RFC 3339 time");
        }
    }

    /// The content of tag 1, seconds since 1970, as RFC 3339 text.
    static Value epoch(Value content) {
        return switch (content) {
            case Value.Int(var seconds) -> text(BigDecimal.valueOf(seconds));
            case Value.Real(var seconds) -> text(new BigDecimal(seconds));
            case Value.Null _, Value.Bool _, Value.Text _, Value.Array _, Value.Struct _ ->
                throw new DecodeException("cbor: tag number 1 must be followed by integer or floating-point number");
        };
    }

    private static Value text(BigDecimal seconds) {
        try {
            var whole = seconds.setScale(0, RoundingMode.FLOOR);
            var nanoseconds = seconds.subtract(whole).movePointRight(9).longValue();
            var time =
                    Instant.ofEpochSecond(whole.longValueExact(), nanoseconds).atOffset(ZoneOffset.UTC);
            return Value.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time).replaceFirst("^\\+", ""));
        } catch (ArithmeticException | DateTimeException _) {
            throw new DecodeException("cbor: cannot set " + seconds + " for time.Time: it is out of range");
        }
    }

    /// The bytes as the text that their expected-encoding tag asks for.
    static String encoded(int tag, byte[] bytes) {
        return switch (tag) {
            case 21 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case 22 -> Base64.getEncoder().encodeToString(bytes);
            case 23 -> HexFormat.of().formatHex(bytes);
            default -> throw new IllegalArgumentException("no expected-encoding tag: " + tag);
        };
    }
}
