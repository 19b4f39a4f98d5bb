package dev.outrigger.arch;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// What a file declares, with the modifiers that the language adds by itself.
final class Declarations {
    private Declarations() {}

    /// A type, the name it has in its package (`Outer.Inner`), and whether code outside the package can name it.
    record Type(JavaSource source, ClassTree tree, String name, boolean visible) {
        boolean isInterface() {
            return tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
        }

        Stream<MethodTree> methods() {
            return membersOf(MethodTree.class);
        }

        Stream<VariableTree> fields() {
            return membersOf(VariableTree.class);
        }

        /// A record's header, in order.
        List<VariableTree> components() {
            return tree.getKind() == Tree.Kind.RECORD
                    ? fields().filter(field -> !isStatic(field)).toList()
                    : List.of();
        }

        /// Whether code outside the package may call, extend or read this member.
        boolean exposes(ModifiersTree modifiers) {
            var flags = modifiers.getFlags();
            var open = flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (isInterface() && !flags.contains(Modifier.PRIVATE));
            return visible && open;
        }

        private boolean isStatic(VariableTree field) {
            return field.getModifiers().getFlags().contains(Modifier.STATIC);
        }

        private <T extends Tree> Stream<T> membersOf(Class<T> kind) {
            return tree.getMembers().stream().filter(kind::isInstance).map(kind::cast);
        }
    }

    static List<Type> typesOf(JavaSource source) {
        var types = new ArrayList<Type>();
        for (var declaration : source.unit().getTypeDecls()) {
            if (declaration instanceof ClassTree tree) {
                collect(new Type(source, tree, tree.getSimpleName().toString(), isPublic(tree)), types);
            }
        }
        return types;
    }

    static boolean isOverride(MethodTree method) {
        return annotation(method.getModifiers(), "Override").isPresent();
    }

    static boolean isConstructor(MethodTree method) {
        return method.getName().contentEquals("<init>");
    }

    /// The annotation whose simple name matches, however it was imported.
    static Optional<? extends Tree> annotation(ModifiersTree modifiers, String pattern) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().matches("(.*\\.)?(" + pattern + ")"))
                .findFirst();
    }

    private static void collect(Type type, List<Type> into) {
        into.add(type);
        for (var member : type.tree().getMembers()) {
            if (member instanceof ClassTree nested) {
                var name = type.name() + "." + nested.getSimpleName();
                collect(new Type(type.source(), nested, name, type.exposes(nested.getModifiers())), into);
            }
        }
    }

    private static boolean isPublic(ClassTree tree) {
        return tree.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }
}
