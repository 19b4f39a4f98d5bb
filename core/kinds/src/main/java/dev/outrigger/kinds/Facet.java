package dev.outrigger.kinds;

import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.Value;
import java.util.List;

/// How a stored object is seen and written as another kind. All are pure functions over objects of the hub version;
/// apiVersion, kind and metadata of the other kind are the engine's.
public interface Facet {
    /// The members of the other kind.
    ///
    /// @throws dev.outrigger.meta.ApiException where the object cannot be seen as that kind
    Value.Struct read(Value.Struct object);

    /// The same for a client that reads it, which may be refused where it has nothing to show.
    ///
    /// @throws dev.outrigger.meta.ApiException where there is nothing to be shown
    default Value.Struct shown(Value.Struct object) {
        return read(object);
    }

    /// The object as it shall be where the other kind's members are these. What `edited` lacks is removed.
    Value.Struct write(Value.Struct object, Value.Struct edited);

    /// What a client sent, with what stands for members that it left out.
    ///
    /// @throws dev.outrigger.meta.ApiException 400 where they cannot be left out
    default Value.Struct completed(Value.Struct object, Value.Struct edited) {
        return edited;
    }

    /// What is wrong with what a client sent, beyond its schema; the object it leads to is validated by its own rules.
    default List<FieldError> errors(Value.Struct edited) {
        return List.of();
    }

    /// The object's path, such as `.spec.lives`, as clients of the other kind know it.
    default String clientPath(String path) {
        return path;
    }
}
