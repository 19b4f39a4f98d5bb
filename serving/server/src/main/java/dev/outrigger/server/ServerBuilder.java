package dev.outrigger.server;

import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.ResourceType;
import java.util.ArrayList;
import java.util.List;

/// A server in the making: what it serves and what it is called.
public final class ServerBuilder {
    private final List<Resource<?>> resources = new ArrayList<>();
    private String name = "outrigger";

    ServerBuilder() {}

    /// Serves one more resource.
    public ServerBuilder resource(Resource<?> resource) {
        resources.add(resource);
        return this;
    }

    /// What the server calls itself, in messages and in the kubeconfig: lower-case letters, digits and dashes.
    ///
    /// @throws IllegalArgumentException where the name has anything else
    public ServerBuilder name(String name) {
        if (!name.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
            throw new IllegalArgumentException("a server's name is lower-case letters, digits and dashes, not " + name);
        }
        this.name = name;
        return this;
    }

    /// Runs the server as this process: reads the flags, prints `ready` and the URL when it can be used, and goes on
    /// until the process is told to end, which it then does with exit code 0.
    ///
    /// Exits with 2 where the flags are wrong and with 1 where the server cannot start, after one line on
    /// standard error that says why. `--help` lists the flags.
    public void run(String... args) {
        new Foreground(this, System.out, System.err).run(args);
    }

    /// Starts the server inside this process. It can be used when this returns.
    ///
    /// @throws StartException where it cannot start; the message is one line that says why
    public RunningServer start(Options options) {
        return RunningServer.start(name, types(), options);
    }

    String name() {
        return name;
    }

    /// @throws IllegalArgumentException where a resource is not complete
    List<ResourceType> types() {
        var types = new ArrayList<ResourceType>();
        for (var resource : resources) types.add(resource.type());
        return types;
    }
}
