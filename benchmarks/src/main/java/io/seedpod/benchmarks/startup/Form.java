package io.seedpod.benchmarks.startup;

/// How a program is packaged and started.
enum Form {
    JVM("JVM"),
    JVM_AOT("JVM with AOT cache"),
    NATIVE("executable");

    private final String title;

    Form(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// One word, for files and keys: `jvm`, `jvm-aot`, `native`.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
