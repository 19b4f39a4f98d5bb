package dev.outrigger.kinds;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;

/// Reads fabric8's annotations by their names, so that a model may use them and need not.
final class Annotations {
    static final String API = "io.fabric8.kubernetes.api.model.";
    static final String GENERATOR = "io.fabric8.generator.annotation.";
    static final String MODEL = "io.fabric8.kubernetes.model.annotation.";
    static final String CRD = "io.fabric8.crd.generator.annotation.";

    private Annotations() {}

    static Optional<Annotation> find(AnnotatedElement element, String name) {
        return Arrays.stream(element.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().equals(name))
                .findFirst();
    }

    static <V> V value(Annotation annotation, String member, Class<V> type) {
        try {
            return type.cast(annotation.annotationType().getMethod(member).invoke(annotation));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + member + " of " + annotation, e);
        }
    }

    /// What a static method says of a class.
    static String answer(Class<?> owner, String method, Class<?> type) {
        try {
            return String.valueOf(owner.getMethod(method, Class.class).invoke(null, type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot ask " + owner.getName() + "." + method + " of " + type, e);
        }
    }

    /// A member that older releases of the annotation do not have.
    static <V> Optional<V> newer(Annotation annotation, String member, Class<V> type) {
        return Arrays.stream(annotation.annotationType().getMethods())
                .filter(method -> method.getName().equals(member))
                .findFirst()
                .map(method -> value(annotation, method.getName(), type));
    }

    static Optional<String> text(AnnotatedElement element, String name) {
        return find(element, name).map(annotation -> value(annotation, "value", String.class));
    }
}
