-- Everything of an account is under its number: it is the first column of every primary key and unique index.
-- Instants are epoch milliseconds, truth values 0 or 1, sets of words lines (see Words.java).
-- There are no foreign keys: only this module writes, and each check would be one more search per row on the hot path.

PRAGMA application_id = 0x54696465;

CREATE TABLE account (
  account   INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,
  title     TEXT NOT NULL,
  zone      TEXT NOT NULL,
  token_key BLOB NOT NULL
) STRICT;

-- The end of each account's log, and up to where it has forgotten what changes replaced and that stays ended.
CREATE TABLE head (
  account              INTEGER PRIMARY KEY,
  epoch                INTEGER NOT NULL,
  sequence             INTEGER NOT NULL,
  at                   INTEGER NOT NULL,
  states_forgotten     INTEGER NOT NULL DEFAULT 0,
  departures_forgotten INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Restores from a backup: what was stamped after `backed_up` is lost, and objects get numbers after `skipped`.
CREATE TABLE epoch (
  account   INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  backed_up INTEGER NOT NULL,
  begin     INTEGER NOT NULL,
  skipped   INTEGER NOT NULL,
  PRIMARY KEY (account, number)
) STRICT, WITHOUT ROWID;

-- Short numbers for the names of object types.
CREATE TABLE type (
  account INTEGER NOT NULL,
  type    INTEGER NOT NULL,
  name    TEXT NOT NULL,
  PRIMARY KEY (account, type)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX type_by_name ON type (account, name);

-- Objects as they are now. `due` is when the audience is to be looked at again. `id` is null when it is the same as `folded_id`. The body is last, so that reading the
-- columns before it does not touch the pages it overflows to.
--
-- The key is the account and the number in one integer. SQLite finds a row by such a key twice as fast as by two
-- columns, and a first synchronization finds every row it reads this way. It allows 8 million accounts with a million
-- million objects each.
CREATE TABLE object (
  key         INTEGER PRIMARY KEY CHECK (key = (account << 40) + number),
  account     INTEGER NOT NULL CHECK (account BETWEEN 1 AND (1 << 23) - 1),
  number      INTEGER NOT NULL CHECK (number BETWEEN 1 AND (1 << 40) - 1),
  version     INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  type        INTEGER NOT NULL,
  deleted     INTEGER NOT NULL,
  folded_id   TEXT NOT NULL,
  id          TEXT,
  audience    TEXT NOT NULL,
  due         INTEGER,
  body        BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX object_by_id ON object (account, type, folded_id);
CREATE INDEX object_by_due ON object (account, due, number) WHERE due IS NOT NULL;

-- What happened. `number` is null, and `id` is not, when the entry concerns an object that does not exist. `parted` are
-- the principals whose stay the entry ended. It has row numbers: in a table without, a row of more than a quarter of a
-- page goes to a page of its own, as most entries with what they replaced would.
CREATE TABLE log (
  account  INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  type     INTEGER NOT NULL,
  number   INTEGER,
  id       TEXT,
  previous INTEGER NOT NULL,
  fields   TEXT NOT NULL,
  user_id  INTEGER,
  device   TEXT,
  call     TEXT NOT NULL,
  upload   TEXT,
  session  TEXT,
  parted   TEXT,
  detail   TEXT,
  before   BLOB,
  offered  BLOB,
  PRIMARY KEY (account, sequence)
) STRICT;
CREATE INDEX log_by_object ON log (account, number, sequence) WHERE number IS NOT NULL;

-- Stays of objects in selections. `touched` is the last change that concerned the stay; 0 once a later stay of the same
-- object has begun, so that an object is found once by what touched it last.
CREATE TABLE edge (
  account   INTEGER NOT NULL,
  principal TEXT NOT NULL,
  type      INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  began     INTEGER NOT NULL,
  ended     INTEGER,
  touched   INTEGER NOT NULL,
  PRIMARY KEY (account, principal, type, number, began)
) STRICT, WITHOUT ROWID;
CREATE INDEX edge_by_touch ON edge (account, principal, type, touched, ended);

-- Who is in a group, and in which; `number` is the object that keeps it.
CREATE TABLE membership (
  account   INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  principal TEXT NOT NULL,
  began     INTEGER NOT NULL,
  ended     INTEGER,
  number    INTEGER NOT NULL,
  PRIMARY KEY (account, user_id, principal, began)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_by_object ON membership (account, number);

-- Occupied time. `reach` is the class of its length (see Reach.java): spans of one class that overlap an instant start
-- within a known time before it.
CREATE TABLE span (
  account   INTEGER NOT NULL,
  principal TEXT NOT NULL,
  reach     INTEGER NOT NULL,
  start     INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  place     INTEGER NOT NULL,
  finish    INTEGER NOT NULL,
  PRIMARY KEY (account, principal, reach, start, number, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX span_by_object ON span (account, number);

-- By what objects are found.
CREATE TABLE term (
  account INTEGER NOT NULL,
  type    INTEGER NOT NULL,
  name    TEXT NOT NULL,
  value   TEXT NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY (account, type, name, value, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX term_by_object ON term (account, number);

-- Which objects name which contents outside the database, and until when; `ended` is null while they do.
CREATE TABLE naming (
  account INTEGER NOT NULL,
  hash    TEXT NOT NULL,
  number  INTEGER NOT NULL,
  ended   INTEGER,
  PRIMARY KEY (account, hash, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX naming_by_object ON naming (account, number) WHERE ended IS NULL;

CREATE TABLE synchronization (
  account    INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  stream     TEXT NOT NULL,
  used_at    INTEGER NOT NULL,
  last_round INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX synchronization_by_user ON synchronization (account, user_id, used_at);
CREATE INDEX synchronization_by_use ON synchronization (account, used_at);

CREATE TABLE round (
  account         INTEGER NOT NULL,
  synchronization INTEGER NOT NULL,
  round           INTEGER NOT NULL,
  parent          INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  whole           INTEGER NOT NULL,
  owed            INTEGER NOT NULL,
  detection       INTEGER NOT NULL,
  made_at         INTEGER NOT NULL,
  PRIMARY KEY (account, synchronization, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE pending (
  account         INTEGER NOT NULL,
  synchronization INTEGER NOT NULL,
  round           INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  PRIMARY KEY (account, synchronization, round, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE holding (
  account         INTEGER NOT NULL,
  synchronization INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  round           INTEGER NOT NULL,
  state           TEXT NOT NULL,
  version         INTEGER NOT NULL,
  client_id       TEXT,
  last_modified   INTEGER,
  PRIMARY KEY (account, synchronization, number, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX holding_by_round ON holding (account, synchronization, round);

-- What clients call objects. `given` grows with every name that a user's clients of a stream give to the same text.
CREATE TABLE name (
  account         INTEGER NOT NULL,
  synchronization INTEGER NOT NULL,
  client_id       TEXT NOT NULL,
  number          INTEGER NOT NULL,
  user_id         INTEGER NOT NULL,
  stream          TEXT NOT NULL,
  given           INTEGER NOT NULL,
  PRIMARY KEY (account, synchronization, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_by_user ON name (account, user_id, stream, client_id, given);

CREATE TABLE upload (
  account         INTEGER NOT NULL,
  synchronization INTEGER NOT NULL,
  digest          TEXT NOT NULL,
  kind            TEXT NOT NULL,
  number          INTEGER,
  version         INTEGER NOT NULL,
  code            TEXT,
  message         TEXT,
  PRIMARY KEY (account, synchronization, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_user (
  account        INTEGER NOT NULL,
  user_id        INTEGER NOT NULL,
  wire_id        TEXT NOT NULL,
  folded_wire_id TEXT NOT NULL,
  name           TEXT NOT NULL,
  email          TEXT NOT NULL,
  folded_email   TEXT NOT NULL,
  title          TEXT NOT NULL,
  enabled        INTEGER NOT NULL,
  guest          INTEGER NOT NULL,
  password_hash  TEXT,
  PRIMARY KEY (account, user_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_user_by_wire_id ON account_user (account, folded_wire_id);
CREATE UNIQUE INDEX account_user_by_email ON account_user (account, folded_email);

CREATE TABLE team (
  account     INTEGER NOT NULL,
  team        INTEGER NOT NULL,
  name        TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  PRIMARY KEY (account, team)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX team_by_name ON team (account, folded_name);

CREATE TABLE team_member (
  account INTEGER NOT NULL,
  team    INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (account, team, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  account     INTEGER NOT NULL,
  id          TEXT NOT NULL,
  user_id     INTEGER NOT NULL,
  secret_hash TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  device      TEXT NOT NULL,
  ended_at    INTEGER,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_by_secret ON session (account, secret_hash);
CREATE INDEX session_by_user ON session (account, user_id);

CREATE TABLE api_key (
  account  INTEGER NOT NULL,
  key_hash TEXT NOT NULL,
  title    TEXT NOT NULL,
  session  TEXT,
  PRIMARY KEY (account, key_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_code (
  account    INTEGER NOT NULL,
  code_hash  TEXT NOT NULL,
  user_id    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER,
  PRIMARY KEY (account, code_hash)
) STRICT, WITHOUT ROWID;

-- What each login was told by change lists of a type, last. `login` is a session's id, empty for a password.
CREATE TABLE list_use (
  account      INTEGER NOT NULL,
  user_id      INTEGER NOT NULL,
  type         TEXT NOT NULL,
  login        TEXT NOT NULL,
  received     INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  whole        INTEGER NOT NULL,
  confirmed    INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  used_at      INTEGER NOT NULL,
  PRIMARY KEY (account, user_id, type, login)
) STRICT, WITHOUT ROWID;

-- How far each follower of the log has come. `place` is its note about the entry after `sequence`.
CREATE TABLE bookmark (
  account  INTEGER NOT NULL,
  follower TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  place    TEXT NOT NULL,
  PRIMARY KEY (account, follower)
) STRICT, WITHOUT ROWID;

-- `hosts` are words. The secret key is as sensitive as the account's token key.
CREATE TABLE app (
  account    INTEGER NOT NULL,
  public_id  TEXT NOT NULL,
  title      TEXT NOT NULL,
  secret_key TEXT NOT NULL,
  hosts      TEXT NOT NULL,
  PRIMARY KEY (account, public_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE connection (
  account INTEGER NOT NULL,
  id      TEXT NOT NULL,
  app     TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  session TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE connection_hook (
  account    INTEGER NOT NULL,
  connection TEXT NOT NULL,
  place      INTEGER NOT NULL,
  modcode    TEXT NOT NULL,
  name       TEXT NOT NULL,
  title      TEXT NOT NULL,
  url        TEXT NOT NULL,
  PRIMARY KEY (account, connection, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE lost_delivery (
  account    INTEGER NOT NULL,
  connection TEXT NOT NULL,
  sequence   INTEGER NOT NULL,
  hook       INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (account, connection, sequence, hook)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
