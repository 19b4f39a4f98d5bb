package dev.outrigger.junit;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/// What the servers of these tests serve.
@Group("animal.skai.io")
@Version("v1alpha1")
final class Cat extends CustomResource<Cat.Spec, Void> implements Namespaced {
    private static final long serialVersionUID = 1;

    static final class Spec {
        public int lives;
    }

    static Cat named(String name, int lives) {
        var cat = new Cat();
        cat.setMetadata(new ObjectMetaBuilder().withName(name).build());
        cat.setSpec(new Spec());
        cat.getSpec().lives = lives;
        return cat;
    }
}
