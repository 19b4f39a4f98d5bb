package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The annotations of a member, on whatever it is made of: field, getter, constructor parameter,
/// setter.
///
/// @param elements the places where annotations may stand, the first one counts
record MemberAnnotations(List<AnnotatedElement> elements) {

    MemberAnnotations(BeanPropertyDefinition property) {
        this(elements(property));
    }

    private static List<AnnotatedElement> elements(BeanPropertyDefinition property) {
        var elements = new ArrayList<AnnotatedElement>();
        Stream.of(
                        Optional.ofNullable(property.getField()),
                        Optional.ofNullable(property.getGetter()),
                        Optional.ofNullable(property.getConstructorParameter()),
                        Optional.ofNullable(property.getSetter()))
                .flatMap(Optional::stream)
                .flatMap(member -> element(member).stream())
                .forEach(elements::add);
        return List.copyOf(elements);
    }

    private static Optional<AnnotatedElement> element(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                        && parameter.getOwner().getAnnotated() instanceof Executable made
                ? Optional.of(made.getParameters()[parameter.getIndex()])
                : Optional.ofNullable(member.getAnnotated());
    }

    /// The annotation of that name, from the first place that has it.
    Optional<Annotation> find(String name) {
        return elements.stream()
                .flatMap(element -> Annotations.find(element, name).stream())
                .findFirst();
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    /// The types of the member's items or values with the annotations that stand before them, as in
    /// `Map<String, @Min(1) Long>`; empty for a type without parameters.
    Optional<MemberAnnotations> content() {
        var content =
                elements.stream().flatMap(element -> content(element).stream()).toList();
        return content.isEmpty() ? Optional.empty() : Optional.of(new MemberAnnotations(content));
    }

    private static Optional<AnnotatedElement> content(AnnotatedElement element) {
        return type(element)
                .flatMap(type -> type instanceof java.lang.reflect.AnnotatedParameterizedType generic
                        ? Optional.of(generic.getAnnotatedActualTypeArguments()[
                                generic.getAnnotatedActualTypeArguments().length - 1])
                        : Optional.empty());
    }

    private static Optional<AnnotatedType> type(AnnotatedElement element) {
        return switch (element) {
            case Field field -> Optional.of(field.getAnnotatedType());
            case Method method -> Optional.of(method.getAnnotatedReturnType());
            case Parameter parameter -> Optional.of(parameter.getAnnotatedType());
            case AnnotatedType type -> Optional.of(type);
            default -> Optional.empty();
        };
    }
}
