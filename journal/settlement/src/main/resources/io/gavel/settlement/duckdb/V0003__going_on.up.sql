-- A settlement goes on from the rows that it finds, without reading the journal from its first transaction. row_sum proves
-- the rows, the anchor the journal; without an anchor the database is of an earlier release.
ALTER TABLE journal_offset ADD COLUMN row_sum BIGINT;
ALTER TABLE journal_offset ADD COLUMN anchor_seq BIGINT;
ALTER TABLE journal_offset ADD COLUMN anchor_chain BIGINT;
ALTER TABLE journal_offset ADD COLUMN anchor_generation BIGINT;
ALTER TABLE journal_offset ADD COLUMN anchor_digest BIGINT;

-- Transactions of commands that operators have given up.
CREATE TABLE given_up(
    seq BIGINT NOT NULL,
    account_id INTEGER NOT NULL,
    command_type SMALLINT NOT NULL,
    at_ns BIGINT NOT NULL);
