package dev.outrigger.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Malformed input is answered: never with a 500, never with the program's inside, never late.
///
/// `.ci/fuzz` looks for more with Jazzer, guided by coverage; what it finds is kept with the other inputs.
class FuzzTests {
    private static final long SEED = 20261121;
    private static final int MUTATIONS = 250;
    private static final int OVER_THE_WIRE = 100;

    @AfterAll
    static void stop() {
        FuzzWire.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyInputThatIsKeptIsAnswered(FuzzTarget target) {
        for (byte[] input : target.kept()) run(target, input);
    }

    @ParameterizedTest
    @EnumSource
    void inputsLikeThemAreAnsweredToo(FuzzTarget target) {
        var mutations = new FuzzMutations(SEED, target.kept());
        int runs = target == FuzzTarget.WIRE ? OVER_THE_WIRE : MUTATIONS;
        for (int i = 0; i < runs; i++) run(target, mutations.next());
    }

    /// @throws AssertionError with the input, to be kept once its bug is mended
    private static void run(FuzzTarget target, byte[] input) {
        try {
            target.run(input);
        } catch (RuntimeException | AssertionError | StackOverflowError found) {
            throw new AssertionError(
                    target + ", seed " + SEED + ", fails for «" + new String(input, UTF_8) + "», in hexadecimal "
                            + HexFormat.of().formatHex(input),
                    found);
        }
    }
}
