package dev.outrigger.samples.cats;

/// Manifests to write down in a test.
final class Cats {
    private Cats() {}

    /// A cat of that name in the namespace `default`, which is called so too.
    static String yaml(String name) {
        return yaml(name, name);
    }

    /// The same, called otherwise.
    static String yaml(String name, String calledName) {
        return """
                apiVersion: animal.skai.io/v1alpha1
                kind: Cat
                metadata:
                  name: %s
                  namespace: default
                spec:
                  name: %s
                """.formatted(name, calledName);
    }

    /// The same with labels such as `{color: black}`.
    static String yaml(String name, String calledName, String labels) {
        return yaml(name, calledName).replace("spec:", "  labels: " + labels + "\nspec:");
    }

    static String json(String name, String calledName, String resourceVersion) {
        return """
                {"apiVersion": "animal.skai.io/v1alpha1", "kind": "Cat",
                 "metadata": {"name": "%s", "namespace": "default"%s}, "spec": {"name": "%s"}}
                """.formatted(
                        name,
                        resourceVersion.isEmpty() ? "" : ", \"resourceVersion\": \"" + resourceVersion + "\"",
                        calledName);
    }
}
