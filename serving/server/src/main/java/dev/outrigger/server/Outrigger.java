package dev.outrigger.server;

/// Where every server begins.
///
/// ```java
/// void main(String[] args) {
///   Outrigger.server()
///       .resource(Resource.of(Cat.class).in("animal.skai.io", "v1alpha1").shortName("ct"))
///       .run(args);
/// }
/// ```
public final class Outrigger {
    private Outrigger() {}

    /// A server that serves nothing yet.
    public static ServerBuilder server() {
        return new ServerBuilder();
    }

    /// A conversion webhook, for clusters that serve the types as custom resources, that converts nothing yet.
    public static ConversionWebhook conversionWebhook() {
        return new ConversionWebhook();
    }
}
