package dev.outrigger.schema;

import dev.outrigger.meta.GroupVersion;
import java.util.Locale;

/// The names that operations and their tags have in Kubernetes.
///
/// @param prefix what stands between the verb and the rest in names of operations, such as `AnimalSkaiIoV1alpha1`
/// @param tag the tag, such as `animalSkaiIo_v1alpha1`
/// @param path where the group version is served, such as `/apis/animal.skai.io/v1alpha1`
record ApiNames(String prefix, String tag, String path) {

    static ApiNames of(GroupVersion version) {
        String group = groupWords(version.group());
        return new ApiNames(
                camel(group, true) + camel(version.version(), true),
                camel(group, false) + "_" + camel(version.version(), false),
                groupPath(version.group()) + version.version());
    }

    static ApiNames of(String group) {
        String words = groupWords(group);
        return new ApiNames(camel(words, true), camel(words, false), groupPath(group));
    }

    private static String groupWords(String group) {
        return group.isEmpty() ? "core" : group.endsWith(".k8s.io") ? group.substring(0, group.length() - 7) : group;
    }

    private static String groupPath(String group) {
        return group.isEmpty() ? "/api/" : "/apis/" + group + "/";
    }

    /// Only letters, digits and underscores, each word but the first with a capital.
    static String camel(String words, boolean capital) {
        var camel = new StringBuilder();
        boolean upper = capital;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isLetter(c) || c == '_' || (i > 0 && Character.isDigit(c))) {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            } else {
                upper = true;
            }
        }
        return camel.toString();
    }

    /// The article that goes before a kind: ` a ` or ` an `, none before a plural.
    static String article(String kind) {
        if (kind.endsWith("s") && !kind.endsWith("ss")) return " ";
        return "aeiou".indexOf(kind.toLowerCase(Locale.ROOT).charAt(0)) >= 0 ? " an " : " a ";
    }
}
