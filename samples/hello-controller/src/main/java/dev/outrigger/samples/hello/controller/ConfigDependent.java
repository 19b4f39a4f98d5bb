package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.HashMap;
import java.util.Map;

/// The config map that holds what a foo has to say.
///
/// It is applied, so that this controller owns the members it sets and takes back those that somebody else
/// changed; what others add beside them stays.
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
final class ConfigDependent extends CRUDKubernetesDependentResource<ConfigMap, FooResource> {
    ConfigDependent() {
        super(ConfigMap.class);
    }

    @Override
    protected ConfigMap desired(FooResource foo, Context<FooResource> context) {
        return new ConfigMapBuilder()
                .withMetadata(Owned.metadata(foo))
                .withData(data(foo))
                .build();
    }

    /// What the config map of a foo holds.
    static Map<String, String> data(FooResource foo) {
        var config = foo.getSpec().config();
        var data = new HashMap<String, String>();
        data.put("msg", config.msg());
        if (config.msg1() != null) data.put("msg1", config.msg1());
        return data;
    }

    @Override
    protected ConfigMap handleCreate(ConfigMap desired, FooResource foo, Context<FooResource> context) {
        var created = super.handleCreate(desired, foo, context);
        Announcement.of("Created", "Created its ConfigMap").about(foo, context);
        return created;
    }

    @Override
    protected ConfigMap handleUpdate(
            ConfigMap actual, ConfigMap desired, FooResource foo, Context<FooResource> context) {
        var updated = super.handleUpdate(actual, desired, foo, context);
        Announcement.of("Updated", "Updated its ConfigMap").about(foo, context);
        return updated;
    }
}
