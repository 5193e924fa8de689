DROP VIEW v_award;
DROP TABLE award;
DROP TABLE second_chance;
DROP TABLE auction_session;
ALTER TABLE auction DROP COLUMN category;
ALTER TABLE auction DROP COLUMN lot;
ALTER TABLE auction DROP COLUMN session_id;
