package dev.outrigger.samples.hello.controller;

import dev.outrigger.samples.hello.Foo;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/// A foo as fabric8's clients, informers and listers have it: the author's own spec and status, and the
/// metadata that the author's record leaves to the server.
@Group("hello.zeng.dev")
@Version("v2")
@Kind("Foo")
@Plural("foos")
public final class FooResource extends CustomResource<Foo.Spec, Foo.Status> implements Namespaced {

    /// What a foo of that place and name shall be.
    public static FooResource of(String namespace, String name, Foo.Spec spec) {
        var foo = named(namespace, name);
        foo.setSpec(spec);
        return foo;
    }

    /// That status of this foo and nothing else, as it is applied.
    FooResource with(Foo.Status status) {
        var foo = named(getMetadata().getNamespace(), getMetadata().getName());
        foo.setStatus(status);
        return foo;
    }

    private static FooResource named(String namespace, String name) {
        var foo = new FooResource();
        foo.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        return foo;
    }
}
