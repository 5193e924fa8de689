-- The highest lot of a session: what a lot that does not say its place comes behind. A settlement that has sessions without
-- it does not go on.
ALTER TABLE auction_session ADD COLUMN last_lot INTEGER;
UPDATE journal_offset SET anchor_seq = NULL, anchor_digest = NULL
    WHERE EXISTS (SELECT 1 FROM auction_session);
