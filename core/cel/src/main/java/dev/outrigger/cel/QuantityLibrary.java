package dev.outrigger.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import java.util.List;

/// Kubernetes' `quantity` and what can be asked of one.
final class QuantityLibrary {
    private QuantityLibrary() {}

    static Library library() {
        var quantity = StructTypeReference.create(Quantity.TYPE);
        var library = new Library()
                .global(
                        "quantity",
                        quantity,
                        SimpleType.STRING,
                        Overload.of("string_to_quantity", String.class, Quantity::parse))
                .global(
                        "isQuantity",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of("is_quantity_string", String.class, QuantityLibrary::isQuantity));
        asked(library, "sign", SimpleType.INT, "quantity_sign", q ->
                (long) q.amount().signum());
        asked(library, "asInteger", SimpleType.INT, "quantity_get_int", Quantity::asInteger);
        asked(
                library,
                "asApproximateFloat",
                SimpleType.DOUBLE,
                "quantity_get_float",
                q -> q.amount().doubleValue());
        asked(library, "isInteger", SimpleType.BOOL, "quantity_is_integer", Quantity::isInteger);
        compared(library, "isGreaterThan", SimpleType.BOOL, "quantity_is_greater_than", sign -> sign > 0);
        compared(library, "isLessThan", SimpleType.BOOL, "quantity_is_less_than", sign -> sign < 0);
        compared(library, "compareTo", SimpleType.INT, "quantity_compare_to", sign -> (long) sign);
        both(library, "add", quantity, "quantity_add", Quantity::plus);
        both(library, "sub", quantity, "quantity_sub", (a, b) -> a.plus(b.negated()));
        return library.member(
                        "add",
                        quantity,
                        quantity,
                        List.of(SimpleType.INT),
                        Overload.of("quantity_add_int", Quantity.class, Long.class, (a, b) -> a.plus(Quantity.of(b))))
                .member(
                        "sub",
                        quantity,
                        quantity,
                        List.of(SimpleType.INT),
                        Overload.of(
                                "quantity_sub_int",
                                Quantity.class,
                                Long.class,
                                (a, b) -> a.plus(Quantity.of(b).negated())));
    }

    private static void asked(
            Library library, String name, CelType result, String overload, Overload.One<Quantity> body) {
        var quantity = StructTypeReference.create(Quantity.TYPE);
        library.member(name, result, quantity, Overload.of(overload, Quantity.class, body));
    }

    private static void both(
            Library library, String name, CelType result, String overload, Overload.Two<Quantity, Quantity> body) {
        var quantity = StructTypeReference.create(Quantity.TYPE);
        library.member(
                name, result, quantity, List.of(quantity), Overload.of(overload, Quantity.class, Quantity.class, body));
    }

    private static void compared(
            Library library, String name, CelType result, String overload, Overload.One<Integer> sign) {
        both(library, name, result, overload, (a, b) -> sign.apply(a.amount().compareTo(b.amount())));
    }

    private static boolean isQuantity(String text) {
        try {
            Quantity.parse(text);
            return true;
        } catch (CelFault fault) {
            return false;
        }
    }
}
