package dev.outrigger.cel;

import com.google.common.primitives.UnsignedLong;
import java.util.Map;
import java.util.Optional;

/// Keys of maps: strings, booleans and integers. Numbers of the same value are the same key, whatever their type.
final class Keys {
    private Keys() {}

    static Object checked(Object key) {
        return switch (key) {
            case String ignored -> key;
            case Boolean ignored -> key;
            case Long ignored -> key;
            case UnsignedLong ignored -> key;
            default ->
                throw new CelFault("unsupported key type: " + TypeName.of(key).name());
        };
    }

    static void putNew(Map<Object, Object> map, Object key, Object value) {
        if (find(map, key).isPresent()) {
            throw new CelFault("Failed with repeated key: " + key);
        }
        map.put(key, value);
    }

    /// The value of a key, `Optional.empty()` where there is none.
    static Optional<Object> find(Map<?, ?> map, Object key) {
        Object value = map.get(key);
        if (value != null) return Optional.of(value);
        return switch (key) {
            case Long number when number >= 0 -> Optional.ofNullable(map.get(UnsignedLong.valueOf(number)));
            case UnsignedLong number when number.longValue() >= 0 -> Optional.ofNullable(map.get(number.longValue()));
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> find(map, (Object) number.longValue());
            case Double number
            when number == Math.rint(number) && number >= 0x1p63 && number < 0x1p64 ->
                find(map, (Object) UnsignedLong.valueOf(new java.math.BigDecimal(number).toBigInteger()));
            default -> Optional.empty();
        };
    }
}
