package io.tidemark.catalog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.tree.JsonNumber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeDescriptionsTest {
    private static final String LIFT = """
            {'types': [
             {'name': 'lift', 'plural': 'lifts', 'meaning': 'A lift that is inspected.', 'key': 'id', 'label': ['title'],
              'offline': true, 'written': true, 'required': [['title']], 'words': ['lift'],
              'deletion': {'field': 'isdeleted', 'means': 'Scrapped.'},
              'fields': [
               {'name': 'id', 'kind': 'number', 'meaning': 'Its number'},
               {'name': 'title', 'kind': 'string', 'meaning': 'Where it is'},
               {'name': 'customerid', 'kind': 'number', 'refersto': 'customer', 'meaning': 'Whose it is'},
               {'name': 'customertext', 'kind': 'string', 'access': 'readonly', 'textof': ['customerid'],
                'meaning': 'Whose it is, in words'},
               {'name': 'floors', 'kind': 'number', 'default': 2, 'meaning': 'How many floors it serves'},
               {'name': 'isdeleted', 'kind': 'boolean', 'meaning': 'Scrapped'}
              ]}
            ]}
            """;

    private final CommandTypes standard = CommandTypes.standard();

    @Test
    void anAccountsOwnTypesJoinTheOthers() {
        CommandTypes types = standard.and(source(LIFT));

        assertThat(types.all()).hasSize(68);
        assertThat(standard.all()).hasSize(67);
        CommandType lift = types.named("LIFT").orElseThrow();
        assertThat(lift.field("floors").orElseThrow().start()).isEqualTo(JsonNumber.of(2));
        assertThat(lift.field("title").orElseThrow().kind()).isEqualTo(BasicKind.STRING);
        Acceptance created = new InputRules(types, KnownObjects.WITHOUT_PRESETS)
                .create(lift, List.of(), KnownObjects.json("{'title':'Yard','customerid':'4'}"));
        assertThat(created)
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        accepted -> assertThat(accepted.object())
                                .isEqualTo(KnownObjects.json("{'id':0,'title':'Yard','customerid':4,"
                                        + "'customertext':'customer 4','floors':2,'isdeleted':0}")));
    }

    @Test
    void othersCanReferToThem() {
        CommandTypes types = standard.and(source(LIFT));
        Acceptance accepted = new InputRules(types, KnownObjects.WITHOUT_PRESETS)
                .create(
                        types.type("note").orElseThrow(),
                        List.of(),
                        KnownObjects.json("{'objecttype':'Lift','objectid':7}"));
        assertThat(accepted).isInstanceOf(Acceptance.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name': 'lift' | 'name': 'todo' | own: todo: There is a type of this name already.",
                "'words': ['lift'] | 'words': ['tool'] | own: lift: The word tool names another type already.",
            })
    void theyOverrideNothing(String piece, String replacement, String sentence) {
        assertThatThrownBy(() -> standard.and(source(changed(piece, replacement))))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'kind': 'boolean' | 'kind': 'truth' | own: lift.isdeleted: There is no kind truth.",
                "'refersto': 'customer' | 'refersto': 'custmer' | own: lift.customerid: There is no type custmer.",
                "'refersto': 'customer' | 'refersto': 'address' | own: lift.customerid: Objects of the type address",
                "'refersto': 'customer' | 'refersby': 'kind' | own: lift.customerid: There is no field kind.",
                "'refersto': 'customer' | 'refersby': 'floors' | own: lift.customerid: The field floors is not a string.",
                "'refersto': 'customer' | 'refersto': 'user', 'refersby': 'title' | own: lift.customerid: A field has at",
                "['customerid'] | ['custid'] | own: lift.customertext: There is no field custid.",
                "['customerid'] | ['title'] | own: lift.customertext: The field title is not a number.",
                "'name': 'floors' | 'name': 'title' | own: lift.title: The type has this field twice.",
                "'name': 'floors' | 'name': 'custom3' | own: lift.custom3: Names of this form belong to custom fields.",
                "'name': 'floors' | 'name': 'Floors' | own: lift.Floors: A name has at most 50 small letters",
                "'default': 2 | 'default': 'two' | own: lift.floors: The default does not fit.",
                "'default': 2 | 'preset': true | own: lift.floors: Only a number that refers to a type can be preset.",
                "'default': 2 | 'defalt': 2 | own: lift.floors: There is no property defalt",
                "'default': 2 | 'marks': ['rumour'] | own: lift.floors: There is no mark rumour.",
                "'default': 2 | 'sent': 1 | own: lift.floors: The property sent must be true or false.",
                "'default': 2 | 'oneof': ['a'] | own: lift.floors: The property oneof must be a list of numbers.",
                "'readonly' | 'secret' | own: lift.customertext: There is no access secret",
                "'key': 'id' | 'key': 'number' | own: lift: There is no field number.",
                "'label': ['title'] | 'label': ['floors'] | own: lift: The field floors is not a text.",
                "[['title']] | ['title'] | own: lift: The property required must be a list.",
                "[['title']] | [['titel']] | own: lift: There is no field titel.",
                "'field': 'isdeleted' | 'field': 'title' | own: lift: The field title is not a boolean.",
                "'words': ['lift'] | 'words': ['Lift'] | own: lift: Words are written in small letters.",
                "'plural': 'lifts', |  | own: lift: The property plural is needed.",
                "'name': 'lift' | 'name': 'my lift' | own: my lift: A name has at most 50",
                "'meaning': 'Scrapped' | 'meaning': 'Scrapped', 'meaning': '' | twice",
            })
    void aMistakeIsNamedByItsPlace(String piece, String replacement, String message) {
        assertThatThrownBy(() -> standard.and(source(changed(piece, replacement == null ? "" : replacement))))
                .isInstanceOf(TypeDescriptionException.class)
                .hasMessageContaining(message);
    }

    private static String changed(String piece, String replacement) {
        assertThat(LIFT).contains(piece);
        return LIFT.replace(piece, replacement);
    }

    private static Map<String, String> source(String description) {
        return Map.of("own", description.replace('\'', '"'));
    }
}
