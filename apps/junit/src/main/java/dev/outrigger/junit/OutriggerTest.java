package dev.outrigger.junit;

import dev.outrigger.server.ServerBuilder;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;

/// The tests of this class have a server, as with [ServerExtension]. For a server that many classes test:
///
/// ```java
/// final class CatServer implements Supplier<ServerBuilder> { … }
///
/// @OutriggerTest(CatServer.class)
/// class CatTests {
///   @Test
///   void aCatHasNineLives(KubernetesClient client) { … }
/// }
/// ```
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AnnotatedServer.class)
public @interface OutriggerTest {

    /// What makes the server: a class with a constructor without parameters, of any visibility.
    Class<? extends Supplier<ServerBuilder>> value();

    /// How long one server lives.
    Life life() default Life.CLASS;

    /// How long one server lives.
    enum Life {
        /// One server for all tests of the class, and of those nested in it.
        CLASS,
        /// One server for each test.
        METHOD
    }
}
