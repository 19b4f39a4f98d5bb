package dev.outrigger.store.etcd;

import java.util.regex.Pattern;

/// A version of etcd, as far as it matters here.
record EtcdVersion(int major, int minor, int patch) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6}).*");

    /// The version in a text such as `3.5.16`; an old one where it is none.
    static EtcdVersion parse(String text) {
        var found = FORM.matcher(text);
        if (!found.matches()) return new EtcdVersion(0, 0, 0);
        return new EtcdVersion(
                Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Integer.parseInt(found.group(3)));
    }

    /// Whether an answer to how far a watch is never overtakes the changes before it: since 3.4.31 and 3.5.13.
    /// (etcd issues 15220 and 17507; apiserver `pkg/storage/feature`)
    boolean tellsProgressTruly() {
        if (major != 3) return major > 3;
        return switch (minor) {
            case 4 -> patch >= 31;
            case 5 -> patch >= 13;
            default -> minor > 5;
        };
    }
}
