package io.tidemark.api.command.threads;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.List;

/// Notes that come along with other commands: a note on an object is a message of a thread of that object. All notes
/// with one tag on one object are in one thread, which the first of them begins; two that are written at the same time
/// too. Stateless.
public final class Notes {
    private Notes() {}

    /// Posts a note in the name of who saves.
    ///
    /// @param saving the transaction of the command that the note comes with
    /// @param type the type of the object, one that has a word for `objecttype`
    /// @param object the object, as it is in this transaction; may be about to be made
    /// @param tag what kind of note it is, such as `solution`; 1 to 100 characters
    /// @param text what it says
    /// @return the message
    public static Current post(Saving saving, CommandType type, Current object, String tag, String text) {
        long number = saving.number(object).value();
        String word = type.words().getFirst();
        Posting posting = new Posting(saving);
        ObjectKey key = new ObjectKey(Posting.THREAD, "note " + word + " " + number + " " + tag);
        Current thread = saving.find(key)
                .map(found -> shown(saving, found))
                .orElseGet(() -> saving.create(
                        key,
                        Patch.NOTHING,
                        posting.begun()
                                .and(CommandObjectType.decided(JsonObject.EMPTY
                                        .with("title", new JsonText(title(type, object)))
                                        .with("tag", new JsonText(tag))
                                        .with("objecttype", new JsonText(word))
                                        .with("objectid", JsonNumber.of(number))))));
        return posting.post(thread, new JsonText(text));
    }

    /// A note must be seen, also when the earlier ones were hidden.
    private static Current shown(Saving saving, Current thread) {
        return saving.change(
                thread, Patch.NOTHING, CommandObjectType.decided(JsonObject.EMPTY.with("isdeleted", JsonNumber.ZERO)));
    }

    private static String title(CommandType type, Current object) {
        Facts facts = Facts.of(object);
        List<String> texts = type.label().stream()
                .map(facts::text)
                .filter(text -> !text.isBlank())
                .toList();
        String title = String.join(" ", texts);
        int charsMax = 255;
        return title.codePointCount(0, title.length()) <= charsMax
                ? title
                : title.substring(0, title.offsetByCodePoints(0, charsMax));
    }
}
