package io.tidemark.catalog.why;

import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.directory.Team;
import io.tidemark.core.handshake.Engine;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.ReadMode;
import io.tidemark.protocol.json.ShapeReader;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A short history of a workshop that ends with one task going from Ida, in one known way.
final class Situation {
    private static final TypeId CUSTOMER = new TypeId("customer");
    private static final List<String> LIMITED = List.of("{'functions':['LimitNumObjects']}");

    final Workshop shop = new Workshop();
    final Ending ending;
    private final Random random;
    final Team lifts;
    final Team doors;
    private final ObjectNumber pool;
    private final ObjectNumber otherPool;

    /// The task.
    ObjectNumber task = new ObjectNumber(0);

    /// The change that must be named; null when there is none.
    Optional<LogEntry> truth = Optional.empty();

    /// When the task was still there.
    Instant there = Instant.EPOCH;

    /// How a task goes from Ida, and what must be named.
    enum Ending {
        DELETED(Cause.DELETED),
        HIDDEN(Cause.HIDDEN),
        HIDDEN_THEN_NOT_ADDITIONAL(Cause.HIDDEN),
        OTHER_RESPONSIBLE(Cause.FIELD_CHANGED, "responsible"),
        NOT_ADDITIONAL(Cause.FIELD_CHANGED, "additional"),
        OTHER_TEAM(Cause.FIELD_CHANGED, "team"),
        OTHER_CUSTOM_FIELD(Cause.FIELD_CHANGED, "customfield"),
        NEXT_ACTION_SET(Cause.LIMIT_REACHED, "nextaction"),
        COMPANY_HIDDEN(Cause.NAMED_HIDDEN, "company"),
        COMPANY_HIDDEN_THEN_EDITED(Cause.NAMED_HIDDEN, "company"),
        GIVEN_TO_HIDDEN_COMPANY(Cause.LIMIT_REACHED, "company"),
        NEXT_ACTION_PASSED(Cause.LIMIT_BY_TIME, "nextaction"),
        CLOSED_LONG_AGO(Cause.LIMIT_BY_TIME, "closed"),
        CLOSED_LONG_AGO_THEN_EDITED(Cause.LIMIT_BY_TIME, "closed"),
        CLOSED_LONG_AGO_THEN_PLAN_PASSED(Cause.LIMIT_BY_TIME, "closed"),
        UNCHANGED_FOR_LONG(Cause.LIMIT_BY_TIME, "unchanged"),
        PLAN_PASSED(Cause.WINDOW_PASSED, "planned"),
        PLAN_HIDDEN(Cause.REFERENCE_REMOVED, "planned"),
        PLAN_FAR_AWAY(Cause.REFERENCE_CHANGED, "planned"),
        PLAN_OF_ANOTHER_USER(Cause.REFERENCE_CHANGED, "planned"),
        PLAN_OF_ANOTHER_TASK(Cause.REFERENCE_CHANGED, "planned"),
        POOL_ENTRY_HIDDEN(Cause.REFERENCE_REMOVED, "pool"),
        POOL_ENTRY_MOVED(Cause.REFERENCE_CHANGED, "pool"),
        LEFT_TEAM(Cause.TEAM_LEFT, "team"),
        LEFT_TEAM_OF_POOL(Cause.TEAM_LEFT, "pool"),
        POOL_OF_ANOTHER_TEAM(Cause.POOL_MOVED, "pool"),
        POOL_HIDDEN(Cause.POOL_HIDDEN, "pool"),
        ACCOUNT_LIMITED(Cause.ACCOUNT_LIMITED),
        PLAN_WINDOW_NARROWED(Cause.RULES_CHANGED, "planned"),
        CLOSED_WINDOW_NARROWED(Cause.RULES_CHANGED, "closed"),
        WINDOW_NARROWED_THEN_EDITED(Cause.RULES_CHANGED, "planned"),
        OUT_OF_MEETING(Cause.PARTICIPATION_ENDED),
        NEVER(null);

        final @Nullable Cause cause;

        /// The rule or limit that must be named; empty for none.
        final String rule;

        Ending(@Nullable Cause cause) {
            this(cause, "");
        }

        Ending(@Nullable Cause cause, String rule) {
            this.cause = cause;
            this.rule = rule;
        }

        List<String> rules() {
            return rule.isEmpty() ? List.of() : List.of(rule);
        }
    }

    Situation(Ending ending, Random random) {
        this.ending = ending;
        this.random = random;
        lifts = shop.team("Lifts", shop.ida, shop.ole);
        doors = shop.team("Doors", shop.ole);
        shop.wait(Duration.ofDays(random.nextInt(60)));
        pool = shop.save(shop.ole, new TypeId("workpool"), "{'title':'North','team':" + lifts.id() + "}");
        otherPool = shop.save(shop.ole, new TypeId("workpool"), "{'title':'South','team':" + doors.id() + "}");
        pause();
        switch (ending) {
            case OUT_OF_MEETING -> meeting();
            default -> task();
        }
    }

    private void pause() {
        shop.wait(Duration.ofMinutes(1 + random.nextInt(600)));
    }

    /// Things happen that are not the reason.
    private void noise() {
        pause();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> shop.save(shop.ole, Workshop.TODO, "{'title':'Other " + random.nextInt(9) + "','userid':1}");
                case 1 ->
                    shop.save(
                            shop.ole,
                            Workshop.PLANNING,
                            "{'id':0,'userid':1,'todoid':"
                                    + shop.save(shop.ole, Workshop.TODO, "{'title':'x'}")
                                            .value() + ",'date':'" + shop.today() + "'}");
                case 2 -> shop.team("Team " + shop.head().value(), shop.ida);
                default -> shop.save(shop.ida, new TypeId("customer"), "{'name':'Harbour'}");
            }
            pause();
        }
    }

    private void edit() {
        if (random.nextBoolean()) {
            shop.save(
                    shop.ole,
                    Workshop.TODO,
                    task,
                    "{'description':'note " + shop.head().value() + "'}");
            pause();
        }
    }

    private void make(String fields) {
        make(shop.ole, fields);
    }

    private void make(io.tidemark.core.directory.User by, String fields) {
        task = shop.save(
                by, Workshop.TODO, "{'title':'Pump','userid':" + shop.ole.id().value() + fields + "}");
        pause();
        if (random.nextInt(3) == 0 && ending != Ending.NEVER) { // a reason that is gone before the last one goes
            ObjectNumber planning = shop.save(
                    shop.ole,
                    Workshop.PLANNING,
                    "{'id':0,'userid':1,'todoid':" + task.value() + ",'date':'" + shop.today() + "'}");
            pause();
            shop.decide(shop.ole, Workshop.PLANNING, planning, "{'isdeleted':1}");
            pause();
        }
        edit();
    }

    private void limited() {
        shop.settings(LIMITED.getFirst());
        pause();
    }

    private ObjectNumber plan(int daysAhead) {
        ObjectNumber planning = shop.save(
                shop.ole,
                Workshop.PLANNING,
                "{'id':0,'userid':1,'todoid':" + task.value() + ",'date':'"
                        + shop.today().plusDays(daysAhead) + "'}");
        noise();
        return planning;
    }

    private ObjectNumber inPool() {
        ObjectNumber entry = shop.save(
                shop.ole, Workshop.POOL_ENTRY, "{'workpoolid':" + pool.value() + ",'todoid':" + task.value() + "}");
        noise();
        return entry;
    }

    /// Something happens to an object, and nothing else does.
    private void happens(ObjectNumber object, Runnable change) {
        pause();
        there = shop.now();
        pause();
        Sequence before = shop.head();
        change.run();
        truth = Optional.of(shop.entryAfter(before, object));
        pause();
    }

    private void edited(String fields) {
        happens(task, () -> shop.save(shop.ole, Workshop.TODO, task, fields));
    }

    private void task() {
        if (ending != Ending.ACCOUNT_LIMITED && ending != Ending.CLOSED_WINDOW_NARROWED) {
            limited();
        }
        switch (ending) {
            case DELETED -> {
                make(",'users':[1]");
                noise();
                happens(task, () -> shop.delete(shop.ole, Workshop.TODO, task));
            }
            case HIDDEN -> {
                make(",'users':[1]");
                noise();
                happens(task, () -> shop.decide(shop.ole, Workshop.TODO, task, "{'isdeleted':1}"));
            }
            case OTHER_RESPONSIBLE -> {
                make("");
                shop.save(shop.ole, Workshop.TODO, task, "{'userid':1}");
                noise();
                edit();
                edited("{'userid':2}");
            }
            case NOT_ADDITIONAL -> {
                make("");
                shop.save(shop.ole, Workshop.TODO, task, "{'users':[1,2]}");
                noise();
                edited("{'users':[2]}");
            }
            case OTHER_TEAM -> {
                make(",'team':" + lifts.id());
                noise();
                edited("{'team':" + doors.id() + ",'title':'Pump 2'}");
            }
            case OTHER_CUSTOM_FIELD -> customField();
            case NEXT_ACTION_SET -> {
                make("");
                shop.save(shop.ole, Workshop.TODO, task, "{'userid':1,'nextactiondate':'" + shop.today() + "'}");
                noise();
                edited("{'nextactiondate':'" + shop.today().plusDays(60 + random.nextInt(200)) + "'}");
            }
            case COMPANY_HIDDEN, COMPANY_HIDDEN_THEN_EDITED, GIVEN_TO_HIDDEN_COMPANY -> companyHidden();
            case NEXT_ACTION_PASSED -> {
                make("");
                shop.save(
                        shop.ole,
                        Workshop.TODO,
                        task,
                        "{'userid':1,'nextactiondate':'" + shop.today().plusDays(random.nextInt(10)) + "'}");
                noise();
                happens(task, () -> shop.days(45 + random.nextInt(100)));
            }
            case CLOSED_LONG_AGO, CLOSED_LONG_AGO_THEN_EDITED -> {
                make(",'users':[1]");
                shop.save(shop.ole, Workshop.TODO, task, "{'isclosed':1}");
                noise();
                if (ending == Ending.CLOSED_LONG_AGO) {
                    happens(task, () -> shop.days(16 + random.nextInt(40)));
                } else {
                    there = shop.now();
                    shop.wait(Duration.ofDays(20));
                    Sequence before = shop.head();
                    shop.save(shop.ole, Workshop.TODO, task, "{'title':'Pump, done'}");
                    truth = Optional.of(shop.entryAfter(before, task));
                }
            }
            case HIDDEN_THEN_NOT_ADDITIONAL -> {
                make(",'users':[1]");
                noise();
                happens(task, () -> shop.decide(shop.ole, Workshop.TODO, task, "{'isdeleted':1}"));
                shop.save(shop.ida, Workshop.TODO, task, "{'users':[2]}");
                pause();
            }
            case CLOSED_LONG_AGO_THEN_PLAN_PASSED -> {
                make("");
                plan(random.nextInt(20));
                shop.save(shop.ole, Workshop.TODO, task, "{'isclosed':1}");
                noise();
                happens(task, () -> shop.days(100 + random.nextInt(40)));
            }
            case UNCHANGED_FOR_LONG -> {
                make(",'users':[1]");
                noise();
                happens(task, () -> shop.days(368 + random.nextInt(40)));
            }
            case PLAN_PASSED -> {
                make("");
                plan(random.nextInt(20));
                happens(task, () -> shop.days(60 + random.nextInt(40)));
            }
            case PLAN_HIDDEN, PLAN_FAR_AWAY, PLAN_OF_ANOTHER_USER, PLAN_OF_ANOTHER_TASK -> planChanged();
            case POOL_ENTRY_HIDDEN, POOL_ENTRY_MOVED -> {
                make("");
                ObjectNumber entry = inPool();
                edit();
                happens(
                        entry,
                        () -> shop.save(
                                shop.ole,
                                Workshop.POOL_ENTRY,
                                entry,
                                ending == Ending.POOL_ENTRY_HIDDEN
                                        ? "{'isdeleted':1}"
                                        : "{'workpoolid':" + otherPool.value() + "}"));
            }
            case LEFT_TEAM -> {
                make(",'team':" + lifts.id());
                noise();
                happens(teamObject(), () -> shop.update(lifts, shop.ole));
            }
            case LEFT_TEAM_OF_POOL -> {
                make("");
                inPool();
                happens(teamObject(), () -> shop.update(lifts, shop.ole));
            }
            case POOL_OF_ANOTHER_TEAM, POOL_HIDDEN -> {
                make("");
                inPool();
                happens(
                        pool,
                        () -> shop.save(
                                shop.ole,
                                new TypeId("workpool"),
                                pool,
                                ending == Ending.POOL_HIDDEN ? "{'isdeleted':1}" : "{'team':" + doors.id() + "}"));
            }
            case ACCOUNT_LIMITED -> {
                shop.settings("{'functions':['Other']}");
                ObjectNumber settings =
                        shop.number(new TypeId("appsettings"), "app").orElseThrow();
                make("");
                noise();
                happens(settings, () -> shop.settings(LIMITED.getFirst()));
            }
            case PLAN_WINDOW_NARROWED, WINDOW_NARROWED_THEN_EDITED -> narrowed();
            case CLOSED_WINDOW_NARROWED -> {
                shop.settings("{'functions':[]}");
                make("");
                shop.save(shop.ole, Workshop.TODO, task, "{'isclosed':1}");
                noise();
                shop.days(5);
                happens(
                        shop.number(new TypeId("appsettings"), "app").orElseThrow(),
                        () -> shop.settings("{'windows':{'todo':{'closed':'2 days'}}}"));
                shop.follow();
            }
            case NEVER -> {
                make("");
                noise();
            }
            case OUT_OF_MEETING -> throw new AssertionError();
        }
    }

    private ObjectNumber teamObject() {
        return shop.number(new TypeId("team"), "t" + lifts.id()).orElseThrow();
    }

    private void customField() {
        ObjectNumber area = shop.save(shop.ole, new TypeId("workarea"), "{'title':'Lifts'}");
        ObjectNumber field = shop.save(
                shop.ole,
                new TypeId("customfield"),
                "{'title':'Checker','modcode':'todo','type':9,'visibility':[" + area.value() + "]}");
        String name = "custom" + field.value();
        make(",'workareaid':" + area.value() + ",'" + name + "':1");
        noise();
        edited("{'" + name + "':2}");
    }

    private void planChanged() {
        make("");
        ObjectNumber planning = plan(random.nextInt(20));
        edit();
        String change = switch (ending) {
            case PLAN_HIDDEN -> "{'isdeleted':1}";
            case PLAN_FAR_AWAY -> "{'date':'" + shop.today().plusDays(90) + "'}";
            case PLAN_OF_ANOTHER_USER -> "{'userid':2}";
            default -> {
                ObjectNumber other = shop.save(shop.ole, Workshop.TODO, "{'title':'Door'}");
                yield "{'todoid':" + other.value() + "}";
            }
        };
        happens(planning, () -> shop.decide(shop.ole, Workshop.PLANNING, planning, change));
    }

    private void companyHidden() {
        ObjectNumber company = shop.save(shop.ida, CUSTOMER, "{'name':'Harbour'}");
        boolean isGiven = ending == Ending.GIVEN_TO_HIDDEN_COMPANY;
        make(",'users':[1]" + (isGiven ? "" : ",'customerid':" + company.value()));
        noise();
        if (isGiven) {
            shop.decide(shop.ole, CUSTOMER, company, "{'isdeleted':1}");
            noise();
            edited("{'customerid':" + company.value() + "}");
            return;
        }
        if (random.nextBoolean()) { // hidden before, and back
            shop.decide(shop.ole, CUSTOMER, company, "{'isdeleted':1}");
            shop.follow();
            shop.decide(shop.ida, CUSTOMER, company, "{'isdeleted':0}");
            shop.follow();
            noise();
        }
        happens(company, () -> shop.decide(shop.ole, CUSTOMER, company, "{'isdeleted':1}"));
        if (ending == Ending.COMPANY_HIDDEN_THEN_EDITED) {
            shop.save(shop.ida, Workshop.TODO, task, "{'title':'Pump 4'}");
            pause();
        }
        shop.follow();
    }

    private void narrowed() {
        make("");
        plan(12 + random.nextInt(8));
        happens(
                shop.number(new TypeId("appsettings"), "app").orElseThrow(),
                () -> shop.settings("{'windows':{'todo':{'planned':'3 days'}}}"));
        if (ending == Ending.WINDOW_NARROWED_THEN_EDITED) {
            shop.save(shop.ole, Workshop.TODO, task, "{'title':'Pump 3'}");
            pause();
        }
        shop.follow();
    }

    private void meeting() {
        String invitations = ",'Invitations':[{'User':{'Email':'ida@acme.example'}}]";
        new Importer(new Engine(shop.storage, shop.types, shop::now, shop.ids()))
                .run(
                        shop.account,
                        List.of(new Importer.Item(
                                shop.ole,
                                MeetingType.ID,
                                "m-1",
                                MeetingType.FIELDS.patch(new ShapeReader(ReadLimits.DEFAULT)
                                        .read(
                                                ("{'Title':'Plan','Start':'2026-03-29T00:30:00Z','End':'2026-03-29T01:30:00Z'"
                                                                + invitations + "}")
                                                        .replace('\'', '"'),
                                                MeetingShapes.MEETING,
                                                ReadMode.STORED)))),
                        "test");
        noise();
        task = shop.number(MeetingType.ID, "m-1").orElseThrow();
        ObjectNumber event = shop.number(new TypeId("event"), "m-1").orElseThrow();
        happens(task, () -> shop.save(shop.ole, new TypeId("event"), event, "{'users':[2]}"));
    }

    /// What is done after the end changes nothing of it.
    void aftermath() {
        noise();
        shop.team("Late " + random.nextInt(99), shop.ida);
    }

    /// Somebody makes Ida responsible again.
    boolean comesBack() {
        boolean can = switch (ending) {
            case OTHER_RESPONSIBLE,
                    NOT_ADDITIONAL,
                    OTHER_TEAM,
                    OTHER_CUSTOM_FIELD,
                    PLAN_PASSED,
                    PLAN_HIDDEN,
                    PLAN_FAR_AWAY,
                    PLAN_OF_ANOTHER_USER,
                    PLAN_OF_ANOTHER_TASK,
                    POOL_ENTRY_HIDDEN,
                    POOL_ENTRY_MOVED,
                    LEFT_TEAM,
                    LEFT_TEAM_OF_POOL,
                    POOL_OF_ANOTHER_TEAM,
                    POOL_HIDDEN,
                    ACCOUNT_LIMITED,
                    PLAN_WINDOW_NARROWED,
                    WINDOW_NARROWED_THEN_EDITED,
                    UNCHANGED_FOR_LONG -> true;
            case DELETED,
                    HIDDEN,
                    HIDDEN_THEN_NOT_ADDITIONAL,
                    NEXT_ACTION_SET,
                    COMPANY_HIDDEN,
                    COMPANY_HIDDEN_THEN_EDITED,
                    GIVEN_TO_HIDDEN_COMPANY,
                    NEXT_ACTION_PASSED,
                    CLOSED_LONG_AGO,
                    CLOSED_LONG_AGO_THEN_EDITED,
                    CLOSED_LONG_AGO_THEN_PLAN_PASSED,
                    CLOSED_WINDOW_NARROWED,
                    OUT_OF_MEETING,
                    NEVER -> false;
        };
        if (can) {
            pause();
            shop.save(shop.ole, Workshop.TODO, task, "{'userid':1}");
        }
        return can;
    }
}
