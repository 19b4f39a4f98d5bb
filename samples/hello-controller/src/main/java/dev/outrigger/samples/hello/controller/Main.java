package dev.outrigger.samples.hello.controller;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.concurrent.CountDownLatch;

/// The controller, or an API server to try it on.
public final class Main {
    private Main() {}

    /// With `control`, looks after the foos of the server that KUBECONFIG names, or of the cluster it runs
    /// in, until the process is told to end. Else serves foos and what they are made of; `--help` lists the
    /// flags.
    public static void main(String[] args) throws InterruptedException {
        if (args.length == 1 && args[0].equals("control")) control();
        else Cluster.server().run(args);
    }

    private static void control() throws InterruptedException {
        try (var client = new KubernetesClientBuilder().build();
                var controller = FooController.start(client)) {
            Runtime.getRuntime().addShutdownHook(new Thread(controller::close, "end"));
            System.out.println("controlling the foos of " + client.getMasterUrl());
            new CountDownLatch(1).await();
        }
    }
}
