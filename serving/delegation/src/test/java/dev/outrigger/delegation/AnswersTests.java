package dev.outrigger.delegation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.delegation.Answers.Keeping;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswersTests {
    private final AtomicInteger asked = new AtomicInteger();
    private final Answers<String> answers = new Answers<>(answer -> new Keeping(
            answer.startsWith("good") ? Keeping.Shelf.GOOD : Keeping.Shelf.OTHER,
            answer.endsWith("!") ? Duration.ZERO : Duration.ofHours(1)));

    private String get(String about, String answer) throws InterruptedException {
        return answers.get(about.getBytes(StandardCharsets.UTF_8), () -> {
            asked.incrementAndGet();
            return answer;
        });
    }

    @Test
    void anAnswerIsKeptForItsTime() throws Exception {
        assertThat(get("a", "good 1")).isEqualTo("good 1");
        assertThat(get("a", "good 2")).isEqualTo("good 1");
        assertThat(get("b", "good 3!")).isEqualTo("good 3!");
        assertThat(get("b", "bad")).isEqualTo("bad");
        assertThat(get("b", "good 4")).isEqualTo("bad");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFloodOfOtherAnswersDrivesNoGoodOnesOut() throws Exception {
        get("a", "good");
        for (int i = 0; i < 10_000; i++) get("b" + i, "bad");
        assertThat(get("a", "asked again")).isEqualTo("good");
        assertThat(get("b0", "asked again")).isEqualTo("asked again");
        assertThat(get("b9999", "asked again")).isEqualTo("bad");
    }

    @Test
    void whoGivesUpKeepsNobodyElseFromTheAnswer() throws Exception {
        var begun = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var impatient = Thread.ofVirtual().start(() -> {
            try {
                answers.get(new byte[] {1}, () -> {
                    asked.incrementAndGet();
                    begun.countDown();
                    gate.await();
                    return "good";
                });
            } catch (InterruptedException _) {
                // As told to.
            }
        });
        begun.await();
        impatient.interrupt();
        impatient.join();
        gate.countDown();
        assertThat(answers.get(new byte[] {1}, () -> {
                    asked.incrementAndGet();
                    return "asked again";
                }))
                .isEqualTo("good");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFailureIsTheAnswerOfThoseWhoWaitAndNotKept() throws Exception {
        Answers.Question<String> failing = () -> {
            throw ClusterException.of("away");
        };
        assertThatThrownBy(() -> answers.get(new byte[] {2}, failing)).hasMessage("away");
        assertThat(answers.get(new byte[] {2}, () -> "good")).isEqualTo("good");
    }
}
