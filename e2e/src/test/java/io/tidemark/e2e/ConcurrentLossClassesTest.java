package io.tidemark.e2e;

/// The concurrent loss classes on the in-memory storage.
class ConcurrentLossClassesTest extends ConcurrentLossClasses {}
