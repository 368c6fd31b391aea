package io.tidemark.cli.demo;

import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;

/// An invented person. Immutable.
///
/// @param id id on the wire
/// @param name display name
/// @param email address under a reserved domain (RFC 2606)
/// @param title job title; for a guest the company
/// @param team the team; empty for a guest
public record DemoPerson(String id, String name, String email, String title, String team) {
    /// The person as others name him.
    WireObject wire() {
        return MeetingShapes.USER.empty().with("Id", id).with("Name", name).with("Email", email);
    }
}
