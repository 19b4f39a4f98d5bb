package dev.outrigger.kinds;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of API versions by which clients prefer them: `v2`, `v1`, `v1beta2`, `v1alpha1`, then all others by
/// the alphabet (apimachinery `version.CompareKubeAwareVersionStrings`).
public final class VersionOrder {
    private static final Pattern KUBE = Pattern.compile("v([1-9][0-9]{0,8})(?:(alpha|beta)([1-9][0-9]{0,8}))?");

    /// Sorts the names of versions, the preferred one first.
    public static final Comparator<String> PREFERRED_FIRST = VersionOrder::compare;

    private VersionOrder() {}

    private static int compare(String one, String other) {
        var first = KUBE.matcher(one);
        var second = KUBE.matcher(other);
        boolean firstIsKube = first.matches();
        boolean secondIsKube = second.matches();
        if (!firstIsKube || !secondIsKube) {
            return firstIsKube == secondIsKube ? one.compareTo(other) : (firstIsKube ? -1 : 1);
        }
        int byStage = Integer.compare(stage(second), stage(first));
        if (byStage != 0) return byStage;
        int byMajor = Integer.compare(Integer.parseInt(second.group(1)), Integer.parseInt(first.group(1)));
        return byMajor != 0 ? byMajor : Integer.compare(minor(second), minor(first));
    }

    private static int stage(Matcher version) {
        if (version.group(2) == null) return 2;
        return version.group(2).equals("beta") ? 1 : 0;
    }

    private static int minor(Matcher version) {
        return version.group(3) == null ? 0 : Integer.parseInt(version.group(3));
    }
}
