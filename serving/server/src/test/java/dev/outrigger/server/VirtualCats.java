package dev.outrigger.server;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.View;
import dev.outrigger.kinds.Virtual;
import dev.outrigger.kinds.VirtualMetadata;
import dev.outrigger.meta.ObjectKey;
import dev.outrigger.rest.TimeLimits;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The protocol suite's cats, of which no store knows: an author's map keeps them.
final class VirtualCats {
    private final Map<ObjectKey, VirtualCat> cats = new ConcurrentHashMap<>();

    @Group("animal.skai.io")
    @Version("v1alpha1")
    @Kind("Cat")
    static final class VirtualCat extends CustomResource<ProtocolTypes.CatSpec, ProtocolTypes.CatStatus>
            implements Namespaced {
        private static final long serialVersionUID = 1;
    }

    /// A class of the suite that runs against these cats.
    interface Tested {}

    static ProtocolServer start() {
        return ProtocolServer.start(
                ProtocolTypes.serverWithCats(new VirtualCats().resource()),
                new Options.Storage.Memory(),
                TimeLimits.USUAL);
    }

    private Resource<VirtualCat> resource() {
        return Resource.of(VirtualCat.class)
                .plural("cats")
                .shortName("ct")
                .category("all")
                .virtual(Virtual.<VirtualCat>list(() -> List.copyOf(cats.values()))
                        .every(Duration.ofMillis(100))
                        .create(this::create)
                        .update(this::update)
                        .delete((_, key) -> cats.remove(key)));
    }

    private VirtualCat create(View view, VirtualMetadata metadata, VirtualCat cat) {
        cats.put(metadata.key(), cat);
        return cat;
    }

    private VirtualCat update(View view, VirtualMetadata metadata, VirtualCat cat, VirtualCat old) {
        return create(view, metadata, cat);
    }
}
