DROP TABLE given_up;
ALTER TABLE journal_offset DROP COLUMN anchor_digest;
ALTER TABLE journal_offset DROP COLUMN anchor_generation;
ALTER TABLE journal_offset DROP COLUMN anchor_chain;
ALTER TABLE journal_offset DROP COLUMN anchor_seq;
ALTER TABLE journal_offset DROP COLUMN row_sum;
