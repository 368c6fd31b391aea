package io.tidemark.catalog.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.why.Explanation.DeliveryTold;
import io.tidemark.core.handshake.Committer;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Synchronizer;
import io.tidemark.core.handshake.Upload;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a device of the meeting API was told of a meeting, and what it has shown of it.
class ToldDevicesTest {
    private final Situation situation = new Situation(Situation.Ending.OUT_OF_MEETING, new Random(1));
    private final Workshop shop = situation.shop;
    private final Engine engine = new Engine(shop.storage, shop.types, shop::now, shop.ids());
    private final ObjectNumber meeting = situation.task;

    private String sync(Optional<String> token) {
        shop.wait(Duration.ofMinutes(10));
        return new Synchronizer(engine)
                .sync(shop.account, shop.ida.id(), Catalog.MEETINGS, token, 0)
                .token();
    }

    private void shows(String token, Upload.Intent intent) {
        shop.wait(Duration.ofMinutes(10));
        Upload upload = new Upload("Meetings", 0, MeetingType.ID, intent, "m-1", null, null, Patch.NOTHING);
        new Committer(engine)
                .commit(shop.account, shop.ida, Catalog.MEETINGS, Optional.of(token), List.of(upload), "test");
    }

    private DeliveryTold told() {
        List<DeliveryTold> all = shop.why(shop.ida, meeting).deliveries();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void isTold(Instant sent, boolean isGone, boolean isConfirmed) {
        assertThat(told()).isEqualTo(new DeliveryTold(told().device(), Optional.of(sent), isGone, isConfirmed));
    }

    @Test
    void whatWasToldAndConfirmedIsSaid() {
        assertThat(shop.why(shop.ida, meeting).deliveries()).isEmpty();
        shop.save(shop.ole, new io.tidemark.core.object.TypeId("event"), event(), "{'users':[1,2]}");
        String first = sync(Optional.empty());
        Instant sent = shop.now();
        isTold(sent, false, false);

        shows(first, Upload.Intent.NEW);
        isTold(sent, false, true);

        shop.save(shop.ole, new io.tidemark.core.object.TypeId("event"), event(), "{'users':[2]}");
        isTold(sent, false, true);

        String second = sync(Optional.of(first));
        Instant gone = shop.now();
        isTold(gone, true, false);

        shows(second, Upload.Intent.DELETED);
        isTold(gone, true, true);
    }

    private ObjectNumber event() {
        return shop.number(new io.tidemark.core.object.TypeId("event"), "m-1").orElseThrow();
    }
}
