package io.tidemark.api.command.threads;

import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.tree.JsonText;
import java.time.LocalDateTime;

/// A moment, as objects say it: day and time on clocks of the account. Immutable.
record Moment(JsonText date, JsonText time) {
    /// Now, for who saves.
    static Moment of(RuleContext context) {
        return of(LocalDateTime.ofInstant(context.now(), context.zone()));
    }

    static Moment of(LocalDateTime at) {
        return new Moment(AnswerEnvelope.date(at), AnswerEnvelope.time(at));
    }
}
