package io.tidemark.api.command.companies;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.settings.AppSettings;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The commands over companies and persons that are not of one type alone. Thread-safe.
public final class CompanyCommands {
    private static final Set<String> PERSON_FIELDS = Set.of("email", "username", "lastname", "phone", "mobile");

    private final ObjectDesk desk;
    private final CommandType customer;
    private final CommandType relation;

    /// @param desk finds
    public CompanyCommands(ObjectDesk desk) {
        this.desk = desk;
        this.customer = desk.type("customer");
        this.relation = desk.type("cprelationship");
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                ObjectCommands.changes("GetCustomersByLastChange", "customer", "customers", checkOutForm(), desk),
                new NamedCommand("GetCustomersByParentID", this::children),
                new NamedCommand("GetPersonsByField", this::personsByField),
                ObjectCommands.changes("GetRelationsByLastChange", "cprelationship", "relations", relations(), desk),
                new NamedCommand("GetRelationsByCustomerID", (caller, inputs) -> relations(caller, inputs, false)),
                new NamedCommand("GetAllRelationsByCustomerID", (caller, inputs) -> relations(caller, inputs, true)));
    }

    private ListFilter checkOutForm() {
        return new ListFilter() {
            @Override
            public JsonObject outputs(Caller caller, Inputs inputs, ReadTransaction tx, boolean last) {
                return JsonObject.EMPTY.with("qfoncheckout", AppSettings.value(tx, desk, "qfoncheckout"));
            }
        };
    }

    private ListFilter relations() {
        return new ListFilter() {
            @Override
            public String text(Inputs inputs) {
                return inputs.yes("skip_deleted") ? " skip_deleted" : "";
            }

            @Override
            public boolean inOnePart() {
                return true;
            }

            @Override
            public boolean skipsHidden(Inputs inputs) {
                return inputs.yes("skip_deleted");
            }
        };
    }

    /// The companies below one, or with `includeall` those below them too.
    private CommandResult children(Caller caller, Inputs inputs) {
        long parent = inputs.number("customerid");
        boolean deep = inputs.yes("includeall");
        List<StoredObject> found = desk.read(caller, tx -> below(tx, parent, deep)).stream()
                .filter(child -> !inputs.yes("ignoreclosed") || ObjectDesk.isShown(customer, child))
                .toList();
        return new ObjectResult(caller).objects("customers", customer, found);
    }

    /// Generation by generation; a circle is walked once.
    private List<StoredObject> below(ReadTransaction tx, long parent, boolean deep) {
        Map<ObjectNumber, StoredObject> found = new LinkedHashMap<>();
        Deque<Long> parents = new ArrayDeque<>(List.of(parent));
        while (!parents.isEmpty() && found.size() < ObjectDesk.FOUND_MAX) {
            TermRange range = TermRange.of("parentcust", Terms.value(parents.remove()));
            for (StoredObject child : ObjectDesk.found(tx, customer, range)) {
                boolean isNew = child.number().value() != parent && found.putIfAbsent(child.number(), child) == null;
                if (isNew && deep) {
                    parents.add(child.number().value());
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    private CommandResult personsByField(Caller caller, Inputs inputs) {
        String field = inputs.text("field").strip().toLowerCase(Locale.ROOT);
        if (!PERSON_FIELDS.contains(field)) {
            throw CommandException.badValue(
                    "field",
                    "must be one of "
                            + String.join(", ", PERSON_FIELDS.stream().sorted().toList()) + ".");
        }
        CommandType person = desk.type("person");
        TermRange range = TermRange.of(field, Terms.value(inputs.text("value")));
        return new ObjectResult(caller)
                .objects("persons", person, desk.read(caller, tx -> ObjectDesk.shown(tx, person, range)));
    }

    /// @param past also those that were hidden
    private CommandResult relations(Caller caller, Inputs inputs, boolean past) {
        TermRange range = TermRange.of("customerid", Terms.value(inputs.number("customerid")));
        List<StoredObject> found = desk.read(
                caller, tx -> past ? ObjectDesk.found(tx, relation, range) : ObjectDesk.shown(tx, relation, range));
        return new ObjectResult(caller).objects("relations", relation, found);
    }
}
