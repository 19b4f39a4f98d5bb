package dev.outrigger.bench;

import java.nio.charset.StandardCharsets;

/// The objects: cats of about 1 KB, as the server sends them in a list.
final class Cats {
    static final String RESOURCE = "/apis/animal.skai.io/v1alpha1/";
    static final String JSON = "application/json";
    static final String MERGE = "application/merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    private static final String HEAD = "{\"apiVersion\":\"animal.skai.io/v1alpha1\",\"kind\":\"Cat\",\"metadata\":";
    private static final String LABELS = "\"labels\":{\"app.kubernetes.io/name\":\"cats\","
            + "\"app.kubernetes.io/part-of\":\"bench\",\"colour\":\"grey\"},\"annotations\":{"
            + "\"bench/description\":\"" + "an animal that sleeps in the sun. ".repeat(6) + "\"}";

    private Cats() {}

    static String path(String namespace) {
        return RESOURCE + "namespaces/" + namespace + "/cats";
    }

    static String path(String namespace, String name) {
        return path(namespace) + "/" + name;
    }

    /// Names of one length, whatever the number.
    static String name(String prefix, long number) {
        return prefix + "-" + String.format("%08d", number);
    }

    static byte[] create(String name, String called) {
        return bytes(HEAD + "{\"name\":\"" + name + "\"," + LABELS + "}," + spec(called) + "}");
    }

    static byte[] update(String name, String resourceVersion, String called) {
        return bytes(HEAD + "{\"name\":\"" + name + "\",\"resourceVersion\":\"" + resourceVersion + "\"," + LABELS
                + "}," + spec(called) + "}");
    }

    static byte[] apply(String name, String called) {
        return create(name, called);
    }

    static byte[] mergePatch(String called) {
        return bytes("{" + spec(called) + "}");
    }

    private static String spec(String called) {
        return "\"spec\":{\"name\":\"" + called + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
