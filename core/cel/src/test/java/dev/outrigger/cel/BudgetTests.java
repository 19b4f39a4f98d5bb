package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No rule and no object can keep a server busy.
class BudgetTests {
    private static final Schema SELF = Schema.object(Map.of(
            "items", Schema.listOf(Given.INTEGER),
            "trees", Schema.listOf(Schema.mapOf(Schema.listOf(Given.INTEGER))),
            "text", Given.STRING));
    private static final int MANY = 20_000;

    private static Value hostile() {
        Value numbers = new Value.Array(Collections.nCopies(MANY, Value.of(1)));
        Value tree = Value.object("a", numbers);
        return Value.object(
                "items", numbers, "trees", new Value.Array(Collections.nCopies(50, tree)), "text", "a".repeat(300_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.items.all(x, self.items.all(y, x == y))",
                "self.items.map(x, self.items).size() > self.items.map(x, self.items + self.items).size()",
                "self.items.all(x, self.trees == self.trees.map(t, t))",
                "self.items.all(x, self.text.matches('(a*)*b') || true)",
                "self.items.all(x, '%s%s'.format([self.text, self.text]) != '')",
                "self.text.replace('', self.text) != ''",
                "lists.range(1000000000000).size() == 0",
                "self.items.distinct().size() == 1",
                "self.items.map(x, self.text).join(self.text) != ''",
            })
    void aHostileRuleIsStopped(String rule) {
        var program = Given.rule(SELF, rule);
        var value = hostile();
        long start = System.nanoTime();
        assertThat(program.evaluate(value, Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.TooCostly());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aMistakeDoesNotHideThatARuleWasStopped() {
        var program = Given.rule(SELF, "self.items.all(x, self.items.all(y, x == y)) || true");
        assertThat(program.evaluate(hostile(), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.TooCostly());
    }

    @Test
    void theRulesOfAnObjectShareItsBudget() {
        var program = Given.rule(SELF, "self.items.all(x, x == 1)");
        var value = Value.object("items", new Value.Array(Collections.nCopies(100, Value.of(1))));
        var budget = CelBudget.of(900);
        assertThat(program.evaluate(value, Optional.empty(), budget)).isEqualTo(new CelOutcome.Answer(Value.of(true)));
        assertThat(budget.remaining()).isEqualTo(900 - 503);
        assertThat(program.evaluate(value, Optional.empty(), budget)).isEqualTo(new CelOutcome.BudgetSpent());
        assertThat(budget.remaining()).isZero();
    }

    @Test
    void addingOneItemAtATimeTakesTimeInProportion() {
        var program = Given.rule(SELF, "self.items.map(x, x + 1).filter(x, x == 2).size() == 20000");
        assertThat(program.evaluate(hostile(), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of(true)));
    }

    @Test
    void aProgramServesManyThreads() throws InterruptedException {
        var program = Given.rule(
                SELF, "self.items.map(x, [x, x + 1]).filter(p, p[1] > 1).all(p, p in [[1, 2]]) && self.text == 'a'");
        var value = Value.object("items", new Value.Array(Collections.nCopies(200, Value.of(1))), "text", "a");
        var outcomes = new ConcurrentLinkedQueue<CelOutcome>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int turn = 0; turn < 20; turn++) {
                    outcomes.add(program.evaluate(value, Optional.empty(), CelBudget.forObject()));
                }
            }));
        }
        for (var thread : threads) thread.join();
        assertThat(outcomes).hasSize(320).containsOnly(new CelOutcome.Answer(Value.of(true)));
    }
}
