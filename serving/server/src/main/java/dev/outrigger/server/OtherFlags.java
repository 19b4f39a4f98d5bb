package dev.outrigger.server;

import java.util.List;
import java.util.Map;

/// Flags of Go's servers that mean nothing here, so that manifests written for one of those start this one: what only
/// tunes is passed over with a warning, what its user relies on is refused.
final class OtherFlags {
    private static final List<String> TUNING_SWITCHES = List.of(
            "add-dir-header",
            "alsologtostderr",
            "contention-profiling",
            "debug-socket-path",
            "enable-garbage-collector",
            "enable-priority-and-fairness",
            "logtostderr",
            "one-output",
            "permit-address-sharing",
            "permit-port-sharing",
            "profiling",
            "shutdown-send-retry-after",
            "skip-headers",
            "skip-log-headers",
            "watch-cache");

    private static final List<String> TUNING_VALUES = List.of(
            "default-watch-cache-size",
            "delete-collection-workers",
            "etcd-count-metric-poll-period",
            "etcd-db-metric-poll-interval",
            "etcd-healthcheck-timeout",
            "etcd-readycheck-timeout",
            "external-hostname",
            "goaway-chance",
            "http2-max-streams-per-connection",
            "lease-reuse-duration-seconds",
            "livez-grace-period",
            "log-backtrace-at",
            "log-dir",
            "log-file",
            "log-file-max-size",
            "log-flush-frequency",
            "logging-format",
            "max-mutating-requests-inflight",
            "max-requests-inflight",
            "shutdown-delay-duration",
            "stderrthreshold",
            "storage-backend",
            "storage-initialization-timeout",
            "strict-transport-security-directives",
            "tracing-config-file",
            "v",
            "vmodule",
            "watch-cache-sizes");

    private static final String NO_AUDIT = "this server writes no audit log";
    private static final String NO_PLUGIN_FILE = "its plug-ins are configured in the program";
    private static final String NO_WEBHOOK_AUDIT = "this server sends no audit events";
    private static final String OWN_TLS = "this server chooses among TLS 1.2 and 1.3 and their safe ciphers itself";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("admission-control-config-file", NO_PLUGIN_FILE),
            Map.entry("audit-log-compress", NO_AUDIT),
            Map.entry("audit-log-format", NO_AUDIT),
            Map.entry("audit-log-maxage", NO_AUDIT),
            Map.entry("audit-log-maxbackup", NO_AUDIT),
            Map.entry("audit-log-maxsize", NO_AUDIT),
            Map.entry("audit-log-mode", NO_AUDIT),
            Map.entry("audit-log-path", NO_AUDIT),
            Map.entry("audit-policy-file", NO_AUDIT),
            Map.entry("audit-webhook-config-file", NO_WEBHOOK_AUDIT),
            Map.entry("audit-webhook-mode", NO_WEBHOOK_AUDIT),
            Map.entry("cors-allowed-origins", "this server answers no preflight requests of browsers"),
            Map.entry("disable-http2-serving", "HTTP/2 is always offered beside HTTP/1.1"),
            Map.entry("egress-selector-config-file", "this server opens its connections directly"),
            Map.entry("encryption-provider-config", "objects would be stored as they are"),
            Map.entry("encryption-provider-config-automatic-reload", "objects would be stored as they are"),
            Map.entry("etcd-servers-overrides", "give resources storages of their own in the program"),
            Map.entry("tls-cipher-suites", OWN_TLS),
            Map.entry("tls-min-version", OWN_TLS),
            Map.entry("tls-sni-cert-key", "this server shows one certificate: give it all the names"));

    private OtherFlags() {}

    /// Adds those that are not known already.
    static FlagSet known(FlagSet flags) {
        TUNING_SWITCHES.forEach(name -> flags.passed(name, FlagSet.Arity.SWITCH));
        TUNING_VALUES.forEach(name -> flags.passed(name, FlagSet.Arity.VALUE));
        REFUSED.forEach(flags::refused);
        return flags;
    }
}
