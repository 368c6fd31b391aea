-- Everything of an account is under its number: it is the first column of every primary key and unique index, but for
-- the register itself, so the tables can be spread over machines by account (see distribute_by_account.sql).
-- Instants are epoch milliseconds, sets of words lines (see Words.java). Text is compared byte by byte, whatever the
-- database's locale, because pages go on in that order.
-- There are no foreign keys: only this module writes, and each check would be one more search per row on the hot path.

-- The version of these tables: every migration ends by setting it.
CREATE TABLE schema_version (
  version integer NOT NULL
);

CREATE TABLE account (
  account   bigint PRIMARY KEY,
  name      text COLLATE "C" NOT NULL UNIQUE,
  title     text COLLATE "C" NOT NULL,
  zone      text COLLATE "C" NOT NULL,
  token_key bytea NOT NULL
);

-- The end of each account's log. Whoever writes in an account changes `turn` first, and so keeps all others out until
-- its commit. The row is small and changes with every commit: room on its page lets it be changed in place. The row of
-- account 0 is the register's own.
CREATE TABLE head (
  account  bigint PRIMARY KEY,
  epoch    bigint NOT NULL,
  sequence bigint NOT NULL,
  at       bigint NOT NULL,
  turn     bigint NOT NULL DEFAULT 0,
  -- Up to where the account has forgotten what changes replaced, and that stays ended.
  states_forgotten     bigint NOT NULL DEFAULT 0,
  departures_forgotten bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
INSERT INTO head (account, epoch, sequence, at, turn) VALUES (0, 1, 0, 0, 0);

-- The last commit of each server process in each account: how a process finds out what became of a commit whose answer
-- it did not get (see UnknownCommit.java).
CREATE TABLE node (
  account bigint NOT NULL,
  node    bigint NOT NULL,
  mark    bigint NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (account, node)
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Restores from a backup: what was stamped after `backed_up` is lost, and objects get numbers after `skipped`.
CREATE TABLE epoch (
  account   bigint NOT NULL,
  number    bigint NOT NULL,
  backed_up bigint NOT NULL,
  begin     bigint NOT NULL,
  skipped   bigint NOT NULL,
  PRIMARY KEY (account, number)
);

-- Short numbers for the names of object types.
CREATE TABLE type (
  account bigint NOT NULL,
  type    bigint NOT NULL,
  name    text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, type)
);
CREATE UNIQUE INDEX type_by_name ON type (account, name);

-- Objects as they are now. `due` is when the audience is to be looked at again. `id` is null when it is the same as
-- `folded_id`. Bodies are kept as they go out, uncompressed: they are read far more often than written, and copied.
CREATE TABLE object (
  account     bigint NOT NULL,
  number      bigint NOT NULL,
  version     bigint NOT NULL,
  modified_at bigint NOT NULL,
  type        bigint NOT NULL,
  due         bigint,
  deleted     boolean NOT NULL,
  folded_id   text COLLATE "C" NOT NULL,
  id          text COLLATE "C",
  audience    text COLLATE "C" NOT NULL,
  body        bytea NOT NULL,
  PRIMARY KEY (account, number)
);
ALTER TABLE object ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX object_by_id ON object (account, type, folded_id);
CREATE INDEX object_by_due ON object (account, due, number) WHERE due IS NOT NULL;

-- What happened. `number` is null, and `id` is not, when the entry concerns an object that does not exist.
CREATE TABLE log (
  account  bigint NOT NULL,
  sequence bigint NOT NULL,
  at       bigint NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  type     bigint NOT NULL,
  number   bigint,
  id       text COLLATE "C",
  previous bigint NOT NULL,
  fields   text COLLATE "C" NOT NULL,
  user_id  bigint,
  device   text COLLATE "C",
  call     text COLLATE "C" NOT NULL,
  upload   text COLLATE "C",
  session  text COLLATE "C",
  parted   text COLLATE "C",
  detail   text COLLATE "C",
  before   bytea,
  offered  bytea,
  PRIMARY KEY (account, sequence)
);
CREATE INDEX log_by_object ON log (account, number, sequence) WHERE number IS NOT NULL;

-- Stays of objects in selections. `touched` is the last change that concerned the stay; 0 once a later stay of the same
-- object has begun, so that an object is found once by what touched it last.
CREATE TABLE edge (
  account   bigint NOT NULL,
  principal text COLLATE "C" NOT NULL,
  type      bigint NOT NULL,
  number    bigint NOT NULL,
  began     bigint NOT NULL,
  ended     bigint,
  touched   bigint NOT NULL,
  PRIMARY KEY (account, principal, type, number, began)
);
-- The condition keeps the planner from using it where the primary key leads straight to the row: only what asks for
-- touches names it.
CREATE INDEX edge_by_touch ON edge (account, principal, type, touched) INCLUDE (number, ended) WHERE touched > 0;

-- Who is in a group, and in which; `number` is the object that keeps it.
CREATE TABLE membership (
  account   bigint NOT NULL,
  user_id   bigint NOT NULL,
  principal text COLLATE "C" NOT NULL,
  began     bigint NOT NULL,
  ended     bigint,
  number    bigint NOT NULL,
  PRIMARY KEY (account, user_id, principal, began)
);
CREATE INDEX membership_by_object ON membership (account, number);

-- Occupied time. `reach` is the class of its length (see Reach.java): spans of one class that overlap an instant start
-- within a known time before it.
CREATE TABLE span (
  account   bigint NOT NULL,
  principal text COLLATE "C" NOT NULL,
  reach     integer NOT NULL,
  start     bigint NOT NULL,
  number    bigint NOT NULL,
  place     integer NOT NULL,
  finish    bigint NOT NULL,
  PRIMARY KEY (account, principal, reach, start, number, place)
);
CREATE INDEX span_by_object ON span (account, number);

-- By what objects are found.
CREATE TABLE term (
  account bigint NOT NULL,
  type    bigint NOT NULL,
  name    text COLLATE "C" NOT NULL,
  value   text COLLATE "C" NOT NULL,
  number  bigint NOT NULL,
  PRIMARY KEY (account, type, name, value, number)
);
CREATE INDEX term_by_object ON term (account, number);

-- Which objects name which contents outside the database, and until when; `ended` is null while they do.
CREATE TABLE naming (
  account bigint NOT NULL,
  hash    text COLLATE "C" NOT NULL,
  number  bigint NOT NULL,
  ended   bigint,
  PRIMARY KEY (account, hash, number)
);
CREATE INDEX naming_by_object ON naming (account, number) WHERE ended IS NULL;

CREATE TABLE synchronization (
  account    bigint NOT NULL,
  id         bigint NOT NULL,
  user_id    bigint NOT NULL,
  stream     text COLLATE "C" NOT NULL,
  used_at    bigint NOT NULL,
  last_round integer NOT NULL,
  PRIMARY KEY (account, id)
);
CREATE INDEX synchronization_by_user ON synchronization (account, user_id, used_at);
CREATE INDEX synchronization_by_use ON synchronization (account, used_at);

CREATE TABLE round (
  account         bigint NOT NULL,
  synchronization bigint NOT NULL,
  round           integer NOT NULL,
  parent          integer NOT NULL,
  position        bigint NOT NULL,
  whole           boolean NOT NULL,
  owed            bigint NOT NULL,
  detection       integer NOT NULL,
  made_at         bigint NOT NULL,
  PRIMARY KEY (account, synchronization, round)
);

CREATE TABLE pending (
  account         bigint NOT NULL,
  synchronization bigint NOT NULL,
  round           integer NOT NULL,
  number          bigint NOT NULL,
  PRIMARY KEY (account, synchronization, round, number)
);

CREATE TABLE holding (
  account         bigint NOT NULL,
  synchronization bigint NOT NULL,
  number          bigint NOT NULL,
  round           integer NOT NULL,
  state           text COLLATE "C" NOT NULL,
  version         bigint NOT NULL,
  client_id       text COLLATE "C",
  last_modified   bigint,
  PRIMARY KEY (account, synchronization, number, round)
);
-- In this order it leads to rounds only.
CREATE INDEX holding_by_round ON holding (account, round, synchronization);

-- What clients call objects. `given` grows with every name that a user's clients of a stream give to the same text.
CREATE TABLE name (
  account         bigint NOT NULL,
  synchronization bigint NOT NULL,
  client_id       text COLLATE "C" NOT NULL,
  number          bigint NOT NULL,
  user_id         bigint NOT NULL,
  stream          text COLLATE "C" NOT NULL,
  given           bigint NOT NULL,
  PRIMARY KEY (account, synchronization, client_id)
);
CREATE INDEX name_by_user ON name (account, user_id, stream, client_id, given);

CREATE TABLE upload (
  account         bigint NOT NULL,
  synchronization bigint NOT NULL,
  digest          text COLLATE "C" NOT NULL,
  kind            text COLLATE "C" NOT NULL,
  number          bigint,
  version         bigint NOT NULL,
  code            text COLLATE "C",
  message         text COLLATE "C",
  PRIMARY KEY (account, synchronization, digest)
);

CREATE TABLE account_user (
  account        bigint NOT NULL,
  user_id        bigint NOT NULL,
  wire_id        text COLLATE "C" NOT NULL,
  folded_wire_id text COLLATE "C" NOT NULL,
  name           text COLLATE "C" NOT NULL,
  email          text COLLATE "C" NOT NULL,
  folded_email   text COLLATE "C" NOT NULL,
  title          text COLLATE "C" NOT NULL,
  enabled        boolean NOT NULL,
  guest          boolean NOT NULL,
  password_hash  text COLLATE "C",
  PRIMARY KEY (account, user_id)
);
CREATE UNIQUE INDEX account_user_by_wire_id ON account_user (account, folded_wire_id);
CREATE UNIQUE INDEX account_user_by_email ON account_user (account, folded_email);

CREATE TABLE team (
  account     bigint NOT NULL,
  team        bigint NOT NULL,
  name        text COLLATE "C" NOT NULL,
  folded_name text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, team)
);
CREATE UNIQUE INDEX team_by_name ON team (account, folded_name);

CREATE TABLE team_member (
  account bigint NOT NULL,
  team    bigint NOT NULL,
  user_id bigint NOT NULL,
  PRIMARY KEY (account, team, user_id)
);

CREATE TABLE session (
  account     bigint NOT NULL,
  id          text COLLATE "C" NOT NULL,
  user_id     bigint NOT NULL,
  secret_hash text COLLATE "C" NOT NULL,
  created_at  bigint NOT NULL,
  expires_at  bigint NOT NULL,
  device      text COLLATE "C" NOT NULL,
  ended_at    bigint,
  PRIMARY KEY (account, id)
);
CREATE UNIQUE INDEX session_by_secret ON session (account, secret_hash);
CREATE INDEX session_by_user ON session (account, user_id);

CREATE TABLE api_key (
  account  bigint NOT NULL,
  key_hash text COLLATE "C" NOT NULL,
  title    text COLLATE "C" NOT NULL,
  session  text COLLATE "C",
  PRIMARY KEY (account, key_hash)
);

CREATE TABLE device_code (
  account    bigint NOT NULL,
  code_hash  text COLLATE "C" NOT NULL,
  user_id    bigint NOT NULL,
  expires_at bigint NOT NULL,
  used_at    bigint,
  PRIMARY KEY (account, code_hash)
);

-- What each login was told by change lists of a type, last. `login` is a session's id, empty for a password.
CREATE TABLE list_use (
  account      bigint NOT NULL,
  user_id      bigint NOT NULL,
  type         text COLLATE "C" NOT NULL,
  login        text COLLATE "C" NOT NULL,
  received     bigint NOT NULL,
  position     bigint NOT NULL,
  whole        boolean NOT NULL,
  confirmed    bigint NOT NULL,
  confirmed_at bigint NOT NULL,
  used_at      bigint NOT NULL,
  PRIMARY KEY (account, user_id, type, login)
);

-- How far each follower of the log has come. `place` is its note about the entry after `sequence`.
CREATE TABLE bookmark (
  account  bigint NOT NULL,
  follower text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  place    text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, follower)
);

-- `hosts` are words. The secret key is as sensitive as the account's token key.
CREATE TABLE app (
  account    bigint NOT NULL,
  public_id  text COLLATE "C" NOT NULL,
  title      text COLLATE "C" NOT NULL,
  secret_key text COLLATE "C" NOT NULL,
  hosts      text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, public_id)
);

CREATE TABLE connection (
  account bigint NOT NULL,
  id      text COLLATE "C" NOT NULL,
  app     text COLLATE "C" NOT NULL,
  user_id bigint NOT NULL,
  session text COLLATE "C" NOT NULL,
  made_at bigint NOT NULL,
  PRIMARY KEY (account, id)
);

CREATE TABLE connection_hook (
  account    bigint NOT NULL,
  connection text COLLATE "C" NOT NULL,
  place      integer NOT NULL,
  modcode    text COLLATE "C" NOT NULL,
  name       text COLLATE "C" NOT NULL,
  title      text COLLATE "C" NOT NULL,
  url        text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, connection, place)
);

CREATE TABLE lost_delivery (
  account    bigint NOT NULL,
  connection text COLLATE "C" NOT NULL,
  sequence   bigint NOT NULL,
  hook       integer NOT NULL,
  at         bigint NOT NULL,
  reason     text COLLATE "C" NOT NULL,
  PRIMARY KEY (account, connection, sequence, hook)
);

INSERT INTO schema_version (version) VALUES (1);
