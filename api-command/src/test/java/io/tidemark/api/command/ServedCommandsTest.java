package io.tidemark.api.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.IdSource;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The commands that are described and those that are served. The difference stands in `not-there-yet.txt`, which
/// may only shrink: take a name out when its command lands.
class ServedCommandsTest {
    /// Knows nobody.
    private static final LoginDesk CLOSED_DESK = new LoginDesk() {
        @Override
        public Optional<User> userOfSessionToken(Account account, String sessionToken) {
            return Optional.empty();
        }

        @Override
        public DeviceSetup configureDevice(DeviceRequest request) {
            return new DeviceSetup.UnknownCode();
        }
    };

    /// Nothing is created here.
    private static final IdSource NO_IDS = new IdSource() {
        @Override
        public String objectId() {
            throw new IllegalStateException("no object is created here");
        }

        @Override
        public long number() {
            throw new IllegalStateException("no object is created here");
        }
    };

    private final CommandReference reference = CommandReference.standard(CommandTypes.standard());
    private final Commands commands = Commands.all(new Commands.Parts(
            new InMemoryStorage(),
            new OwnTypes(),
            new InMemoryContents(),
            CLOSED_DESK,
            InstantSource.system(),
            NO_IDS,
            2_000,
            1_000_000,
            new ListUses(new InMemoryStorage())));

    @Test
    void whatIsDescribedIsServedOrNamedAsMissing() throws IOException {
        Set<String> missing = new TreeSet<>();
        reference.all().stream()
                .map(CommandDescription::name)
                .filter(name -> commands.find(name).isEmpty())
                .forEach(missing::add);

        assertThat(notThereYet()).containsExactlyElementsOf(missing);
    }

    private static List<String> notThereYet() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ServedCommandsTest.class.getResourceAsStream("not-there-yet.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void whatIsServedIsDescribedInTheSameCase() {
        assertThat(commands.names()).contains("Echo", "GetCustomersByLastChange");
        for (String name : commands.names()) {
            assertThat(commands.find(name).orElseThrow().command().name()).isEqualTo(name);
        }
    }
}
