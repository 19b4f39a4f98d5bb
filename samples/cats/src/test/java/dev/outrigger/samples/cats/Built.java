package dev.outrigger.samples.cats;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Has the server built before the first test of a class begins, and its time is measured.
final class Built implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        CatsServer.build();
    }
}
