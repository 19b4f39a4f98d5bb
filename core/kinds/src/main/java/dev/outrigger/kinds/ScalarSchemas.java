package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.time.temporal.TemporalAccessor;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The schemas of Java's own scalar types.
final class ScalarSchemas {
    private static final Schema STRING = Schema.of(Schema.Type.STRING);
    /// Only types that say where on Earth: a date-time has an offset.
    private static final Schema DATE_TIME = STRING.withFormat("date-time");

    private static final Schema INT32 = Schema.of(Schema.Type.INTEGER).withFormat("int32");
    private static final Schema INT64 = Schema.of(Schema.Type.INTEGER).withFormat("int64");
    private static final Map<Class<?>, Schema> KNOWN = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(Character.class, STRING),
            Map.entry(char.class, STRING),
            Map.entry(java.net.URI.class, STRING),
            Map.entry(java.time.Duration.class, STRING),
            Map.entry(java.time.Period.class, STRING),
            Map.entry(java.time.ZoneId.class, STRING),
            Map.entry(java.time.Instant.class, DATE_TIME),
            Map.entry(java.time.OffsetDateTime.class, DATE_TIME),
            Map.entry(java.time.ZonedDateTime.class, DATE_TIME),
            Map.entry(java.time.LocalDate.class, STRING.withFormat("date")),
            Map.entry(UUID.class, STRING.withFormat("uuid")),
            Map.entry(Date.class, DATE_TIME),
            Map.entry(byte[].class, STRING.withFormat("byte")),
            Map.entry(boolean.class, Schema.of(Schema.Type.BOOLEAN)),
            Map.entry(Boolean.class, Schema.of(Schema.Type.BOOLEAN)),
            Map.entry(int.class, INT32),
            Map.entry(Integer.class, INT32),
            Map.entry(short.class, INT32),
            Map.entry(Short.class, INT32),
            Map.entry(byte.class, INT32),
            Map.entry(Byte.class, INT32),
            Map.entry(long.class, INT64),
            Map.entry(Long.class, INT64),
            Map.entry(java.math.BigInteger.class, Schema.of(Schema.Type.INTEGER)),
            Map.entry(float.class, Schema.of(Schema.Type.NUMBER).withFormat("float")),
            Map.entry(Float.class, Schema.of(Schema.Type.NUMBER).withFormat("float")),
            Map.entry(double.class, Schema.of(Schema.Type.NUMBER).withFormat("double")),
            Map.entry(Double.class, Schema.of(Schema.Type.NUMBER).withFormat("double")),
            Map.entry(java.math.BigDecimal.class, Schema.of(Schema.Type.NUMBER)));
    /// Those that fabric8 has for Kubernetes', which Jackson takes to text by code of their own.
    private static final Map<String, Schema> FABRIC8 = Map.of(
            Annotations.API + "IntOrString",
            Schema.of(Schema.Type.INT_OR_STRING),
            Annotations.API + "Quantity",
            Schema.of(Schema.Type.INT_OR_STRING).withProto(new Schema.Proto(0, true, 0)),
            Annotations.API + "MicroTime",
            DATE_TIME,
            Annotations.API + "Duration",
            STRING);

    private ScalarSchemas() {}

    static Optional<Schema> of(Class<?> type) {
        var known = Optional.ofNullable(KNOWN.get(type)).or(() -> Optional.ofNullable(FABRIC8.get(type.getName())));
        return TemporalAccessor.class.isAssignableFrom(type) ? known.or(() -> Optional.of(STRING)) : known;
    }
}
