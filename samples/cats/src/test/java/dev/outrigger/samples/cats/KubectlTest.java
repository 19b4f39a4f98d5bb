package dev.outrigger.samples.cats;

import dev.outrigger.transcripts.Kubectl;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A class of tests that share one cats server, each of which begins without any cat.
///
/// A test may ask for the [Kubectl] that is set up for the server, in a folder of the test's own, and for the
/// [CatsServer] itself. After each test the server runs on and has complained of nothing.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedServer.class)
@interface KubectlTest {
    /// Which kubectl, where the class has no parameter that says so.
    String program() default Kubectl.PATHS;
}
