/// Who is asking: passwords, logins and the tokens that stand for them (meeting API 2.1, command API 4).
///
/// Start with [io.tidemark.server.login.Logins], the four things a client can do;
/// [io.tidemark.server.login.Credentials] is what an operator can do, and what the command line uses;
/// [io.tidemark.server.login.CommandLogins] is for clients that prove who they are with every request. A login is a
/// [io.tidemark.core.directory.Session]: its refresh token is random and kept only as a hash; its access tokens are
/// signed, name the session, and end with it.
///
/// What must not be here: HTTP. What a user may do with an object is the core's business.
@NullMarked
package io.tidemark.server.login;

import org.jspecify.annotations.NullMarked;
