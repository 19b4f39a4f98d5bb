package dev.outrigger.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleTests {
    private static final CelScope SCOPE = CelScope.of(Schema.object(Map.of("lives", Schema.of(Schema.Type.INTEGER))));

    @Test
    void aRuleAnswersTrueOrFalse() {
        var program = compiled("self.lives <= 9", OldSelf.VALUE);

        assertThat(program.evaluate(Value.object("lives", 7), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of(true)));
        assertThat(program.evaluate(Value.object("lives", 12), Optional.empty(), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of(false)));
    }

    @Test
    void aTransitionRuleIsOneThatSpeaksOfOldSelf() {
        var program = compiled("self.lives <= oldSelf.lives", OldSelf.VALUE);

        assertThat(program.usesOldSelf()).isTrue();
        assertThat(program.evaluate(
                        Value.object("lives", 9), Optional.of(Value.object("lives", 8)), CelBudget.forObject()))
                .isEqualTo(new CelOutcome.Answer(Value.of(false)));
    }

    @Test
    void aMistakeIsShownWithACaret() {
        var refused = (Compilation.Refused) SCOPE.rule("selff.lives < 9", OldSelf.VALUE);

        assertThat(refused.message()).isEqualTo("""
                compilation failed: ERROR: <input>:1:1: undeclared reference to 'selff' (in container '')
                 | selff.lives < 9
                 | ^""");
    }

    private static CelProgram compiled(String rule, OldSelf oldSelf) {
        return switch (SCOPE.rule(rule, oldSelf)) {
            case Compilation.Compiled(var program) -> program;
            case Compilation.Refused(var message) -> throw new AssertionError(message);
        };
    }
}
