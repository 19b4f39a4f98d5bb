package dev.outrigger.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/// Test classes are run here as JUnit runs them, and looked at from outside.
class LifeTests {
    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(tests))
                .execute();
    }

    private static void create(KubernetesClient client, String name) {
        client.resources(Cat.class)
                .inNamespace("default")
                .resource(Cat.named(name, 9))
                .create();
    }

    private static List<String> names(KubernetesClient client) {
        return client.resources(Cat.class).inNamespace("default").list().getItems().stream()
                .map(cat -> cat.getMetadata().getName())
                .toList();
    }

    @Test
    void aStaticExtensionIsOneServerForAllTestsOfTheClass() {
        run(PerClassCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.started(2).succeeded(2));
        assertThat(PerClassCase.SERVERS).hasSize(1);
    }

    static final class PerClassCase {
        static final Set<TestServer> SERVERS = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        static final ServerExtension SERVER = ServerExtension.of(new CatServer());

        @Test
        void one(TestServer server) {
            SERVERS.add(server);
        }

        @Test
        void other(TestServer server) {
            SERVERS.add(server);
        }
    }

    @Test
    void anExtensionOfTheInstanceIsAServerForEachTest() {
        run(PerMethodCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.started(2).succeeded(2));
        assertThat(PerMethodCase.SERVERS).hasSize(2);
    }

    static final class PerMethodCase {
        static final Set<TestServer> SERVERS = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        final ServerExtension server = ServerExtension.of(new CatServer());

        @Test
        void one(TestServer server) {
            create(server.client(), "tom");
            assertThat(names(server.client())).containsExactly("tom");
            SERVERS.add(server);
        }

        @Test
        void other(TestServer server) {
            assertThat(names(server.client())).isEmpty();
            SERVERS.add(server);
        }
    }

    @Test
    void theAnnotationMayAskForAServerForEachTest() {
        run(AnnotatedPerMethodCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.started(2).succeeded(2));
        assertThat(AnnotatedPerMethodCase.SERVERS).hasSize(2);
    }

    @OutriggerTest(value = CatServer.class, life = OutriggerTest.Life.METHOD)
    static final class AnnotatedPerMethodCase {
        static final Set<TestServer> SERVERS = ConcurrentHashMap.newKeySet();

        @Test
        void one(TestServer server) {
            SERVERS.add(server);
        }

        @Test
        void other(TestServer server) {
            SERVERS.add(server);
        }
    }

    @Test
    void aTestThatLeavesAWatchOpenFailsAndTheNextOneDoesNot() {
        var events = run(LeakingCase.class).testEvents();

        events.assertStatistics(counts -> counts.started(2).succeeded(1).failed(1));
        events.assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains(
                                        "left open: GET " + "/apis/animal.skai.io/v1alpha1/namespaces/default/cats?")
                                && text.contains("watch=true")))));
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    @Execution(ExecutionMode.SAME_THREAD)
    static final class LeakingCase {
        @RegisterExtension
        static final ServerExtension SERVER = ServerExtension.of(new CatServer());

        @Test
        @Order(1)
        void leaks(KubernetesClient client) {
            client.resources(Cat.class).inNamespace("default").watch(new Deaf());
        }

        @Test
        @Order(2)
        void doesNotLeak(KubernetesClient client) {
            try (var watch = client.resources(Cat.class).inNamespace("default").watch(new Deaf())) {
                create(client, "tom");
            }
        }
    }

    static final class Deaf implements Watcher<Cat> {
        @Override
        public void eventReceived(Action action, Cat cat) {}

        @Override
        public void onClose(WatcherException cause) {}
    }

    @Test
    void testsThatRunSideBySideDoNotTakeOneAnothersWatchesForLeaks() {
        run(SideBySideCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.started(3).succeeded(3));
    }

    @Execution(ExecutionMode.CONCURRENT)
    static final class SideBySideCase {
        private static final CyclicBarrier ALL_WATCH = new CyclicBarrier(3);
        private static final CyclicBarrier TWO_ARE_LEFT = new CyclicBarrier(2);

        @RegisterExtension
        static final ServerExtension SERVER = ServerExtension.of(new CatServer());

        @Test
        void short1(KubernetesClient client) throws Exception {
            try (var watch = client.resources(Cat.class).inNamespace("one").watch(new Deaf())) {
                ALL_WATCH.await(60, TimeUnit.SECONDS);
            }
        }

        @Test
        void long1(KubernetesClient client) throws Exception {
            try (var watch = client.resources(Cat.class).inNamespace("two").watch(new Deaf())) {
                ALL_WATCH.await(60, TimeUnit.SECONDS);
                TWO_ARE_LEFT.await(60, TimeUnit.SECONDS);
                create(client, "two");
            }
        }

        @Test
        void long2(KubernetesClient client) throws Exception {
            try (var watch = client.resources(Cat.class).inNamespace("three").watch(new Deaf())) {
                ALL_WATCH.await(60, TimeUnit.SECONDS);
                TWO_ARE_LEFT.await(60, TimeUnit.SECONDS);
                create(client, "three");
            }
        }
    }

    @Test
    void serversRunSideBySide() {
        run(ManyServersCase.class)
                .testEvents()
                .assertStatistics(counts -> counts.started(4).succeeded(4));
        assertThat(ManyServersCase.PORTS).doesNotHaveDuplicates().hasSize(4);
    }

    @Execution(ExecutionMode.CONCURRENT)
    static final class ManyServersCase {
        static final List<Integer> PORTS = new CopyOnWriteArrayList<>();
        private static final CyclicBarrier ALL_RUN = new CyclicBarrier(4);

        @RegisterExtension
        final ServerExtension server = ServerExtension.of(new CatServer());

        private static void meet(TestServer server) throws Exception {
            create(server.client(), "tom");
            PORTS.add(server.port());
            ALL_RUN.await(60, TimeUnit.SECONDS);
            assertThat(names(server.client())).containsExactly("tom");
        }

        @Test
        void one(TestServer server) throws Exception {
            meet(server);
        }

        @Test
        void two(TestServer server) throws Exception {
            meet(server);
        }

        @Test
        void three(TestServer server) throws Exception {
            meet(server);
        }

        @Test
        void four(TestServer server) throws Exception {
            meet(server);
        }
    }

    @Test
    void aServerThatCannotStartIsToldOnce() {
        var events = run(BrokenCase.class).containerEvents();

        events.assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(text -> text.contains("has no group and version")))));
    }

    static final class BrokenCase {
        @RegisterExtension
        static final ServerExtension SERVER = ServerExtension.of(
                () -> dev.outrigger.server.Outrigger.server().resource(dev.outrigger.kinds.Resource.of(String.class)));

        @Test
        void neverRuns() {}
    }
}
