package dev.outrigger.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may use whom.
class ArrowTests {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(House.MODULES.stream()
                    .map(House.Module::classes)
                    .filter(Files::isDirectory)
                    .toList());

    @Test
    void theTableListsEveryModuleOfTheReactor() {
        var folders = House.MODULES.stream().map(House.Module::folder).collect(toSet());
        folders.add("arch");

        assertThat(Pom.of(House.ROOT.resolve("pom.xml")).modules())
                .as("add the missing module to House.MODULES (or to the root pom.xml)")
                .containsExactlyInAnyOrderElementsOf(folders);
        assertThat(Pom.of(House.ROOT.resolve("arch/pom.xml")).outriggerDependencies())
                .as("arch/pom.xml depends on every module, so that arch is built last and sees all their classes")
                .containsExactlyInAnyOrderElementsOf(
                        House.MODULES.stream().map(House.Module::artifact).toList());
    }

    @Test
    void aModuleNamesInItsPomOnlyTheModulesThatTheTableAllows() {
        for (var module : House.MODULES) {
            var allowed = module.arrows().stream()
                    .map(name -> House.named(name).artifact())
                    .collect(toSet());
            assertThat(Pom.of(module.pom()).outriggerDependencies())
                    .as(
                            "%s/pom.xml may depend on %s: remove the others, or change the table in ARCHITECTURE.md"
                                    + " and House.MODULES and say why in DECISIONS.md",
                            module.folder(), allowed)
                    .isSubsetOf(allowed);
        }
    }

    @Test
    void aPackageUsesOnlyThePackagesBelowIt() {
        var violations = CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .flatMap(use -> forbidden(use).stream())
                .collect(toCollection(TreeSet::new));

        assertThat(violations)
                .as("move the code to the module that may see both, or hand the value in from above")
                .isEmpty();
    }

    @Test
    void aModuleHoldsOnePackage() {
        for (var module : House.MODULES) {
            assertThat(packagesIn(module))
                    .as("%s is one package: wanting a second one means wanting a second module", module.folder())
                    .isSubsetOf(module.packageName());
        }
    }

    @Test
    void eventLoopTypesStayInTheSocketsModule() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(House.SOCKETS, House.LOAD)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .because("everything above the sockets is blocking code on virtual threads: wrap it in "
                        + House.SOCKETS);

        rule.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void noSignatureOutsideTheSocketsModuleNamesAFuture() {
        var violations = CLASSES.stream()
                .filter(type -> !type.getPackageName().equals(House.SOCKETS))
                .flatMap(ArrowTests::membersThatNameAFuture)
                .collect(toCollection(TreeSet::new));

        assertThat(violations)
                .as("block on the virtual thread and return the value itself")
                .isEmpty();
    }

    private static Optional<String> forbidden(Dependency use) {
        var from = use.getOriginClass().getPackageName();
        var to = use.getTargetClass().getBaseComponentType().getPackageName();
        if (!to.startsWith("dev.outrigger.") || from.equals(to)) {
            return Optional.empty();
        }
        var allowed = House.MODULES.stream()
                .filter(module -> module.packageName().equals(from))
                .anyMatch(module -> module.reachablePackages().contains(to));
        return allowed ? Optional.empty() : Optional.of(from + " may not use " + to + ": " + use.getDescription());
    }

    private static Set<String> packagesIn(House.Module module) {
        var source = module.classes().toUri().toString();
        return CLASSES.stream()
                .filter(type ->
                        type.getSource().orElseThrow().getUri().toString().startsWith(source))
                .map(JavaClass::getPackageName)
                .collect(toSet());
    }

    private static Stream<String> membersThatNameAFuture(JavaClass type) {
        var methods = type.getCodeUnits().stream()
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> involved(method).anyMatch(ArrowTests::isFuture))
                .map(JavaCodeUnit::getFullName);
        var fields = type.getFields().stream()
                .filter(field ->
                        field.getType().getAllInvolvedRawTypes().stream().anyMatch(ArrowTests::isFuture))
                .map(JavaField::getFullName);
        return Stream.concat(methods, fields);
    }

    private static Stream<JavaClass> involved(JavaCodeUnit method) {
        return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean isFuture(JavaClass type) {
        return type.isAssignableTo(Future.class) || type.isAssignableTo(CompletionStage.class);
    }
}
