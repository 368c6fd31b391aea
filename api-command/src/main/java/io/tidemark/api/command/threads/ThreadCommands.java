package io.tidemark.api.command.threads;

import io.tidemark.api.command.Command;
import io.tidemark.api.command.objects.ObjectDesk;
import java.util.List;

/// The commands over what people write to each other. Stateless.
public final class ThreadCommands {
    private final ObjectDesk desk;

    /// @param desk what they work with
    public ThreadCommands(ObjectDesk desk) {
        this.desk = desk;
    }

    /// The commands.
    public List<Command> all() {
        ThreadMarks marks = new ThreadMarks(desk);
        MbMessages mbMessages = new MbMessages(desk.type("mbmessage"));
        return List.of(
                new GetThreads(desk),
                new GetThreadById(desk, marks),
                new GetThreadsByLastChange(desk, marks),
                new PostMessage(desk),
                new GetMbMessagesByLastChange(desk, mbMessages),
                new SendMbMessage(mbMessages, desk),
                new GetMessagesByLastChange(desk),
                new SendMessage(desk),
                new ConfirmMessage(desk),
                new GetNotification(desk));
    }
}
