package dev.outrigger.kinds;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.StructuralSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A resource as a `CustomResourceDefinition` of `apiextensions.k8s.io/v1`, for clusters that serve it themselves.
///
/// What the author's rules do beyond schema and CEL is not in it: a cluster runs no Java.
public final class CrdManifest {
    private static final String APPROVAL = "api-approved.kubernetes.io";

    private CrdManifest() {}

    /// The path that conversion webhooks of this project answer a group's reviews at.
    public static String conversionPath(String group) {
        return "/convert/" + group;
    }

    /// The manifest.
    ///
    /// @param conversion how clusters take objects from one version to another
    /// @throws IllegalArgumentException where no CRD can say what the type does, or the versions differ and nothing
    ///     converts them; the message names the field and the fix
    public static Value.Struct of(ResourceType type, CrdConversion conversion) {
        var name = type.names().plural() + "." + type.group();
        if (conversion instanceof CrdConversion.None && converts(type)) {
            throw new IllegalArgumentException("the versions of " + name
                    + " differ, so a cluster needs a webhook to convert them: name it with --conversion-webhook-service"
                    + " NAMESPACE/NAME or --conversion-webhook-url URL");
        }
        if (!type.group().contains(".")) {
            throw new IllegalArgumentException(
                    name + " cannot be a CRD: its group must be a domain with a dot, such as example.com");
        }
        try {
            CrdChecks.names(type);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(name + " cannot be a CRD: " + refused.getMessage(), refused);
        }
        var spec = new LinkedHashMap<String, Value>();
        spec.put("group", Value.of(type.group()));
        spec.put("names", names(type.names()));
        spec.put("scope", Value.of(type.namespaced() ? "Namespaced" : "Cluster"));
        conversion(conversion, type.group()).ifPresent(value -> spec.put("conversion", value));
        spec.put("versions", versions(type, name));
        return Value.object(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                metadata(name, type.group()),
                "spec",
                new Value.Struct(spec));
    }

    private static boolean converts(ResourceType type) {
        return type.versions().stream().anyMatch(version -> version.conversion() != Conversion.IDENTITY);
    }

    /// Groups of the Kubernetes community want a word on who approved them.
    private static Value.Struct metadata(String name, String group) {
        var metadata = Value.object("name", name);
        boolean theirs = group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io");
        return theirs
                ? metadata.with("annotations", Value.object(APPROVAL, "unapproved, experimental-only"))
                : metadata;
    }

    private static Value names(ResourceType.Names names) {
        var members = new LinkedHashMap<String, Value>();
        members.put("kind", Value.of(names.kind()));
        members.put("listKind", Value.of(names.listKind()));
        members.put("plural", Value.of(names.plural()));
        members.put("singular", Value.of(names.singular()));
        if (!names.shortNames().isEmpty()) members.put("shortNames", Value.Array.ofTexts(names.shortNames()));
        if (!names.categories().isEmpty()) members.put("categories", Value.Array.ofTexts(names.categories()));
        return new Value.Struct(members);
    }

    private static Optional<Value> conversion(CrdConversion conversion, String group) {
        var path = conversionPath(group);
        return switch (conversion) {
            case CrdConversion.None() -> Optional.empty();
            case CrdConversion.Service(var namespace, var name, var port, var authorities) ->
                Optional.of(webhook(
                        Value.object(
                                "service",
                                Value.object("namespace", namespace, "name", name, "path", path, "port", port)),
                        authorities));
            case CrdConversion.Url(var url, var authorities) ->
                Optional.of(webhook(Value.object("url", url.endsWith(path) ? url : strip(url) + path), authorities));
        };
    }

    private static String strip(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static Value webhook(Value.Struct client, Optional<String> authorities) {
        var config = authorities
                .map(pem -> client.with(
                        "caBundle", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))))
                .orElse(client);
        return Value.object(
                "strategy",
                "Webhook",
                "webhook",
                Value.object("clientConfig", config, "conversionReviewVersions", Value.Array.of(Value.of("v1"))));
    }

    private static Value versions(ResourceType type, String name) {
        var versions = new ArrayList<Value>();
        for (ResourceType.Version version : type.versions()) {
            try {
                versions.add(version(type, version));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        name + " " + version.name() + " cannot be a CRD: " + refused.getMessage(), refused);
            }
        }
        return new Value.Array(versions);
    }

    private static Value version(ResourceType type, ResourceType.Version version) {
        var members = new LinkedHashMap<String, Value>();
        CrdChecks.columns(version.columns());
        members.put("name", Value.of(version.name()));
        members.put("served", Value.of(version.served()));
        members.put("storage", Value.of(version.name().equals(type.storageVersion())));
        version.deprecation().ifPresent(deprecation -> {
            members.put("deprecated", Value.of(true));
            deprecation.warning().ifPresent(warning -> members.put("deprecationWarning", Value.of(warning)));
        });
        members.put("schema", Value.object("openAPIV3Schema", StructuralSchema.of(version.schema())));
        var subresources = subresources(type, version);
        if (!subresources.isEmpty()) members.put("subresources", new Value.Struct(subresources));
        if (!version.columns().isEmpty()) {
            members.put("additionalPrinterColumns", list(version.columns(), CrdManifest::column));
        }
        if (!version.selectableFields().isEmpty()) {
            members.put(
                    "selectableFields",
                    list(version.selectableFields(), field -> Value.object("jsonPath", "." + field)));
        }
        return new Value.Struct(members);
    }

    private static Map<String, Value> subresources(ResourceType type, ResourceType.Version version) {
        var members = new LinkedHashMap<String, Value>();
        for (Subresource subresource : type.subresources(version.name())) {
            switch (subresource) {
                case Subresource.Status status -> members.put(status.name(), Value.Struct.EMPTY);
                case Subresource.Scale scale ->
                    scale.paths(version.name()).ifPresent(paths -> members.put(scale.name(), scale(paths, version)));
                case Subresource.Edit _, Subresource.Action _, Subresource.Connect _ -> {}
            }
        }
        return members;
    }

    private static Value scale(Subresource.ScalePaths paths, ResourceType.Version version) {
        ScaleChecks.fault(paths, version.schema()).ifPresent(fault -> {
            var type = version.schema().name();
            throw new IllegalArgumentException(type.substring(type.lastIndexOf('.') + 1) + ": " + fault
                    + ", or say with .scale(…) or .withoutScale() of its Spoke where the version has it");
        });
        var members =
                Value.object("specReplicasPath", paths.specReplicas(), "statusReplicasPath", paths.statusReplicas());
        return paths.selector()
                .map(path -> members.with("labelSelectorPath", path))
                .orElse(members);
    }

    private static Value column(Column column) {
        var members = new LinkedHashMap<String, Value>();
        members.put("name", Value.of(column.name()));
        members.put("type", Value.of(column.type().isEmpty() ? "string" : column.type()));
        if (!column.format().isEmpty()) members.put("format", Value.of(column.format()));
        if (!column.description().isEmpty()) members.put("description", Value.of(column.description()));
        if (column.priority() != 0) members.put("priority", Value.of(column.priority()));
        boolean dotted = column.path().startsWith(".");
        members.put("jsonPath", Value.of(dotted ? column.path() : "." + column.path()));
        return new Value.Struct(members);
    }

    private static <T> Value list(List<T> items, java.util.function.Function<T, Value> form) {
        return new Value.Array(items.stream().map(form).toList());
    }
}
