package io.tidemark.protocol.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.protocol.json.WireError;
import io.tidemark.protocol.json.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFilterTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",", " , "})
    void absentAndEmptyMeanAll(String parameter) {
        assertThat(PropertiesFilter.meetings(parameter).names())
                .containsExactly("Title", "Start", "End", "Invitations", "SendInvitations");
        assertThat(PropertiesFilter.tasks(parameter).names())
                .containsExactly("Title", "Description", "DueDate", "Priority", "PercentComplete", "Owners");
    }

    @Test
    void blanksCaseOrderAndRepetitionDoNotMatter() {
        assertThat(PropertiesFilter.meetings(" start ,TITLE,Start").names()).containsExactly("Title", "Start");
        assertThat(PropertiesFilter.meetings("start,title")).isEqualTo(PropertiesFilter.meetings("Title,Start"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Location", "Title,Purpose", "Title;Start", "DueDate"})
    void unknownNamesAreRefused(String parameter) {
        assertThatThrownBy(() -> PropertiesFilter.meetings(parameter))
                .isInstanceOfSatisfying(WireException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(WireError.UNKNOWN_PROPERTY);
                    assertThat(refusal.path()).isEqualTo("properties");
                });
    }

    @Test
    void theParameterIsBounded() {
        assertThatThrownBy(() -> PropertiesFilter.meetings("Title,".repeat(200)))
                .isInstanceOfSatisfying(
                        WireException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(WireError.TEXT_TOO_LONG));
    }

    @Test
    void theNamesAreProperties() {
        assertThat(PropertiesFilter.ALL_OF_MEETINGS.names())
                .allSatisfy(
                        name -> assertThat(MeetingShapes.MEETING.property(name).readOnly())
                                .isFalse());
        assertThat(PropertiesFilter.ALL_OF_TASKS.names())
                .allSatisfy(name ->
                        assertThat(MeetingShapes.TASK.property(name).readOnly()).isFalse());
    }
}
