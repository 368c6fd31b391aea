package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CommandTypesTest {
    /// Type, and how many of its fields are known from the reference, from a command, from a client, and not (types
    /// 8.0). The types of projects and pools are named by commands only; their fields are ours.
    private static final String COUNTS = """
            customer 50 0 0 0
            todo 34 0 1 13
            person 21 0 1 4
            tool 2 2 0 23
            thread 2 9 0 6
            tmessage 9 0 0 0
            message 0 5 0 5
            mbmessage 0 0 0 10
            note 1 0 0 8
            document 0 8 0 10
            event 2 0 0 19
            product 1 2 0 15
            todoitem 1 0 0 22
            partuse 3 0 0 0
            registrationentry 0 8 0 14
            invoiceline 1 1 0 20
            depotorderline 0 0 0 16
            directorderline 0 0 0 15
            feature 4 0 0 9
            prodplanentry 1 1 0 13
            salescontact 0 0 0 16
            salescontract 0 0 0 14
            salescontractline 0 0 0 13
            unit 0 0 0 13
            user 1 2 0 16
            call 1 7 0 8
            invoice 51 0 0 0
            notification 11 0 0 0
            questionform 1 1 0 5
            questionpart 0 0 0 7
            questionrequest 0 0 0 7
            answer 0 0 0 7
            cprelationship 0 3 0 5
            stodo 0 0 0 7
            todotemplate 0 1 0 3
            budgetpost 3 0 0 1
            anchorbudget 5 0 0 0
            address 11 0 0 0
            todostate 0 1 0 6
            toolstate 4 0 0 0
            tooltype 0 0 0 4
            team 0 1 0 3
            stock 0 0 0 4
            customertype 0 1 0 3
            persontype 0 1 0 1
            eventtype 0 1 0 2
            relationtype 0 0 0 2
            workarea 0 1 0 3
            checkpoint 0 1 0 4
            customfield 3 1 0 6
            columngroup 0 0 0 4
            icon 4 0 0 0
            imagetag 2 0 0 0
            productunit 0 0 0 3
            productusestate 0 0 0 6
            budgetarea 2 0 0 0
            maingroup 0 1 0 1
            mainpagebox 0 0 0 4
            baselayer 13 0 0 0
            maevent 0 0 0 3
            project 0 0 0 11
            projectactivity 0 0 0 10
            workpool 0 0 0 0
            workpoolentry 0 0 0 0
            md5list 2 0 0 0
            tooldate 0 0 0 3
            object 2 0 0 0
            """;

    private static final Set<String> OFFLINE = Set.of(
            "call",
            "customer",
            "directorderline",
            "event",
            "depotorderline",
            "document",
            "feature",
            "invoiceline",
            "message",
            "tmessage",
            "mbmessage",
            "note",
            "partuse",
            "person",
            "prodplanentry",
            "product",
            "registrationentry",
            "salescontact",
            "salescontractline",
            "todo",
            "todoitem",
            "tool",
            "thread",
            "unit",
            "user");

    private final CommandTypes types = CommandTypes.standard();

    @Test
    void everyTypeHasTheFieldsThatAreKnown() {
        List<String> counts = new ArrayList<>();
        for (String line : COUNTS.lines().toList()) {
            CommandType type = types.type(line.split(" ", -1)[0]).orElseThrow();
            counts.add(String.join(
                    " ",
                    type.name(),
                    count(type, Mark.DOC),
                    count(type, Mark.COMMAND),
                    count(type, Mark.CLIENT),
                    count(type, Mark.INFERRED)));
        }

        assertThat(counts).isEqualTo(COUNTS.lines().toList());
        assertThat(types.all()).hasSize(67).hasSameSizeAs(counts);
    }

    /// A field with two marks counts for the first.
    private static String count(CommandType type, Mark mark) {
        return String.valueOf(type.fields().stream()
                .filter(field -> field.marks().getFirst() == mark)
                .count());
    }

    @Test
    void theAppKeepsTwentyFiveTypes() {
        assertThat(names(CommandType::offline)).isEqualTo(OFFLINE).hasSize(25);
        assertThat(names(CommandType::written)).containsAll(OFFLINE).doesNotContain("todostate", "icon", "team");
    }

    @Test
    void customFieldsAreDecidedByTheTypeOfTheObject() {
        assertThat(types.all().stream()
                        .filter(type -> type.customFields().isPresent())
                        .map(type -> type.name() + ": " + type.customFields().orElseThrow()))
                .containsExactlyInAnyOrder(
                        "todo: CustomFieldUse[objectType=todo, decidingField=workareaid]",
                        "tool: CustomFieldUse[objectType=tools, decidingField=groupid]",
                        "customer: CustomFieldUse[objectType=customers, decidingField=typeid]",
                        "user: CustomFieldUse[objectType=users, decidingField=usertypeid]",
                        "person: CustomFieldUse[objectType=person, decidingField=typeid]");
    }

    @Test
    void onlySevenTypesCanBeHiddenByAClient() {
        assertThat(names(type -> type.deletion()
                        .flatMap(deletion -> type.field(deletion.field()))
                        .filter(type::takes)
                        .isPresent()))
                .containsExactlyInAnyOrder(
                        "customer", "product", "todoitem", "thread", "person", "workpool", "workpoolentry");
        assertThat(types.type("baselayer")
                        .orElseThrow()
                        .deletion()
                        .orElseThrow()
                        .field())
                .isEqualTo("deleted");
        assertThat(names(type ->
                        type.field("isdeleted").isPresent() && type.deletion().isEmpty()))
                .isEmpty();
    }

    @Test
    void everyTextBesideAnIdIsMadeOfIt() {
        for (CommandType type : types.all()) {
            for (CommandField field : type.fields()) {
                if (field.name().endsWith("text") && field.access() == Access.READONLY) {
                    assertThat(field.derivation())
                            .as(type.name() + "." + field.name())
                            .isPresent();
                }
            }
        }
    }

    @Test
    void idsOfOneNameReferToOneType() {
        // What the same name means everywhere; the others are looked at by hand.
        for (String rule : List.of(
                "customerid customer",
                "todoid todo",
                "userid user",
                "personid person",
                "toolid tool",
                "productid product",
                "workareaid workarea",
                "team team",
                "threadid thread",
                "icons icon",
                "unit productunit",
                "parenttodo todo",
                "sellerid user",
                "formid questionform")) {
            String name = rule.split(" ", -1)[0];
            String target = rule.split(" ", -1)[1];
            for (CommandType type : types.all()) {
                type.field(name)
                        .ifPresent(field -> assertThat(field.reference())
                                .as(type.name() + "." + name)
                                .hasValueSatisfying(reference -> assertThat(reference)
                                        .isInstanceOfSatisfying(
                                                Reference.ToType.class,
                                                to -> assertThat(to.type()).isEqualTo(target))));
            }
        }
    }

    @Test
    void whateverHasATypeWordRefersByIt() {
        for (CommandType type : types.all()) {
            type.field("objectid")
                    .ifPresent(field ->
                            assertThat(field.reference()).as(type.name()).contains(new Reference.ByWord("objecttype")));
        }
        assertThat(types.named("Tool")).isEqualTo(types.named("tools")).isEqualTo(types.type("tool"));
        assertThat(types.named("message")).isEqualTo(types.type("tmessage"));
        assertThat(types.named("CUSTOMER")).isEqualTo(types.type("customer"));
        assertThat(types.named("todostate")).isEmpty();
    }

    @Test
    void collectionsAreNamedAsOnTheWire() {
        for (String rule : List.of(
                "todo todos",
                "customer customers",
                "person persons",
                "tool tools",
                "thread threads",
                "todoitem productuse",
                "product products",
                "todostate states",
                "toolstate types",
                "event calendarentries",
                "registrationentry registrations",
                "baselayer layers")) {
            assertThat(types.type(rule.split(" ", -1)[0]).orElseThrow().plural())
                    .isEqualTo(rule.split(" ", -1)[1]);
        }
    }

    private Set<String> names(Predicate<CommandType> condition) {
        return types.all().stream().filter(condition).map(CommandType::name).collect(Collectors.toSet());
    }
}
