package io.tidemark.e2e;

/// The loss classes on the in-memory storage.
class LossClassesOverHttpTest extends LossClassesOverHttp {}
