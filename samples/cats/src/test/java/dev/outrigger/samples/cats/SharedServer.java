package dev.outrigger.samples.cats;

import dev.outrigger.transcripts.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.support.ParameterInfo;
import org.junit.platform.commons.support.AnnotationSupport;

/// Keeps one server for a class of tests, and checks after each of them that it came to no harm.
final class SharedServer implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);
    private static final List<Class<?>> OFFERED = List.of(Kubectl.class, CatsServer.class);

    private record Stage(Path folder, String kubectl, CatsServer server, Administrator administrator) {
        static Stage set(String kubectl) throws IOException {
            var folder = Files.createTempDirectory("cats");
            try {
                var server = CatsServer.start(folder);
                return new Stage(folder, kubectl, server, server.administrator());
            } catch (AssertionError | RuntimeException failed) {
                remove(folder);
                throw failed;
            }
        }

        void strike() throws IOException {
            try (server;
                    administrator) {
                server.stop();
            } finally {
                remove(folder);
            }
        }

        private static void remove(Path folder) throws IOException {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        CatsServer.build();
        var stage = Stage.set(kubectl(context));
        context.getStore(NAMESPACE).put(Stage.class, stage);
        context.publishReportEntry("ready after", stage.server().readyAfter().toMillis() + " ms");
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        var stage = stage(context);
        stage.server().mustBeRunning();
        for (var cat : stage.administrator().get(Administrator.ALL_CATS).path("items")) {
            var meta = cat.path("metadata");
            stage.administrator()
                    .delete("/apis/animal.skai.io/v1alpha1/namespaces/"
                            + meta.path("namespace").asText() + "/cats/"
                            + meta.path("name").asText());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        var stage = context.getStore(NAMESPACE).get(Stage.class, Stage.class);
        if (stage != null) stage.strike();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var stage = stage(context);
        if (parameter.getParameter().getType() == CatsServer.class) return stage.server();
        var test = context.getRequiredTestMethod().getName();
        return new Kubectl(
                stage.kubectl(), stage.folder().resolve(test), stage.server().kubeconfig());
    }

    private static String kubectl(ExtensionContext context) {
        return Optional.ofNullable(ParameterInfo.get(context))
                .map(parameters -> parameters.getArguments().getString(0))
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KubectlTest.class)
                        .map(KubectlTest::program))
                .orElse(Kubectl.PATHS);
    }

    private static Stage stage(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Stage.class, Stage.class);
    }
}
