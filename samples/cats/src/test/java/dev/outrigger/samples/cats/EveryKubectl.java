package dev.outrigger.samples.cats;

import dev.outrigger.transcripts.Kubectl;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// A [KubectlTest] that runs with the kubectl of the PATH, and again with a new one.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@KubectlTest
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {Kubectl.PATHS, Kubectl.NEW})
@interface EveryKubectl {}
