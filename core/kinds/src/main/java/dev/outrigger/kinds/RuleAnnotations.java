package dev.outrigger.kinds;

import dev.outrigger.schema.Rule;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Takes fabric8's `@ValidationRule`, once or repeated, into `x-kubernetes-validations`.
final class RuleAnnotations {
    private static final String ONE = Annotations.GENERATOR + "ValidationRule";
    private static final String SEVERAL = Annotations.GENERATOR + "ValidationRules";

    private RuleAnnotations() {}

    /// The rules on a class or a member, in the order they are written.
    ///
    /// @throws IllegalArgumentException where a rule gives a reason that there is none of
    static List<Rule> of(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .flatMap(RuleAnnotations::each)
                .map(RuleAnnotations::rule)
                .toList();
    }

    private static Stream<Annotation> each(Annotation annotation) {
        var name = annotation.annotationType().getName();
        if (name.equals(ONE)) return Stream.of(annotation);
        return name.equals(SEVERAL)
                ? Arrays.stream(Annotations.value(annotation, "value", Annotation[].class))
                : Stream.empty();
    }

    private static Rule rule(Annotation annotation) {
        var expression = text(annotation, "value");
        return new Rule(
                expression,
                text(annotation, "message"),
                text(annotation, "messageExpression"),
                reason(text(annotation, "reason"), expression),
                text(annotation, "fieldPath"),
                Annotations.value(annotation, "optionalOldSelf", Boolean.class));
    }

    private static Rule.Reason reason(String text, String rule) {
        if (text.isEmpty()) return Rule.Reason.INVALID;
        return Rule.Reason.of(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the rule \"" + rule + "\" gives the reason \"" + text + "\": it must be one of "
                                + Arrays.stream(Rule.Reason.values())
                                        .map(Rule.Reason::text)
                                        .toList()));
    }

    private static String text(Annotation annotation, String member) {
        return Annotations.value(annotation, member, String.class);
    }
}
