package dev.outrigger.kinds;

import java.io.IOException;
import java.net.URI;
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
    private final Subresource.Right right;
    private final Subresource.Bodies bodies;

    private Connect(
            Optional<Class<O>> options,
            Handler<T, O> handler,
            List<Subresource.Method> methods,
            Subresource.Paths paths) {
        this(options, handler, methods, paths, Subresource.Right.METHOD, Subresource.Bodies.WHOLE);
    }

    private Connect(
            Optional<Class<O>> options,
            Handler<T, O> handler,
            List<Subresource.Method> methods,
            Subresource.Paths paths,
            Subresource.Right right,
            Subresource.Bodies bodies) {
        this.options = options;
        this.handler = handler;
        this.methods = methods;
        this.paths = paths;
        this.right = right;
        this.bodies = bodies;
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

    /// A log, as `pods/log`: `kubectl get --raw …/log?follow=true`, and `kubectl logs` where the kind is `Pod`.
    ///
    /// ```java
    /// resource.subresource("log", Connect.logs((cat, options, connection, log) -> log.past(diary.of(cat))));
    /// ```
    public static <T> AuthoredSubresource<T> logs(Logs<T> logs) {
        return of(PodLogOptions.class, (object, query, connection) -> {
            var options = query.read(connection.key().name());
            return new Connected.Log(options, sink -> logs.write(object, options, connection, sink));
        });
    }

    /// Sessions with commands, as `pods/exec`: any client's `exec`, and `kubectl exec` where the kind is `Pod`. It
    /// takes the right to create, whatever the method.
    ///
    /// ```java
    /// resource.subresource("exec", Connect.exec((cat, options, connection, session) -> {
    ///     session.stdin().transferTo(session.stdout());
    ///     return 0;
    /// }));
    /// ```
    public static <T> AuthoredSubresource<T> exec(Exec<T> exec) {
        Handler<T, PodExecOptions> handler =
                (object, query, connection) -> running(exec, object, query.read(), connection);
        return session(PodExecOptions.class, handler);
    }

    /// Sessions with what runs already, as `pods/attach`: like [#exec], without a command.
    public static <T> AuthoredSubresource<T> attach(Exec<T> attach) {
        Handler<T, PodAttachOptions> handler =
                (object, query, connection) -> running(attach, object, query.read(), connection);
        return session(PodAttachOptions.class, handler);
    }

    private static <T> Connected running(Exec<T> exec, T object, SessionOptions options, Connection connection) {
        return new Connected.Run(options, session -> exec.run(object, options, connection, session));
    }

    /// A WebSocket begins with a GET, and must not let in who may only look (upstream since 1.35).
    private static <T, O> Connect<T, O> session(Class<O> options, Handler<T, O> handler) {
        return new Connect<>(
                Optional.of(options),
                handler,
                List.of(Subresource.Method.GET, Subresource.Method.POST),
                Subresource.Paths.NONE,
                Subresource.Right.CREATE,
                Subresource.Bodies.WHOLE);
    }

    /// An HTTP server that requests are handed on to, as `pods/proxy`: with any method, what the path and the query
    /// hold, headers and a body of any length, upgrades too; not with the client's credentials.
    ///
    /// ```java
    /// resource.subresource("proxy", Connect.proxy((cat, connection) -> URI.create(cat.spec().collar())));
    /// ```
    ///
    /// @param target where requests go: the path behind the subresource's name is put behind its path
    public static <T> AuthoredSubresource<T> proxy(Proxy<T> target) {
        Handler<T, NoOptions> handler =
                (object, _, connection) -> new Connected.Proxy(target.target(object, connection));
        return new Connect<>(
                Optional.empty(),
                handler,
                List.of(Subresource.Method.values()),
                Subresource.Paths.BELOW,
                Subresource.Right.METHOD,
                Subresource.Bodies.STREAMED);
    }

    /// Writes logs.
    public interface Logs<T> {
        /// Writes an object's log, on a virtual thread of its own; the answer ends when it returns.
        ///
        /// @throws dev.outrigger.meta.ApiException where it is refused, before anything was written
        /// @throws IOException where it cannot go on: the client sees that the log is not whole
        void write(T object, LogOptions options, Connection connection, LogSink log)
                throws IOException, InterruptedException;
    }

    /// Runs sessions.
    public interface Exec<T> {
        /// Runs, on a virtual thread of its own; the client's streams end when it returns.
        ///
        /// @return the exit code; 0 for success
        /// @throws dev.outrigger.meta.ApiException what the client hears in place of an exit code
        int run(T object, SessionOptions options, Connection connection, Session session)
                throws IOException, InterruptedException;
    }

    /// Knows the server that stands behind an object.
    public interface Proxy<T> {
        /// Its address, `http` or `https`.
        ///
        /// @throws dev.outrigger.meta.ApiException where there is none, 503 for now
        URI target(T object, Connection connection);
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
                right,
                bodies,
                (object, values, connection) ->
                        handler.connect(parent.form().typed(object), form.typed(values), connection));
    }

    @SuppressWarnings("unchecked")
    private Class<O> type() {
        // Without a class, the options can only be NoOptions: the factories see to it.
        return options.orElse((Class<O>) NoOptions.class);
    }
}
