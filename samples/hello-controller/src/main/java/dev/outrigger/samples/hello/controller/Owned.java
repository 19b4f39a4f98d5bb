package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/// What the objects of a foo have in common: its place and name, a label, and the foo as their owner. They
/// go with it, since the garbage collector of the cluster deletes whose owners are gone.
final class Owned {
    private Owned() {}

    static ObjectMeta metadata(FooResource foo) {
        return new ObjectMetaBuilder()
                .withNamespace(foo.getMetadata().getNamespace())
                .withName(foo.getMetadata().getName())
                .addToLabels("app.kubernetes.io/managed-by", FooReconciler.NAME)
                .withOwnerReferences(controlledBy(foo))
                .build();
    }

    private static OwnerReference controlledBy(FooResource foo) {
        return new OwnerReferenceBuilder()
                .withApiVersion(foo.getApiVersion())
                .withKind(foo.getKind())
                .withName(foo.getMetadata().getName())
                .withUid(foo.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /// Whether it belongs to this foo and not to one before it that had the name.
    static boolean isOf(HasMetadata object, FooResource foo) {
        return object.hasOwnerReferenceFor(foo.getMetadata().getUid());
    }
}
