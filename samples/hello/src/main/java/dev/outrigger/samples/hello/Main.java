package dev.outrigger.samples.hello;

import dev.outrigger.kinds.Action;
import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.kinds.Column;
import dev.outrigger.kinds.Edit;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Spoke;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.ServerBuilder;

/// Serves foos.
public final class Main {
    private static final String GROUP = "hello.zeng.dev";
    private static final GroupVersionKind CONFIG = new GroupVersionKind(GROUP, "v2", "Config");
    private static final GroupVersionKind BASE64 = new GroupVersionKind("transformation.zeng.dev", "v1beta1", "Base64");

    private Main() {}

    /// Serves until the process is told to end; `--help` lists the flags.
    public static void main(String[] args) {
        server().run(args);
    }

    /// The server, for programs that start it themselves.
    public static ServerBuilder server() {
        return Outrigger.server()
                .name("hello")
                .openApi("hello.zeng.dev-server", "0.1")
                .preset("storage", "memory")
                .preset("etcd-prefix", "/registry/" + GROUP)
                .resource(foos())
                .admission(disallowFoo());
    }

    static Resource<Foo> foos() {
        return Resource.of(Foo.class)
                .in(GROUP, "v2")
                .version(Spoke.of(FooV1.class, "v1", FooV1.CONVERSION)
                        .defaulting(FooV1::defaulted)
                        .column(age())
                        .column(message("Message", ".spec.msg", 0))
                        .column(message("Message1", ".spec.msg1", 1)))
                .shortName("fo")
                .column(new Column("Status", "string", "", "Where the foo is in its lifecycle.", 0, ".status.phase"))
                .column(age())
                .column(message("Message", ".spec.config.msg", 1))
                .column(message("Message1", ".spec.config.msg1", 1))
                .prepareForCreate(Foo::begun)
                .validate(Foo::errors)
                .subresource(
                        "config",
                        Edit.of(
                                Config.class,
                                CONFIG,
                                foo -> new Config(foo.spec().config()),
                                (foo, config) -> foo.with(config.spec())))
                .subresource(
                        "base64",
                        Action.of(Base64.class, BASE64, (foo, question, context) -> question.answered(context)));
    }

    private static Column age() {
        return new Column("Age", "date", "", "How long the foo has been there.", 0, ".metadata.creationTimestamp");
    }

    private static Column message(String name, String path, int priority) {
        return new Column(name, "string", "", "What the foo says.", priority, path);
    }

    /// Keeps foos out of the cluster's own namespace.
    private static Admission disallowFoo() {
        return Admission.validating("DisallowFoo", Foo.class, request -> {
                    if (!request.namespace().equals("kube-system")) return;
                    throw request.forbidden(
                            "namespace/kube-system is not permitted, please change the resource namespace");
                })
                .on(AdmissionRequest.Operation.CREATE);
    }
}
