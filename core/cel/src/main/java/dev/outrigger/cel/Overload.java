package dev.outrigger.cel;

import java.util.List;

/// One implementation of a function: what a call becomes whose arguments are of these classes.
///
/// @param id the name by which the type checker chooses it, such as `add_int64`
record Overload(String id, List<Class<?>> parameters, Body body) {

    /// What it does.
    @FunctionalInterface
    interface Body {
        /// Applies the function.
        ///
        /// @param frame the evaluation, for what costs more than the call's price tells
        /// @throws Exception any, turned into an error of the expression
        Object apply(Frame frame, Object[] arguments) throws Exception;
    }

    /// What a function of one argument does.
    @FunctionalInterface
    interface One<A> {
        /// Applies the function.
        Object apply(A argument);
    }

    /// What a function of two arguments does.
    @FunctionalInterface
    interface Two<A, B> {
        /// Applies the function.
        Object apply(A first, B second);
    }

    /// What a function of three arguments does.
    @FunctionalInterface
    interface Three<A, B, C> {
        /// Applies the function.
        Object apply(A first, B second, C third);
    }

    static <A> Overload of(String id, Class<A> a, One<A> body) {
        return new Overload(id, List.of(a), (frame, arguments) -> body.apply(a.cast(arguments[0])));
    }

    static <A, B> Overload of(String id, Class<A> a, Class<B> b, Two<A, B> body) {
        return new Overload(
                id, List.of(a, b), (frame, arguments) -> body.apply(a.cast(arguments[0]), b.cast(arguments[1])));
    }

    static <A, B, C> Overload of(String id, Class<A> a, Class<B> b, Class<C> c, Three<A, B, C> body) {
        return new Overload(
                id,
                List.of(a, b, c),
                (frame, arguments) -> body.apply(a.cast(arguments[0]), b.cast(arguments[1]), c.cast(arguments[2])));
    }

    boolean takes(Object[] arguments) {
        if (arguments.length != parameters.size()) return false;
        for (int i = 0; i < arguments.length; i++) {
            if (!parameters.get(i).isInstance(arguments[i])) return false;
        }
        return true;
    }
}
