package dev.outrigger.kinds;

import dev.outrigger.meta.ObjectKey;
import dev.outrigger.meta.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where computed objects come from, over untyped objects of the hub version. Authors write a [Virtual].
public interface VirtualSource {

    /// What it can do besides listing.
    enum Ability {
        /// Find one object without listing all.
        GET,
        /// Tell of changes.
        WATCH,
        /// Take new objects.
        CREATE,
        /// Take changed objects.
        UPDATE,
        /// Remove objects.
        DELETE
    }

    /// What it can do.
    Set<Ability> abilities();

    /// Whether what is listed depends on who asks, and where.
    boolean dependsOnView();

    /// How old what is shown may be, to those who do not ask for the newest, and to those who watch where
    /// [Ability#WATCH]
    /// is missing.
    Duration interval();

    /// The objects there are, with name and namespace in their metadata.
    List<Value.Struct> list(View view);

    /// One object; empty where there is none.
    Optional<Value.Struct> get(View view, ObjectKey key);

    /// Begins to tell of changes.
    ///
    /// @return ends it
    AutoCloseable watch(View view, Changes changes);

    /// Takes a new object.
    ///
    /// @return the object as it is now
    Value.Struct create(View view, Value.Struct object);

    /// Takes a changed object.
    ///
    /// @return the object as it is now
    Value.Struct update(View view, Value.Struct object, Value.Struct old);

    /// Removes an object.
    void delete(View view, Value.Struct object);

    /// Is told of changes, from any thread.
    interface Changes {
        /// An object is new or another.
        void put(Value.Struct object);

        /// An object is gone.
        void removed(ObjectKey key);

        /// Something is another: list again.
        void listAgain();
    }
}
