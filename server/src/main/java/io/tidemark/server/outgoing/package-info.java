/// Calls that the server makes to addresses that others gave it.
///
/// Such an address is never trusted: [io.tidemark.server.outgoing.AddressRules] decides about what a name
/// resolves to, at the moment of the connection, and [io.tidemark.server.outgoing.OutgoingCalls] bounds
/// everything that the other side can do. What must not be here: why something is sent, and whether it is sent
/// again.
@NullMarked
package io.tidemark.server.outgoing;

import org.jspecify.annotations.NullMarked;
