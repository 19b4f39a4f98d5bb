package dev.outrigger.kinds;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.List;

/// A subresource that does something with an object when one is created there (POST), as `pods/eviction` and
/// `serviceaccounts/token`: what is sent and answered is of a kind of its own, and nothing is stored.
///
/// ```java
/// resource.subresource("base64", Action.of(
///     Base64.class, new GroupVersionKind("transformation.zeng.dev", "v1beta1", "Base64"),
///     (foo, body, context) -> body.encoded(context.object())));
/// ```
///
/// A name and a namespace in the body must be the object's; the answer carries them.
///
/// @param <T> the parent's type
/// @param <B> the type of what is sent and answered
public final class Action<T, B> extends AuthoredSubresource<T> {
    private final Class<B> type;
    private final GroupVersionKind kind;
    private final Handler<T, B> handler;

    private Action(Class<B> type, GroupVersionKind kind, Handler<T, B> handler) {
        this.type = type;
        this.kind = kind;
        this.handler = handler;
    }

    /// An action on what is sent as `type`, of that kind.
    public static <T, B> Action<T, B> of(Class<B> type, GroupVersionKind kind, Handler<T, B> handler) {
        return new Action<>(type, kind, handler);
    }

    /// Does what is asked for.
    public interface Handler<T, B> {
        /// The answer.
        ///
        /// @param object the object that it is about
        /// @param body what the client sent
        /// @throws dev.outrigger.meta.ApiException where it is refused
        B perform(T object, B body, ActionContext context);
    }

    @Override
    Subresource named(String name, Parent<T> parent) {
        var own = parent.kinds().kind(type, kind, List.of());
        var form = parent.kinds().form(type, kind.kind());
        return new Subresource.Action(
                name, own, (object, body, context) -> perform(parent.form(), form, object, body, context));
    }

    private Value.Struct perform(
            Mapped<T> parent, Mapped<B> own, Value.Struct object, Value.Struct body, ActionContext context) {
        return own.written(handler.perform(parent.typed(object), own.typed(body), context));
    }
}
