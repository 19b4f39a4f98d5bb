package dev.outrigger.kinds;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A subresource that is a connection to what an object stands for, as `pods/log`, `pods/exec` and `pods/proxy`.
///
/// ```java
/// record Purring(Integer times, boolean loud) {}
///
/// resource.subresource("purr", Connect.of(
///     Purring.class, (cat, purring, connection) -> Connected.text("purr\n"), Subresource.Method.GET));
/// ```
///
/// @param <T> the parent's type
/// @param <O> the type of its options: a record whose members are what may stand in the query
public final class Connect<T, O> extends AuthoredSubresource<T> {
    private final Optional<Class<O>> options;
    private final Handler<T, O> handler;
    private final List<Subresource.Method> methods;
    private final Subresource.Paths paths;

    private Connect(
            Optional<Class<O>> options,
            Handler<T, O> handler,
            List<Subresource.Method> methods,
            Subresource.Paths paths) {
        this.options = options;
        this.handler = handler;
        this.methods = methods;
        this.paths = paths;
    }

    /// A connection with options: `?times=3&loud=true` for members `times` and `loud`. Members that the query does not
    /// name are null, false, zero, or lists without items; parameters that are no members are passed over.
    ///
    /// @param methods what it takes; GET alone where none is given
    public static <T, O> Connect<T, O> of(Class<O> options, Handler<T, O> handler, Subresource.Method... methods) {
        return new Connect<>(Optional.of(options), handler, Arrays.asList(methods), Subresource.Paths.NONE);
    }

    /// A connection without options.
    ///
    /// @param methods what it takes; GET alone where none is given
    public static <T> Connect<T, NoOptions> of(Handler<T, NoOptions> handler, Subresource.Method... methods) {
        return new Connect<>(Optional.empty(), handler, Arrays.asList(methods), Subresource.Paths.NONE);
    }

    /// A connection whose path may go on behind its name, as `…/proxy/some/path`.
    ///
    /// @param methods what it takes; GET alone where none is given
    public static <T> Connect<T, NoOptions> withPaths(Handler<T, NoOptions> handler, Subresource.Method... methods) {
        return new Connect<>(Optional.empty(), handler, Arrays.asList(methods), Subresource.Paths.BELOW);
    }

    /// The options of a connection that has none.
    public record NoOptions() {}

    /// Answers.
    public interface Handler<T, O> {
        /// The answer.
        ///
        /// @param object the object that it is about
        /// @throws dev.outrigger.meta.ApiException where it is refused
        Connected connect(T object, O options, Connection connection) throws InterruptedException;
    }

    @Override
    Subresource named(String name, Parent<T> parent) {
        var type = type();
        var form = parent.kinds().form(type, type.getSimpleName());
        var taken = methods.isEmpty() ? List.of(Subresource.Method.GET) : methods;
        var spoken = new Subresource.Options(
                options.map(Class::getSimpleName), parent.kinds().parameters(type));
        return new Subresource.Connect(
                name,
                taken,
                spoken,
                paths,
                (object, values, connection) ->
                        handler.connect(parent.form().typed(object), form.typed(values), connection));
    }

    @SuppressWarnings("unchecked")
    private Class<O> type() {
        // Without a class, the options can only be NoOptions: the factories see to it.
        return options.orElse((Class<O>) NoOptions.class);
    }
}
