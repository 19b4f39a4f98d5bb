package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import java.util.List;
import java.util.Optional;

/// The objects of a resource in its author's class.
record TypedLister<T>(Mapped<T> form, Lister<Value.Struct> objects) implements Lister<T> {
    @Override
    public List<T> list() {
        return objects.list().stream().map(form::typed).toList();
    }

    @Override
    public List<T> list(String namespace) {
        return objects.list(namespace).stream().map(form::typed).toList();
    }

    @Override
    public Optional<T> get(String namespace, String name) {
        return objects.get(namespace, name).map(form::typed);
    }
}
