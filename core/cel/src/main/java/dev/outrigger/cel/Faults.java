package dev.outrigger.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.runtime.CelEvaluationException;
import java.util.NoSuchElementException;

/// Exceptions of functions, as cel-go words them.
final class Faults {
    private Faults() {}

    static CelFault of(Exception e, String function, Object[] arguments) {
        return switch (e) {
            case CelFault fault -> fault;
            case CelRuntimeException coded -> coded(coded.getErrorCode(), coded, function, arguments);
            case CelEvaluationException coded -> coded(coded.getErrorCode(), coded, function, arguments);
            case ClassCastException ignored -> CelFault.noSuchOverload();
            case NoSuchElementException ignored
            when function.equals("value") -> new CelFault("optional.none() dereference");
            default -> new CelFault(text(e));
        };
    }

    private static CelFault coded(CelErrorCode code, Exception e, String function, Object[] arguments) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> new CelFault(function.equals("_%_") ? "modulus by zero" : "division by zero");
            case OVERLOAD_NOT_FOUND -> CelFault.noSuchOverload();
            case ATTRIBUTE_NOT_FOUND -> CelFault.noSuchKey(last(arguments));
            case NUMERIC_OVERFLOW -> new CelFault(overflow(arguments));
            default -> new CelFault(text(e));
        };
    }

    private static Object last(Object[] arguments) {
        return arguments.length == 0 ? "" : arguments[arguments.length - 1];
    }

    private static String overflow(Object[] arguments) {
        for (Object argument : arguments) {
            switch (TypeName.of(argument).name()) {
                case "uint" -> {
                    return "unsigned integer overflow";
                }
                case "google.protobuf.Timestamp" -> {
                    return "timestamp overflow";
                }
                case "google.protobuf.Duration" -> {
                    return "duration overflow";
                }
                default -> {}
            }
        }
        return "integer overflow";
    }

    private static String text(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.replaceFirst("^evaluation error[^:]*: ", "");
    }
}
