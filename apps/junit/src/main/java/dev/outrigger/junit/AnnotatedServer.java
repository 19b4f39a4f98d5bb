package dev.outrigger.junit;

import dev.outrigger.server.ServerBuilder;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// What [OutriggerTest] stands for.
final class AnnotatedServer
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    /// The life that the annotation of the class, or of one around it, asks for. One for each class that has it.
    private static ServerLife life(ExtensionContext context) {
        var owner = owner(context);
        return owner.getStore(ExtensionContext.Namespace.create(AnnotatedServer.class))
                .computeIfAbsent(ServerLife.class, _ -> newLife(annotation(owner)), ServerLife.class);
    }

    private static ExtensionContext owner(ExtensionContext context) {
        for (var one = context; ; one = one.getParent().orElseThrow()) {
            boolean isClass = one.getElement().filter(Class.class::isInstance).isPresent();
            if (isClass && AnnotationSupport.isAnnotated(one.getElement(), OutriggerTest.class)) return one;
        }
    }

    private static OutriggerTest annotation(ExtensionContext owner) {
        return AnnotationSupport.findAnnotation(owner.getElement(), OutriggerTest.class)
                .orElseThrow();
    }

    private static ServerLife newLife(OutriggerTest annotation) {
        return new ServerLife(() -> supplier(annotation.value()).get(), UnaryOperator.identity());
    }

    private static Supplier<ServerBuilder> supplier(Class<? extends Supplier<ServerBuilder>> type) {
        try {
            Constructor<? extends Supplier<ServerBuilder>> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException unusable) {
            throw new ExtensionConfigurationException(
                    type.getName() + " of @OutriggerTest needs a constructor without parameters that does not fail",
                    unusable);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (annotation(owner(context)).life() == OutriggerTest.Life.CLASS)
            life(context).open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        life(context).open(context);
        life(context).testBegins(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        try {
            life(context).testEnds(context);
        } finally {
            life(context).close(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        life(context).close(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return ServerLife.canHandOut(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return life(context).handOut(parameter.getParameter().getType(), context);
    }
}
