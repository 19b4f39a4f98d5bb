package dev.outrigger.server;

import dev.outrigger.cel.CelRules;
import dev.outrigger.codec.Yaml;
import dev.outrigger.kinds.CrdConversion;
import dev.outrigger.kinds.CrdManifest;
import dev.outrigger.kinds.ProtoFiles;
import dev.outrigger.kinds.ResourceType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `PROGRAM build …`: files that are made from the types, without serving them.
final class BuildCommand {
    private static final FlagSet CRD = new FlagSet()
            .text(
                    "output",
                    "FOLDER",
                    "Where a file for each resource is written; without it all go to standard output.")
            .text(
                    "conversion-webhook-service",
                    "NAMESPACE/NAME[:PORT]",
                    "The service in front of what converts the versions (PROGRAM conversion-webhook).")
            .text(
                    "conversion-webhook-url",
                    "URL",
                    "The https:// address of what converts the versions, where no service is in front of it.")
            .text(
                    "conversion-webhook-ca-file",
                    "FILE",
                    "PEM file of who signs the certificate of what converts the versions.")
            .toggle("help", "Shows this and ends.");

    private static final FlagSet PROTO = new FlagSet()
            .text(
                    "output",
                    "FOLDER",
                    "Where a file for each group and version is written; without it all go to standard output. Files that "
                            + "are there already must give the same members the same numbers.")
            .toggle("help", "Shows this and ends.");

    private final String program;
    private final Supplier<List<ResourceType>> types;
    private final PrintStream out;

    BuildCommand(String program, Supplier<List<ResourceType>> types, PrintStream out) {
        this.program = program;
        this.types = types;
        this.out = out;
    }

    /// @param args what follows `build`
    /// @throws FlagSet.Mistake where they make no sense
    /// @throws IllegalArgumentException where a type has no such form
    /// @throws StartException where a file cannot be read or written
    void run(List<String> args) throws FlagSet.Mistake {
        switch (args.isEmpty() ? "" : args.getFirst()) {
            case "crd" -> crd(CRD.parse(args.subList(1, args.size())));
            case "proto" -> proto(PROTO.parse(args.subList(1, args.size())));
            case "--help", "help" -> out.print(usage());
            case "" -> throw new FlagSet.Mistake("build needs to know what: crd or proto");
            case String other -> throw new FlagSet.Mistake("build knows no \"" + other + "\", only: crd and proto");
        }
    }

    private String usage() {
        return "Makes files from the types.\n\nUsage:\n  " + program
                + " build crd [flags]   CustomResourceDefinitions, for clusters that serve the types themselves\n  "
                + program
                + " build proto [flags] .proto files of types whose members have numbers\n\nFlags of build crd:\n"
                + CRD.usage() + "\nFlags of build proto:\n" + PROTO.usage();
    }

    private void crd(FlagSet.Values given) throws FlagSet.Mistake {
        if (given.on("help")) {
            out.print(usage());
            return;
        }
        var conversion = conversion(given);
        var files = new LinkedHashMap<String, byte[]>();
        for (ResourceType type : types.get()) {
            type.versions().forEach(version -> CelRules.of(version.schema()));
            var name = type.names().plural() + "." + type.group() + ".yaml";
            files.put(name, Yaml.encode(CrdManifest.of(type, forThe(type, conversion))));
        }
        write(files, given.find("output").map(Path::of), "---\n");
    }

    private void proto(FlagSet.Values given) {
        if (given.on("help")) {
            out.print(usage());
            return;
        }
        var texts = ProtoFiles.of(types.get());
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(
                    "no type has numbers: add @ProtoNumber to the members of those that are spoken in protobuf");
        }
        var folder = given.find("output").map(Path::of);
        var files = new LinkedHashMap<String, byte[]>();
        texts.forEach((name, text) -> {
            folder.map(path -> path.resolve(name))
                    .filter(Files::exists)
                    .ifPresent(file ->
                            ProtoNumbers.of(read(file.toString())).checkKept(ProtoNumbers.of(text), file.toString()));
            files.put(name, text.getBytes(StandardCharsets.UTF_8));
        });
        write(files, folder, "");
    }

    /// One flag serves all resources of a program: those with a single form need no webhook.
    private static CrdConversion forThe(ResourceType type, CrdConversion conversion) {
        return type.versions().size() == 1 ? new CrdConversion.None() : conversion;
    }

    private static CrdConversion conversion(FlagSet.Values given) throws FlagSet.Mistake {
        var authorities = given.find("conversion-webhook-ca-file").map(BuildCommand::read);
        var service = given.find("conversion-webhook-service");
        var url = given.find("conversion-webhook-url");
        if (service.isPresent() && url.isPresent()) {
            throw new FlagSet.Mistake("--conversion-webhook-service and --conversion-webhook-url exclude each other");
        }
        if (authorities.isPresent() && service.isEmpty() && url.isEmpty()) {
            throw new FlagSet.Mistake(
                    "--conversion-webhook-ca-file needs --conversion-webhook-service or --conversion-webhook-url");
        }
        try {
            if (service.isPresent()) return CrdConversion.Service.parse(service.get(), authorities);
            return url.<CrdConversion>map(address -> new CrdConversion.Url(address, authorities))
                    .orElseGet(CrdConversion.None::new);
        } catch (IllegalArgumentException wrong) {
            throw new FlagSet.Mistake(String.valueOf(wrong.getMessage()));
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException failed) {
            throw new StartException("cannot read " + file + ": " + DataFolder.why(failed), failed);
        }
    }

    /// The files into the folder, or one after the other to standard output, each with the separator before it.
    private void write(Map<String, byte[]> files, Optional<Path> folder, String separator) {
        if (folder.isEmpty()) {
            files.values().forEach(file -> out.print(separator + new String(file, StandardCharsets.UTF_8)));
            return;
        }
        try {
            Files.createDirectories(folder.get());
            for (var file : files.entrySet()) {
                var path = folder.get().resolve(file.getKey());
                Files.write(path, file.getValue());
                out.println(path);
            }
        } catch (IOException failed) {
            throw new StartException("cannot write " + folder.get() + ": " + DataFolder.why(failed), failed);
        }
    }
}
