package dev.outrigger.kinds;

import dev.outrigger.meta.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Objects that the author's code computes, and no store keeps. The engine makes of them what it makes of stored ones:
/// gets, lists in pages, selectors, tables, watches that can be resumed, every content type.
///
/// ```java
/// record Disk(long free) {}
///
/// Resource.of(Disk.class).in("machine.example.com", "v1").clusterScoped()
///     .virtual(Virtual.list(() -> disks()).metadata(disk -> VirtualMetadata.named(disk.name())))
/// ```
///
/// The resource is read-only unless there are [#create], [#update] (which patches need too) or [#delete]. What goes
/// through them has been defaulted, validated and admitted as for stored objects. An object's revision rises when it is
/// seen to have changed.
///
/// Code may be called by several threads, never twice at a time for one view. What it throws is the client's answer
/// where
/// it is an `ApiException`, and a 500 otherwise.
///
/// @param <T> the resource's type
public final class Virtual<T> {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(1);

    final Function<View, List<T>> list;
    final boolean dependsOnView;
    Optional<Function<T, VirtualMetadata>> metadata = Optional.empty();
    Optional<BiFunction<View, ObjectKey, Optional<T>>> get = Optional.empty();
    Optional<Watch<T>> watch = Optional.empty();
    Optional<Create<T>> create = Optional.empty();
    Optional<Update<T>> update = Optional.empty();
    Optional<Delete> delete = Optional.empty();
    Duration interval = USUAL_INTERVAL;

    private Virtual(Function<View, List<T>> list, boolean dependsOnView) {
        this.list = list;
        this.dependsOnView = dependsOnView;
    }

    /// Objects that are the same whoever asks: all of them, in every namespace.
    public static <T> Virtual<T> list(Supplier<List<T>> list) {
        return new Virtual<>(_ -> list.get(), false);
    }

    /// Objects that depend on who asks, and in which namespace. Each caller sees revisions of their own.
    public static <T> Virtual<T> list(Function<View, List<T>> list) {
        return new Virtual<>(list, true);
    }

    /// The objects' metadata, where the type has no `metadata` member as fabric8's types have.
    public Virtual<T> metadata(Function<T, VirtualMetadata> metadata) {
        this.metadata = Optional.of(metadata);
        return this;
    }

    /// Finds one object where listing all would cost more.
    public Virtual<T> get(BiFunction<View, ObjectKey, Optional<T>> get) {
        this.get = Optional.of(get);
        return this;
    }

    /// How old what is shown may be (a second where nothing is said): to those who ask for any state, and to those who
    /// watch, for whom the objects are listed so often while anybody does.
    public Virtual<T> every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("objects can be listed after a while only, not every " + interval);
        }
        this.interval = interval;
        return this;
    }

    /// Tells of changes, so that nothing needs to be listed again for those who watch.
    public Virtual<T> watch(Watch<T> watch) {
        this.watch = Optional.of(watch);
        return this;
    }

    /// Takes new objects.
    public Virtual<T> create(Create<T> create) {
        this.create = Optional.of(create);
        return this;
    }

    /// Takes changed objects.
    public Virtual<T> update(Update<T> update) {
        this.update = Optional.of(update);
        return this;
    }

    /// Removes objects, one at a time.
    public Virtual<T> delete(Delete delete) {
        this.delete = Optional.of(delete);
        return this;
    }

    /// Tells of changes.
    public interface Watch<T> {
        /// Begins to tell; called when the first client watches.
        ///
        /// @return called when nobody does any more
        AutoCloseable begin(View view, Changes<T> changes);
    }

    /// Is told of changes, from any thread.
    public interface Changes<T> {
        /// An object is new or another.
        void put(T object);

        /// An object is gone.
        void removed(ObjectKey key);

        /// Something is another: list again.
        void listAgain();
    }

    /// Takes new objects.
    public interface Create<T> {
        /// Keeps it.
        ///
        /// @return the object as it is now; the next list has it too
        /// @throws dev.outrigger.meta.ApiException where it is refused
        T create(View view, VirtualMetadata metadata, T object);
    }

    /// Takes changed objects.
    public interface Update<T> {
        /// Keeps it.
        ///
        /// @return the object as it is now
        /// @throws dev.outrigger.meta.ApiException where it is refused
        T update(View view, VirtualMetadata metadata, T object, T old);
    }

    /// Removes objects.
    public interface Delete {
        /// Removes it.
        ///
        /// @throws dev.outrigger.meta.ApiException where it is refused
        void delete(View view, ObjectKey key);
    }
}
