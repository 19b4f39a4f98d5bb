package dev.outrigger.samples.cats;

import dev.outrigger.server.Options;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.RunningServer;
import dev.outrigger.transcripts.Kubectl;
import java.net.URI;
import java.nio.file.Path;

/// A server of pods in this process, with one pod: `tom`.
record PodServer(Pod.Machine machine, RunningServer running) implements AutoCloseable {
    /// @param data where it keeps its certificates
    static PodServer start(Path data) {
        var machine = new Pod.Machine();
        var running = Outrigger.server()
                .name("pods")
                .resource(machine.resource(URI.create("http://127.0.0.1:1")))
                .start(Options.inMemory(data));
        new Kubectl(data.resolve("setup"), running.kubeconfig())
                .runReading("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: tom}
                        spec: {containers: [{name: cat}]}
                        """, "create -f -")
                .text();
        return new PodServer(machine, running);
    }

    Path kubeconfig() {
        return running.kubeconfig();
    }

    @Override
    public void close() {
        running.close();
    }
}
