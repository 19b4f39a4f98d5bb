package dev.outrigger.samples.wardle;

import dev.outrigger.kinds.Admission;
import dev.outrigger.kinds.AdmissionRequest;
import dev.outrigger.kinds.FeatureGate;
import dev.outrigger.kinds.Lifecycle;
import dev.outrigger.kinds.Resource;
import dev.outrigger.kinds.Spoke;
import dev.outrigger.server.Outrigger;
import dev.outrigger.server.ServerBuilder;
import java.util.List;

/// Serves flunders and fischers, as the Go sample-apiserver does: the same API, the same flags, the same stored form.
public final class Main {
    private static final String GROUP = "wardle.example.com";
    private static final String BAN_FLUNDER = "BanFlunder";

    private Main() {}

    /// Serves until the process is told to end; `--help` lists the flags.
    public static void main(String[] args) {
        server().run(args);
    }

    static ServerBuilder server() {
        return Outrigger.server()
                .name("wardle")
                .openApi("Wardle", "0.1")
                .component("wardle", "1.2")
                .featureGates(
                        FeatureGate.named(BAN_FLUNDER).alpha("1.0").beta("1.1").ga("1.2"))
                .preset("etcd-prefix", "/registry/" + GROUP)
                .resource(flunders())
                .resource(fischers())
                .admission(banFlunder());
    }

    private static Resource<Flunder> flunders() {
        return Resource.of(Flunder.class)
                .in(GROUP, "v1beta1")
                .version(Spoke.of(FlunderV1Alpha1.class, "v1alpha1", FlunderV1Alpha1.conversion())
                        .defaulting(FlunderV1Alpha1::defaulted)
                        .lifecycle(Lifecycle.introduced("1.0").removed("1.10")))
                .storedAs("v1alpha1")
                .withoutStatusSubresource()
                .kind("Flunder")
                .names(_ -> List.of())
                .refuseUnconditionalUpdate()
                .withoutGenerations()
                .defaulting(Flunder::whole)
                .validate(References::errors);
    }

    private static Resource<Fischer> fischers() {
        return Resource.of(Fischer.class)
                .in(GROUP, "v1alpha1")
                .lifecycle(Lifecycle.introduced("1.0").removed("1.10"))
                .clusterScoped()
                .names(_ -> List.of())
                .refuseUnconditionalUpdate()
                .withoutGenerations();
    }

    /// Refuses new flunders whose name a fischer disallows, as in Go before it is asked whether they are valid.
    private static Admission banFlunder() {
        return Admission.mutating(BAN_FLUNDER, Flunder.class, request -> {
                    boolean banned = request.objects(Fischer.class).list().stream()
                            .anyMatch(fischer -> fischer.disallows(request.name()));
                    if (banned) throw request.forbidden("this name may not be used, please change the resource name");
                    return request.object();
                })
                .on(AdmissionRequest.Operation.CREATE)
                .reads(Fischer.class)
                .whileEnabled(BAN_FLUNDER);
    }
}
