/// Contents as files in a folder: [io.tidemark.storage.files.FileContents].
///
/// What must not be here: who names a content, which the storage knows.
@NullMarked
package io.tidemark.storage.files;

import org.jspecify.annotations.NullMarked;
