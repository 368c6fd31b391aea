package io.tidemark.catalog.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.why.Explanation.DeliveryTold;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.changes.ListUse;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is kept of what a login was told, and when nothing is written.
class ListUsesTest {
    private static final TypeId CUSTOMER = new TypeId("customer");

    private final Workshop shop = new Workshop();
    private final ObjectNumber customer = shop.save(shop.ole, CUSTOMER, "{'name':'Harbour Line'}");
    private final ListUses uses = new ListUses(shop.storage);
    private Instant since = Instant.EPOCH;

    /// @return how many objects it told
    private long ask() {
        ChangeQuestion question =
                new ChangeQuestion(shop.ida.id(), Principal.EVERYONE, CUSTOMER, since, Instant.MAX, "test");
        ChangePart part = new ChangeLists(shop.storage).first(shop.account, question, shop.now());
        Counting told = new Counting();
        Optional<String> more = part.read(told);
        uses.note(
                shop.account, question, "phone", new ListUses.Sent(part, true, more.isEmpty(), told.count), shop.now());
        uses.flush();
        since = part.received();
        shop.wait(Duration.ofMinutes(10));
        return told.count;
    }

    private ListUse kept() {
        return shop.read(tx -> tx.listUse(shop.ida.id(), "phone", CUSTOMER)).orElseThrow();
    }

    private boolean isConfirmed() {
        List<DeliveryTold> told = shop.why(shop.ida, customer).deliveries();
        assertThat(told).hasSize(1);
        return told.getFirst().isConfirmed();
    }

    @Test
    void aQuestionThatTellsAndShowsNothingWritesNothing() {
        shop.wait(Duration.ofMinutes(10));
        assertThat(ask()).isEqualTo(1);
        assertThat(isConfirmed()).isFalse();

        assertThat(ask()).isZero();
        ListUse shown = kept();
        assertThat(isConfirmed()).isTrue();

        assertThat(ask()).isZero();
        assertThat(kept()).isEqualTo(shown);
        shop.wait(Duration.ofHours(1));
        assertThat(ask()).isZero();
        assertThat(kept().usedAt()).as("renewed within the hour").isAfter(shown.usedAt());
        assertThat(isConfirmed()).isTrue();
    }

    @Test
    void whatWasChangedSinceIsNotSaidToBeThere() {
        shop.wait(Duration.ofMinutes(10));
        ask();
        ask();
        shop.save(shop.ole, CUSTOMER, customer, "{'name':'Harbour Lines'}");
        assertThat(shop.why(shop.ida, customer).deliveries()).isEmpty();
        shop.wait(Duration.ofMinutes(10));
        assertThat(ask()).isEqualTo(1);
        assertThat(isConfirmed()).isFalse();
        since = Instant.EPOCH;
        ask();
        assertThat(isConfirmed())
                .as("a device that begins again has shown nothing")
                .isFalse();
    }

    private static final class Counting implements ChangePart.Reader {
        private long count;

        @Override
        public void present(long number, long version, long modifiedAtMillis, byte[] body) {
            count++;
        }

        @Override
        public void gone(ObjectNumber number) {
            count++;
        }
    }
}
