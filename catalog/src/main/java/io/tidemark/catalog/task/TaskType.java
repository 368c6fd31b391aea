package io.tidemark.catalog.task;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonObjectType;
import io.tidemark.catalog.meeting.Detection;
import io.tidemark.catalog.people.People;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Removal;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireList;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import io.tidemark.protocol.meeting.OwnerRights;
import io.tidemark.protocol.meeting.PropertiesFilter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tasks (meeting API 3.18, 5.13). A task is on the list of its owners; its creator may limit what they can
/// change (`OwnerRights`, an extension of ours).
public final class TaskType extends JsonObjectType {
    /// The type's name.
    public static final TypeId ID = new TypeId("task");

    /// Its fields.
    public static final JsonFields FIELDS = JsonFields.of(MeetingShapes.TASK);

    private static final String CREATOR = "Creator";
    private static final String OWNERS = "Owners";
    private static final String OWNER_RIGHTS = "OwnerRights";
    /// What the rules look at.
    private static final Set<String> RULED = Set.of(CREATOR, OWNERS, OWNER_RIGHTS);
    /// What an owner may change, unless the creator has limited it.
    private static final Set<String> OWNERS_FIELDS =
            Set.of("Title", "Description", "DueDate", "Priority", "PercentComplete", OWNERS);
    private static final Detection DETECTION = Detection.of(PropertiesFilter.ALL_OF_TASKS, "");

    private final @Nullable Counterpart counterpart;

    /// The type of tasks that no other protocol knows.
    public TaskType() {
        super(ID, FIELDS, "Id");
        this.counterpart = null;
    }

    /// The type of tasks.
    ///
    /// @param counterpart how another protocol sees them
    public TaskType(Counterpart counterpart) {
        super(ID, FIELDS, "Id");
        this.counterpart = counterpart;
    }

    @Override
    public Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.ofNullable(counterpart);
    }

    @Override
    public String mergeGroup(String field) {
        return field;
    }

    @Override
    public boolean differs(Fields held, Fields now, int detection) {
        return DETECTION.differs(held, now, detection);
    }

    @Override
    public Set<Principal> audience(Fields fields, DirectoryReader directory) {
        Set<Principal> audience = new LinkedHashSet<>();
        for (WireObject owner : owners(FIELDS.object(fields, Set.of(OWNERS)))) {
            People.stored(owner, directory).ifPresent(user -> audience.add(Principal.of(user.id())));
        }
        return audience;
    }

    @Override
    public List<Span> spans(Fields fields, DirectoryReader directory) {
        return List.of();
    }

    private static List<WireObject> owners(WireObject task) {
        return task.items(OWNERS).orElse(List.of());
    }

    @Override
    public Ruling create(Fields wanted, RuleContext context) {
        return owned(wanted.with(CREATOR, ShapeWriter.text(People.wire(context.actor()))), context.actor(), context);
    }

    /// Puts the owners right; a task without any belongs to `fallback`.
    private static Ruling owned(Fields task, User fallback, RuleContext context) {
        Map<String, WireObject> owners = new TreeMap<>();
        for (WireObject owner : owners(FIELDS.object(task, Set.of(OWNERS)))) {
            Optional<User> user = People.find(owner, context.transaction());
            if (user.isEmpty()) {
                return new Ruling.Refused(
                        ErrorCode.RULE_FORBIDS, "An owner of this task is not a user here. Name users by email.");
            }
            owners.put(user.get().email().toLowerCase(Locale.ROOT), People.wire(user.get()));
        }
        if (owners.isEmpty()) {
            owners.put(fallback.email(), People.wire(fallback));
        }
        return new Ruling.Accepted(task.with(OWNERS, ShapeWriter.text(new WireList(List.copyOf(owners.values())))));
    }

    @Override
    public Ruling change(Fields before, Fields wanted, RuleContext context) {
        WireObject then = FIELDS.object(before, RULED);
        User actor = context.actor();
        if (!isCreator(then, actor)) {
            if (!isOwner(then, actor)) {
                return new Ruling.Refused(ErrorCode.NOT_PERMITTED, "This task belongs to others.");
            }
            Set<String> forbidden = new LinkedHashSet<>(before.differingFrom(wanted));
            forbidden.removeAll(allowed(then));
            if (!forbidden.isEmpty()) {
                return new Ruling.Refused(
                        ErrorCode.NOT_PERMITTED, "The creator of this task does not let its owners change this.");
            }
        }
        return owned(
                wanted.with(CREATOR, before.get(CREATOR)),
                creator(then, context).orElse(actor),
                context);
    }

    private static Set<String> allowed(WireObject task) {
        return switch (rights(task)) {
            case ALL -> OWNERS_FIELDS;
            case COMPLETE -> Set.of("PercentComplete");
            case NONE -> Set.of();
        };
    }

    private static OwnerRights rights(WireObject task) {
        return task.oneOf(OWNER_RIGHTS, OwnerRights.class).orElse(OwnerRights.ALL);
    }

    private static Optional<User> creator(WireObject task, RuleContext context) {
        return task.object(CREATOR).flatMap(person -> People.stored(person, context.transaction()));
    }

    private static boolean isCreator(WireObject task, User user) {
        return task.object(CREATOR).filter(person -> People.is(person, user)).isPresent();
    }

    private static boolean isOwner(WireObject task, User user) {
        return owners(task).stream().anyMatch(owner -> People.is(owner, user));
    }

    @Override
    public Removal delete(Fields before, boolean mistaken, RuleContext context) {
        WireObject task = FIELDS.object(before, RULED);
        boolean allowed =
                isCreator(task, context.actor()) || (isOwner(task, context.actor()) && rights(task) == OwnerRights.ALL);
        return allowed
                ? new Removal.Remove()
                : new Removal.Refused(
                        ErrorCode.NOT_PERMITTED, "The creator of this task does not let its owners delete it.");
    }
}
