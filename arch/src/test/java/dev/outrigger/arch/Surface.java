package dev.outrigger.arch;

import static java.util.stream.Collectors.joining;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.outrigger.arch.Declarations.Type;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// The public names of the main code as text: a line for each type, and an indented line for each of its members.
final class Surface {
    /// The modifiers that a caller or an heir can tell; the language adds others silently, so those are not shown.
    private static final Set<Modifier> SHOWN = Set.of(
            Modifier.PROTECTED,
            Modifier.STATIC,
            Modifier.ABSTRACT,
            Modifier.DEFAULT,
            Modifier.SEALED,
            Modifier.NON_SEALED,
            Modifier.FINAL);

    private Surface() {}

    static String render() {
        return JavaSource.main()
                .flatMap(source -> Declarations.typesOf(source).stream())
                .filter(Type::visible)
                .map(Surface::type)
                .sorted()
                .collect(joining("\n"));
    }

    private static String type(Type type) {
        var tree = type.tree();
        var header = type.source().packageName() + "." + type.name() + generics(tree.getTypeParameters()) + " "
                + modifiers(tree.getModifiers()) + kind(tree) + components(type)
                + clause(type.isInterface() ? " extends " : " implements ", tree.getImplementsClause())
                + clause(" extends ", tree.getExtendsClause() == null ? List.of() : List.of(tree.getExtendsClause()))
                + clause(" permits ", tree.getPermitsClause());
        return Stream.concat(Stream.of(header), members(type).sorted().map(line -> "    " + line))
                        .collect(joining("\n"))
                + "\n";
    }

    private static Stream<String> members(Type type) {
        var methods = type.methods()
                .filter(method -> type.exposes(method.getModifiers()))
                .filter(method -> !type.source().compact(type.tree(), method))
                .map(method -> method(type, method));
        var fields = type.fields()
                .filter(field -> type.exposes(field.getModifiers()))
                .map(field -> field(type, field));
        return Stream.of(methods, fields, implicitConstructor(type)).flatMap(lines -> lines);
    }

    private static String method(Type type, MethodTree method) {
        var name = Declarations.isConstructor(method)
                ? "new " + type.tree().getSimpleName()
                : method.getReturnType() + " " + method.getName();
        return modifiers(method.getModifiers())
                + generics(method.getTypeParameters())
                + clean(name)
                + method.getParameters().stream().map(Surface::parameter).collect(joining(", ", "(", ")"))
                + clause(" throws ", method.getThrows());
    }

    private static String field(Type type, VariableTree field) {
        var constant = type.tree().getKind() == Tree.Kind.ENUM
                && field.getType().toString().contentEquals(type.tree().getSimpleName());
        return constant ? field.getName().toString() : modifiers(field.getModifiers()) + parameter(field);
    }

    /// A class without constructors has one that nobody wrote.
    private static Stream<String> implicitConstructor(Type type) {
        var hasOne = type.tree().getKind() == Tree.Kind.CLASS && type.methods().noneMatch(Declarations::isConstructor);
        return hasOne ? Stream.of("new " + type.tree().getSimpleName() + "()") : Stream.empty();
    }

    private static String parameter(VariableTree parameter) {
        return nullness(parameter.getModifiers()) + clean(parameter.getType().toString()) + " " + parameter.getName();
    }

    private static String components(Type type) {
        return type.tree().getKind() == Tree.Kind.RECORD
                ? type.components().stream().map(Surface::parameter).collect(joining(", ", "(", ")"))
                : "";
    }

    private static String kind(ClassTree tree) {
        return tree.getKind() == Tree.Kind.ANNOTATION_TYPE
                ? "@interface"
                : tree.getKind().name().toLowerCase(Locale.ROOT);
    }

    private static String modifiers(ModifiersTree modifiers) {
        var words = modifiers.getFlags().stream()
                .filter(SHOWN::contains)
                .map(flag -> flag + " ")
                .collect(joining());
        var deprecated = Declarations.annotation(modifiers, "Deprecated").isPresent() ? "@Deprecated " : "";
        return deprecated + words + nullness(modifiers);
    }

    private static String nullness(ModifiersTree modifiers) {
        return Declarations.annotation(modifiers, "Nullable").isPresent() ? "@Nullable " : "";
    }

    private static String generics(List<? extends Tree> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(Object::toString).map(Surface::clean).collect(joining(", ", "<", ">"));
    }

    private static String clause(String word, List<? extends Tree> types) {
        return types.isEmpty()
                ? ""
                : word
                        + types.stream()
                                .map(Object::toString)
                                .map(Surface::clean)
                                .collect(joining(", "));
    }

    private static String clean(String type) {
        return type.replace("@Nullable()", "@Nullable");
    }
}
