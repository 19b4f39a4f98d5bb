package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.server.ProtocolTypes.Dog;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// fabric8's watches and informers hear of everything, across a restart too.
class Fabric8WatchTests extends ProtocolCase {
    private final Fabric8Events events = new Fabric8Events();
    private Fabric8Client fabric8;
    private NonNamespaceOperation<Dog, KubernetesResourceList<Dog>, Resource<Dog>> dogs;

    @BeforeEach
    void connect() {
        fabric8 = Fabric8Client.of(server().kubeconfig());
        dogs = fabric8.dogs(namespace);
    }

    @AfterEach
    void disconnect() {
        fabric8.close();
    }

    private Dog create(String name) {
        return dogs.resource(Fabric8Client.dog(name, 3)).create();
    }

    private void age(String name, int age) {
        dogs.withName(name).edit(dog -> {
            dog.getSpec().age = age;
            return dog;
        });
    }

    @Test
    void aWatchTellsWhatHappens() {
        create("old");
        try (var watch = dogs.watch(events)) {
            events.until("ADDED old 3");
            create("rex");
            age("rex", 4);
            dogs.withName("rex").delete();
            assertThat(events.until("DELETED rex 4")).containsExactly("ADDED rex 3", "MODIFIED rex 4", "DELETED rex 4");
        }
        events.until("closed");
    }

    @Test
    void aWatchBeginsWhereAListEndedAndIsBookmarked() {
        create("old");
        var revision = dogs.list().getMetadata().getResourceVersion();
        var options = new ListOptionsBuilder()
                .withResourceVersion(revision)
                .withAllowWatchBookmarks(true)
                .withTimeoutSeconds(2L)
                .build();
        try (var watch = dogs.watch(options, events)) {
            create("rex");
            var told = events.until("ADDED rex 3");
            if (!told.contains("BOOKMARK")) told.addAll(events.until("BOOKMARK"));
            assertThat(told).containsOnly("ADDED rex 3", "BOOKMARK").containsOnlyOnce("ADDED rex 3");
        }
    }

    @Test
    void aDogThatLeavesTheSelectionIsDeletedForItsWatchers() {
        try (var watch = dogs.withLabel("color", "black").watch(events)) {
            dogs.resource(Fabric8Client.dog("rex", 3, "white")).create();
            dogs.resource(Fabric8Client.dog("bob", 3, "black")).create();
            dogs.withName("bob").edit(dog -> {
                dog.getMetadata().getLabels().put("color", "grey");
                return dog;
            });
            assertThat(events.until("DELETED bob 3")).containsExactly("ADDED bob 3", "DELETED bob 3");
        }
    }

    @Test
    void whoeverWaitsForAConditionIsWoken() {
        create("rex");
        var waiting =
                dogs.withName("rex").informOnCondition(found -> found.stream().anyMatch(dog -> dog.getSpec().age == 4));
        age("rex", 4);
        assertThat(waiting.orTimeout(20, TimeUnit.SECONDS).join()).hasSize(1);
    }

    @Test
    void anInformerListsInPagesThenHearsAndRepeatsWhatItKnows() {
        create("a");
        create("b");
        create("c");
        try (var informer = dogs.withLimit(2L).inform(events, 1000)) {
            events.until("add c 3");
            assertThat(informer.isWatching()).isTrue();
            create("d");
            events.until("add d 3");
            age("d", 4);
            events.until("update d 4");
            events.until("again d 4");
            dogs.withName("a").delete();
            events.until("delete a 3");
            assertThat(informer.getStore().list())
                    .extracting(dog -> dog.getMetadata().getName())
                    .containsExactlyInAnyOrder("b", "c", "d");
            assertThat(informer.lastSyncResourceVersion())
                    .isEqualTo(dogs.list().getMetadata().getResourceVersion());
        }
    }

    @Test
    void anInformerGoesOnAfterARestart(@TempDir Path folder) {
        var options = Options.inMemory(folder).with(storage());
        var first = ProtocolTypes.server().start(options);
        try (var client = Fabric8Client.of(first.kubeconfig())) {
            client.dogs("home").resource(Fabric8Client.dog("rex", 3)).create();
            try (var informer = client.dogs("home").inform(events, 0)) {
                events.until("add rex 3");
                first.close();
                try (var second = ProtocolTypes.server().start(options.withPort(first.port()))) {
                    var dogs = client.dogs("home");
                    switch (storage()) {
                        case Options.Storage.Memory _ -> events.until("delete rex 3");
                        default -> {
                            dogs.withName("rex").delete();
                            events.until("delete rex 3");
                        }
                    }
                    dogs.resource(Fabric8Client.dog("bob", 1)).create();
                    assertThat(events.until("add bob 1")).containsExactly("add bob 1");
                    assertThat(informer.getStore().list()).hasSize(1);
                    assertThat(second.port()).isEqualTo(first.port());
                }
            }
        } finally {
            first.close();
        }
    }
}
