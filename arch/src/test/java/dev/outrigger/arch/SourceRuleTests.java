package dev.outrigger.arch;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How the sources are written: the rules that can be read off one file.
class SourceRuleTests {
    private static final int FILE_LINES = 600;
    private static final int METHOD_LINES = 60;

    /// A field manager is the word of the Kubernetes API for who owns a field.
    private static final Pattern EMPTY_NAME = Pattern.compile(".+(Impl|Utils?|Helpers?|(?<!Field)Managers?)");

    private static final Pattern SLEEP = Pattern.compile("(.*\\.)?(sleep|parkNanos)");
    private static final Pattern ASSUMPTION =
            Pattern.compile("(.*\\.)?(Assumptions\\..*|assumeTrue|assumeFalse|assumingThat)");

    @Test
    void everyFileFitsInItsLimit() {
        var violations = JavaSource.all()
                .filter(source -> source.lines() > FILE_LINES)
                .map(source -> House.ROOT.relativize(source.file()) + " has " + source.lines() + " lines")
                .toList();

        assertThat(violations)
                .as("a file has at most %d lines: find the second concern and give it a class", FILE_LINES)
                .isEmpty();
    }

    @Test
    void everyMethodFitsInItsLimit() {
        var violations = JavaSource.all().flatMap(SourceRuleTests::longMethods).toList();

        assertThat(violations)
                .as("a method has at most %d lines: name its steps and make them methods", METHOD_LINES)
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked = JavaSource.main()
                .filter(JavaSource::isPackageInfo)
                .filter(source -> source.unit().getPackageAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().endsWith("NullMarked")))
                .map(JavaSource::packageName)
                .collect(toSet());
        var unmarked = JavaSource.main()
                .map(JavaSource::packageName)
                .filter(name -> !marked.contains(name))
                .collect(toCollection(TreeSet::new));

        assertThat(unmarked)
                .as(
                        "add a package-info.java with one sentence on the package and @NullMarked (org.jspecify.annotations)")
                .isEmpty();
    }

    @Test
    void everythingPublicIsDocumented() {
        var violations = JavaSource.main()
                .flatMap(source -> Declarations.typesOf(source).stream())
                .filter(Declarations.Type::visible)
                .flatMap(SourceRuleTests::undocumented)
                .toList();

        assertThat(violations)
                .as("say with /// what it is and what it promises, or make it package-private")
                .isEmpty();
    }

    @Test
    void everyNameSaysWhatTheTypeIs() {
        var violations = JavaSource.all()
                .flatMap(source -> Declarations.typesOf(source).stream())
                .filter(type -> EMPTY_NAME.matcher(type.name()).matches())
                .map(type -> type.source().at(type.tree()) + " " + type.name())
                .toList();

        assertThat(violations)
                .as("name an implementation by how it differs (SqlStore), and code without a home by its noun")
                .isEmpty();
    }

    @Test
    void testsNeitherSleepNorSkip() {
        var violations = Stream.concat(JavaSource.tests(), JavaSource.main().filter(SourceRuleTests::isSuite))
                .flatMap(SourceRuleTests::sleepsAndSkips)
                .toList();

        assertThat(violations)
                .as("wait for the event itself (a latch, a watch, a poll with a deadline); mend a test or delete it")
                .isEmpty();
    }

    private static Stream<String> longMethods(JavaSource source) {
        return Declarations.typesOf(source).stream()
                .flatMap(Declarations.Type::methods)
                .filter(method -> source.lines(method) > METHOD_LINES)
                .map(method -> source.at(method) + " " + method.getName() + " has " + source.lines(method) + " lines");
    }

    private static Stream<String> undocumented(Declarations.Type type) {
        var source = type.source();
        var methods = type.methods()
                .filter(method -> type.exposes(method.getModifiers()))
                .filter(method -> needsWords(type, method))
                .filter(method -> !source.documented(method))
                .map(method -> source.at(method) + " " + type.name() + "." + method.getName());
        var itself = source.documented(type.tree())
                ? Stream.<String>empty()
                : Stream.of(source.at(type.tree()) + " " + type.name());
        return Stream.concat(itself, methods);
    }

    /// An override promises what it overrides promises; a record's own constructor and accessors, what its header says.
    private static boolean needsWords(Declarations.Type type, MethodTree method) {
        var accessor = method.getParameters().isEmpty()
                && type.components().stream()
                        .anyMatch(component -> component.getName().equals(method.getName()));
        return !Declarations.isOverride(method) && !accessor && !type.source().compact(type.tree(), method);
    }

    /// The contract suites are tests that live among main sources.
    private static boolean isSuite(JavaSource source) {
        return source.packageName().endsWith(".contract");
    }

    private static Stream<String> sleepsAndSkips(JavaSource source) {
        var found = Stream.<String>builder();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
                var name = call.getMethodSelect().toString();
                if (SLEEP.matcher(name).matches() || ASSUMPTION.matcher(name).matches()) {
                    found.add(source.at(call) + " " + name);
                }
                return super.visitMethodInvocation(call, null);
            }

            @Override
            public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
                var name = annotation.getAnnotationType().toString();
                if (name.matches("(.*\\.)?((Disabled|Enabled)(If|On|For).*|Disabled|Ignore)")) {
                    found.add(source.at(annotation) + " @" + name);
                }
                return super.visitAnnotation(annotation, null);
            }
        }.scan(source.unit(), null);
        return found.build();
    }
}
