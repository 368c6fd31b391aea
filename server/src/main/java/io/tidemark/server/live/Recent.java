package io.tidemark.server.live;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.TypeId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What was touched last in an account, so that a device that comes back with its position is told without anything
/// being read. Bounded: what was touched longest ago is forgotten, and [#floor] says from where on it knows all.
/// Confined to its account's lock.
final class Recent {
    /// Touches that are remembered: some 4 MB for a busy account.
    static final int TOUCHES_MAX = 20_000;

    private final int max;
    private final LinkedHashMap<Touched, Last> touches = new LinkedHashMap<>();
    private final Map<UserId, Long> moves = new LinkedHashMap<>();
    private long everybodyMoved;
    private long floor;

    Recent(long floor) {
        this(floor, TOUCHES_MAX);
    }

    Recent(long floor, int max) {
        this.floor = floor;
        this.max = max;
    }

    private record Touched(Principal principal, TypeId type) {}

    /// @param at the last touch
    /// @param writer the login that made it
    /// @param atOfOthers the last touch that another login made, or nobody in particular
    private record Last(long at, String writer, long atOfOthers) {
        Last then(long next, String by) {
            return new Last(next, by, by.equals(writer) && !by.isEmpty() ? atOfOthers : at);
        }

        long but(String session) {
            return session.isEmpty() || !session.equals(writer) ? at : atOfOthers;
        }
    }

    /// After this position it knows everything.
    long floor() {
        return floor;
    }

    void touched(Touch touch, long at) {
        Touched key = new Touched(touch.principal(), touch.type());
        Last last = touches.remove(key);
        touches.put(
                key,
                last == null
                        ? new Last(at, touch.writer(), touch.writer().isEmpty() ? at : 0)
                        : last.then(at, touch.writer()));
        if (touches.size() > max) {
            Iterator<Last> oldest = touches.values().iterator();
            floor = Math.max(floor, oldest.next().at());
            oldest.remove();
        }
    }

    void moved(UserId user, long at) {
        moves.remove(user);
        moves.put(user, at);
        if (moves.size() > max) {
            Iterator<Long> oldest = moves.values().iterator();
            floor = Math.max(floor, oldest.next());
            oldest.remove();
        }
    }

    void everybodyMoved(long at) {
        everybodyMoved = at;
    }

    /// Whether anything may have changed for a user after a position, because he came into a group or left one.
    boolean moved(UserId user, Sequence after) {
        return Math.max(everybodyMoved, moves.getOrDefault(user, 0L)) > after.value();
    }

    /// The types of what was touched after a position, for somebody with these principals. Begins with the newest,
    /// so that it costs what was touched since.
    Set<TypeId> touched(Set<Principal> principals, Interest interest, Sequence after) {
        Set<TypeId> types = new HashSet<>();
        for (Map.Entry<Touched, Last> entry : touches.sequencedEntrySet().reversed()) {
            Touched touched = entry.getKey();
            Last last = entry.getValue();
            if (last.at() <= after.value()) {
                break;
            }
            if (last.but(interest.who().session()) > after.value()
                    && interest.types().takes(touched.type())
                    && principals.contains(touched.principal())) {
                types.add(touched.type());
            }
        }
        return types;
    }
}
