package io.tidemark.storage.contract;

import io.tidemark.core.content.Contents;
import io.tidemark.core.content.memory.InMemoryContents;

/// The naive store of contents fulfils the contract.
class InMemoryContentsTest implements ContentsContract {
    @Override
    public Contents newContents() {
        return new InMemoryContents();
    }
}
