package io.tidemark.core.changes;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.TypeId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a client asks of a change list, the same for every part of a chain. Immutable.
///
/// @param user who asks
/// @param only the principal whose selection is meant; null for all that the user should have: what is selected for
///     everyone, for the user alone, and for each group that the user is in
/// @param type which objects
/// @param since changes of this instant count, and later ones; [Instant#EPOCH] or earlier asks for everything
/// @param goneSince when everything is asked for, also tell what left the selection at this instant or later: a
/// device
///     that begins again may still hold it (loss class 19), as far back as it is remembered. [Instant#MAX] for nothing;
/// otherwise without meaning
/// @param filters the command and all its filters as one text: a resume key is good for this text only
public record ChangeQuestion(
        UserId user, @Nullable Principal only, TypeId type, Instant since, Instant goneSince, String filters) {}
