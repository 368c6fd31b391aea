package io.tidemark.catalog.people;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.util.Locale;
import java.util.Optional;

/// Finds the people that an object names. On the wire a person is `{Id, Name, Email}` (meeting API 3.12);
/// the email identifies (3.13), and the id does when there is no email. Stateless.
public final class People {
    private People() {}

    /// The user that is meant; empty when the account knows nobody like that.
    public static Optional<User> find(WireObject person, DirectoryReader directory) {
        Optional<String> email = person.text("Email").filter(text -> !text.isBlank());
        return email.isPresent()
                ? directory.userByEmail(email.get().strip())
                : person.text("Id").flatMap(directory::userByWireId);
    }

    /// The user that a stored object names, whose id was put right when it was stored.
    public static Optional<User> stored(WireObject person, DirectoryReader directory) {
        return person.text("Id").flatMap(directory::userByWireId);
    }

    /// Whether [#findOrInvite] would find or add somebody.
    public static boolean isKnownOrCanBeInvited(WireObject person, DirectoryReader directory) {
        return find(person, directory).isPresent()
                || person.text("Email").filter(People::isEmail).isPresent();
    }

    private static boolean isEmail(String text) {
        return text.strip().indexOf('@') > 0;
    }

    /// The user that is meant, added as a guest when the account knows nobody with that email (5.12); empty
    /// when there is no email to know anybody by.
    public static Optional<User> findOrInvite(WireObject person, RuleContext context) {
        Optional<User> known = find(person, context.transaction());
        if (known.isPresent()) {
            return known;
        }
        return person.text("Email")
                .filter(People::isEmail)
                .map(email -> email.strip().toLowerCase(Locale.ROOT))
                .map(email -> context.transaction()
                        .addUser(new User(
                                new UserId(1),
                                newWireId(person, context),
                                person.text("Name")
                                        .filter(name -> !name.isBlank())
                                        .orElse(email),
                                email,
                                "",
                                true,
                                true)));
    }

    private static String newWireId(WireObject person, RuleContext context) {
        return person.text("Id")
                .filter(id -> context.transaction().userByWireId(id).isEmpty())
                .orElseGet(() -> context.ids().objectId());
    }

    /// A user as others name him.
    public static WireObject wire(User user) {
        return MeetingShapes.USER
                .empty()
                .with("Id", user.wireId())
                .with("Name", user.name())
                .with("Email", user.email());
    }

    /// Whether a stored person is this user.
    public static boolean is(WireObject person, User user) {
        return person.text("Id")
                .filter(id -> id.equalsIgnoreCase(user.wireId()))
                .isPresent();
    }
}
