package dev.outrigger.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Kubernetes' functions of lists: `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`.
final class ListsLibrary {
    private static final Map<String, CelType> COMPARABLE = Map.of(
            "int", SimpleType.INT,
            "uint", SimpleType.UINT,
            "double", SimpleType.DOUBLE,
            "bool", SimpleType.BOOL,
            "duration", SimpleType.DURATION,
            "timestamp", SimpleType.TIMESTAMP,
            "string", SimpleType.STRING,
            "bytes", SimpleType.BYTES);

    private ListsLibrary() {}

    static Library library() {
        var library = new Library();
        COMPARABLE.forEach((name, type) -> {
            var list = ListType.create(type);
            library.member(
                    "isSorted",
                    SimpleType.BOOL,
                    list,
                    Overload.of("list_" + name + "_is_sorted_bool", List.class, ListsLibrary::isSorted));
            library.member(
                    "max",
                    type,
                    list,
                    Overload.of("list_" + name + "_max_" + name, List.class, items -> most("max", items, 1)));
            library.member(
                    "min",
                    type,
                    list,
                    Overload.of("list_" + name + "_min_" + name, List.class, items -> most("min", items, -1)));
        });
        sum(library, "int", SimpleType.INT, 0L, (a, b) -> Math.addExact((Long) a, (Long) b));
        sum(library, "uint", SimpleType.UINT, UnsignedLong.ZERO, ListsLibrary::addUnsigned);
        sum(library, "double", SimpleType.DOUBLE, 0.0, (a, b) -> (Double) a + (Double) b);
        sum(library, "duration", SimpleType.DURATION, Duration.ZERO, (a, b) -> ((Duration) a).plus((Duration) b));
        var any = TypeParamType.create("A");
        return library.member(
                        "indexOf",
                        SimpleType.INT,
                        ListType.create(any),
                        List.of(any),
                        new Overload("list_a_index_of_int", List.of(List.class, Object.class), ListsLibrary::indexOf))
                .member(
                        "lastIndexOf",
                        SimpleType.INT,
                        ListType.create(any),
                        List.of(any),
                        new Overload(
                                "list_a_last_index_of_int",
                                List.of(List.class, Object.class),
                                ListsLibrary::lastIndexOf));
    }

    private static void sum(Library library, String name, CelType type, Object zero, BinaryOperator<Object> plus) {
        library.member(
                "sum",
                type,
                ListType.create(type),
                Overload.of("list_" + name + "_sum_" + name, List.class, items -> sum(items, zero, plus)));
    }

    private static Object sum(List<?> items, Object zero, BinaryOperator<Object> plus) {
        try {
            Object sum = zero;
            for (Object item : items) sum = plus.apply(sum, item);
            return sum;
        } catch (ArithmeticException e) {
            throw new CelFault((zero instanceof Duration ? "duration" : "integer") + " overflow");
        }
    }

    private static Object addUnsigned(Object a, Object b) {
        BigInteger sum = ((UnsignedLong) a).bigIntegerValue().add(((UnsignedLong) b).bigIntegerValue());
        if (sum.bitLength() > Long.SIZE) throw new CelFault("unsigned integer overflow");
        return UnsignedLong.valueOf(sum);
    }

    private static Object isSorted(List<?> items) {
        Object before = null;
        for (Object item : items) {
            if (before != null && compare(before, item) > 0) return false;
            before = item;
        }
        return true;
    }

    private static Object most(String name, List<?> items, int sign) {
        Object best = null;
        for (Object item : items) {
            if (best == null || Integer.signum(compare(item, best)) == sign) best = item;
        }
        if (best == null) throw new CelFault(name + " called on empty list");
        return best;
    }

    @SuppressWarnings("unchecked") // values of the same comparable class
    private static int compare(Object a, Object b) {
        if (a instanceof CelByteString x && b instanceof CelByteString y) {
            return java.util.Arrays.compareUnsigned(x.toByteArray(), y.toByteArray());
        }
        if (a.getClass() != b.getClass()) throw CelFault.noSuchOverload();
        return ((Comparable<Object>) a).compareTo(b);
    }

    private static Object indexOf(Frame frame, Object[] arguments) {
        long index = 0;
        for (Object item : (List<?>) arguments[0]) {
            if (Equality.equal(frame, item, arguments[1])) return index;
            index++;
        }
        return -1L;
    }

    private static Object lastIndexOf(Frame frame, Object[] arguments) {
        var list = (List<?>) arguments[0];
        for (int i = list.size() - 1; i >= 0; i--) {
            if (Equality.equal(frame, list.get(i), arguments[1])) return (long) i;
        }
        return -1L;
    }
}
