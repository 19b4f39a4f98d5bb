package dev.outrigger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Several writers at once.
class ProtocolConcurrencyTests extends ProtocolCase {
    static List<Options.Storage> storages() {
        return everyStorage();
    }

    private static List<ProtocolAnswer> together(List<Callable<ProtocolAnswer>> writers) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<ProtocolAnswer>();
            for (var done : threads.invokeAll(writers)) answers.add(done.get());
            return answers;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Integer, Long> codes(List<ProtocolAnswer> answers) {
        return answers.stream().collect(Collectors.groupingBy(ProtocolAnswer::code, Collectors.counting()));
    }

    @Test
    void ofManyCreatesOfOneNameOneWins() {
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 20; i++) writers.add(() -> admin().post(cats(), cat("tom")));

        assertThat(codes(together(writers))).isEqualTo(Map.of(201, 1L, 409, 19L));
    }

    @Test
    void ofManyUpdatesFromOneStateOneWins() {
        var tom = createCat("tom");
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 20; i++) {
            var body = tom.with("/spec/lives", "" + i);
            writers.add(() -> admin().put(cats("tom"), body));
        }

        var answers = together(writers);

        assertThat(codes(answers)).isEqualTo(Map.of(200, 1L, 409, 19L));
        var winner = answers.stream()
                .filter(answer -> answer.code() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(admin().get(cats("tom")).json()).isEqualTo(winner.json());
    }

    @Test
    void patchesOfDifferentFieldsAllGoThrough() {
        createCat("tom");
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 20; i++) {
            var patch = "{'spec': {'traits': {'t" + i + "': 'x'}}}";
            writers.add(() -> admin().merge(cats("tom"), patch));
        }

        var answers = together(writers);

        assertThat(codes(answers)).isEqualTo(Map.of(200, 20L));
        assertThat(answers.stream().map(ProtocolAnswer::resourceVersion)).doesNotHaveDuplicates();
        assertThat(admin().get(cats("tom"))
                        .json()
                        .struct("spec")
                        .struct("traits")
                        .members())
                .hasSize(20);
    }

    @Test
    void ofManyDeletesOneWins() {
        createCat("tom");
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 10; i++) writers.add(() -> admin().delete(cats("tom")));

        assertThat(codes(together(writers))).isEqualTo(Map.of(200, 1L, 404, 9L));
    }

    @Test
    void twoAppliersOfDifferentFieldsDoNotDisturbEachOther() {
        admin().apply(cats("tom") + "?fieldManager=me", cat("tom")).created();
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 10; i++) {
            var body = cat("tom", "'traits': {'t" + i + "': 'x'}");
            var path = cats("tom") + "?fieldManager=m" + i;
            writers.add(() -> admin().apply(path, body));
        }

        assertThat(codes(together(writers))).isEqualTo(Map.of(200, 10L));
        assertThat(admin().get(cats("tom"))
                        .json()
                        .struct("spec")
                        .struct("traits")
                        .members())
                .hasSize(10);
    }

    @Test
    void writersOfManyObjectsAllSucceedAndAReadSeesItsOwnWrite() {
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 40; i++) {
            var name = "c" + i;
            writers.add(() -> {
                var created = admin().post(cats(), cat(name)).created();
                assertThat(admin().get(cats(name)).ok().json()).isEqualTo(created.json());
                assertThat(admin().get(cats()).names()).contains(name);
                return created;
            });
        }

        var answers = together(writers);

        assertThat(answers.stream().map(ProtocolAnswer::resourceVersion)).doesNotHaveDuplicates();
        assertThat(admin().get(cats()).names()).hasSize(40);
    }

    @Test
    void createsAndDeletesOfOneNameInTurnNeverFailOtherwise() {
        var writers = new ArrayList<Callable<ProtocolAnswer>>();
        for (int i = 0; i < 30; i++) {
            writers.add(i % 2 == 0 ? () -> admin().post(cats(), cat("tom")) : () -> admin().delete(cats("tom")));
        }

        assertThat(codes(together(writers)).keySet()).isSubsetOf(200, 201, 404, 409);
    }
}
