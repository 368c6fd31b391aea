package io.tidemark.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandEnvelopeTest {
    private static final TreeReader READER = new TreeReader(ReadLimits.DEFAULT);

    private static CommandEnvelope read(String json) {
        return CommandEnvelope.from(READER.read(json.replace('\'', '"')));
    }

    @Test
    void everythingThatAClientSaysIsRead() {
        CommandEnvelope envelope = read("{'contract':'1001','apikey':' 1234-5678 ','username':'ida@example.test',"
                + "'password':' with blanks ','accesstoken':'t','remoteagent':'demo 0.3','imei':'49','pushtoken':'iOS:x',"
                + "'haltonerror':1,'unheard-of':{},'commands':[{'command':'Echo'},7]}");

        assertThat(envelope.credentials())
                .isEqualTo(new CommandCredentials("1001", "1234-5678", "ida@example.test", " with blanks ", "t"));
        assertThat(envelope.client()).isEqualTo(new ClientNote("demo 0.3", "49", "iOS:x"));
        assertThat(envelope.haltOnError()).isTrue();
        assertThat(envelope.commands()).hasSize(2);
    }

    @Test
    void whatIsAbsentOrNullIsEmpty() {
        CommandEnvelope envelope = read("{'accesstoken':null,'haltonerror':null,'commands':[]}");

        assertThat(envelope.credentials()).isEqualTo(new CommandCredentials("", "", "", "", ""));
        assertThat(envelope.client()).isEqualTo(new ClientNote("", "", ""));
        assertThat(envelope.haltOnError()).isFalse();
        assertThat(envelope.commands()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1001,1001", "'\"1001\"',1001", "'\" 1001 \"',1001", "'\"acme\"',acme", "1e3,1e3"})
    void theContractIsANumberOrAText(String sent, String read) {
        assertThat(read("{'contract':" + sent + ",'commands':[]}").credentials().contract())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "1,true",
        "'\"1\"',true",
        "true,true",
        "'\"YES\"',true",
        "'\"True\"',true",
        "0,false",
        "'\"0\"',false",
        "false,false",
        "'\"No\"',false",
        "'\"\"',false",
        "null,false"
    })
    void aFlagIsReadInEveryFormInWhichClientsWriteIt(String sent, boolean read) {
        assertThat(read("{'haltonerror':" + sent + ",'commands':[]}").haltOnError())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'commands':null}",
                "{'commands':{}}",
                "{'commands':'Echo'}",
                "{'commands':[],'haltonerror':2}",
                "{'commands':[],'haltonerror':[]}",
                "{'commands':[],'contract':[]}",
                "{'commands':[],'contract':1.0000000000000000000000000000000001}",
                "{'commands':[],'password':true}"
            })
    void anythingElseIsNoEnvelope(String sent) {
        assertThatThrownBy(() -> read(sent))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.error()).isEqualTo(CommandError.BAD_REQUEST))
                .hasMessageStartingWith("The field ");
    }

    @Test
    void aTextThatIsTooLongIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("{'commands':[],'password':'" + "x".repeat(1_025) + "'}"))
                .hasMessage("The field password must be a text of at most 1024 characters.");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(read("{'contract':7,'apikey':'topsecret','username':'topsecret','password':'topsecret',"
                                + "'accesstoken':'topsecret','pushtoken':'topsecret','commands':[]}")
                        .toString())
                .contains("7")
                .doesNotContain("topsecret");
    }
}
