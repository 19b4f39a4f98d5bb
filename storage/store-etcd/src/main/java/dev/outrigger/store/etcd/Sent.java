package dev.outrigger.store.etcd;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/// Finds out whether a call has left this process: what has not can be made again without harm.
final class Sent extends ClientStreamTracer.Factory {
    private volatile boolean happened;

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transport, Metadata headers) {
                happened = true;
            }
        };
    }

    boolean happened() {
        return happened;
    }
}
