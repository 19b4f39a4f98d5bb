package dev.outrigger.kinds;

import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A subresource that shows a part of the stored object under a kind of its own, and writes that part: get, put,
/// patch and apply. Its objects carry the parent's name, namespace, uid, resourceVersion and creationTimestamp.
///
/// ```java
/// resource.subresource("config", Edit.of(
///     Config.class, new GroupVersionKind("hello.zeng.dev", "v2", "Config"),
///     foo -> new Config(foo.spec().config()),
///     (foo, config) -> foo.withConfig(config.spec())));
/// ```
///
/// What is written goes through the rules of the parent, whose watchers see it. Both functions are pure.
///
/// @param <T> the parent's type
/// @param <E> the type of the subresource's objects
public final class Edit<T, E> extends AuthoredSubresource<T> {
    private final Class<E> type;
    private final GroupVersionKind kind;
    private final Function<T, E> read;
    private final BiFunction<T, E, T> write;

    private Edit(Class<E> type, GroupVersionKind kind, Function<T, E> read, BiFunction<T, E, T> write) {
        this.type = type;
        this.kind = kind;
        this.read = read;
        this.write = write;
    }

    /// Objects of `type`, of that kind.
    ///
    /// @param read the part that an object shows
    /// @param write the object with another such part; members that the client left out are null
    public static <T, E> Edit<T, E> of(
            Class<E> type, GroupVersionKind kind, Function<T, E> read, BiFunction<T, E, T> write) {
        return new Edit<>(type, kind, read, write);
    }

    @Override
    Subresource named(String name, Parent<T> parent) {
        var own = parent.kinds().kind(type, kind, List.of());
        return new Subresource.Edit(
                name, own, new TypedFacet<>(parent.form(), parent.kinds().form(type, kind.kind()), read, write));
    }

    /// The author's functions over untyped objects.
    private record TypedFacet<T, E>(Mapped<T> parent, Mapped<E> own, Function<T, E> read, BiFunction<T, E, T> write)
            implements Facet {
        @Override
        public Value.Struct read(Value.Struct object) {
            return own.written(read.apply(parent.typed(object)));
        }

        @Override
        public Value.Struct write(Value.Struct object, Value.Struct edited) {
            T before = parent.typed(object);
            var was = parent.written(before);
            var is = parent.written(write.apply(before, own.typed(edited)));
            return Difference.applied(object, was, is);
        }
    }
}
