ALTER TABLE auction_session DROP COLUMN last_lot;
