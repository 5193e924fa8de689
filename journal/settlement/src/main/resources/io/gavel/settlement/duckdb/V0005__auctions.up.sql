-- Sessions, awards and second chances. The sum over what was settled before is another one now, so a settlement does not go
-- on from it.
ALTER TABLE auction ADD COLUMN session_id INTEGER;
ALTER TABLE auction ADD COLUMN lot INTEGER;
ALTER TABLE auction ADD COLUMN category VARCHAR(32);
UPDATE journal_offset SET anchor_seq = NULL, anchor_digest = NULL;

-- mode: 1 timed, 2 sequential; phase: 1 scheduled, 2 preview, 3 open, 4 closed
CREATE TABLE auction_session(
    session_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    mode SMALLINT NOT NULL,
    phase SMALLINT NOT NULL,
    opens_at_ns BIGINT,
    closes_at_ns BIGINT,
    shift_ns BIGINT NOT NULL,
    last_seq BIGINT NOT NULL);

CREATE TABLE second_chance(
    auction_id INTEGER NOT NULL PRIMARY KEY,
    asset_id INTEGER NOT NULL,
    window_ns BIGINT NOT NULL,
    items INTEGER NOT NULL,
    last_seq BIGINT NOT NULL);

CREATE TABLE award(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    auction_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    qty BIGINT NOT NULL,
    price_minor BIGINT NOT NULL,
    hammer_minor BIGINT NOT NULL,
    premium_minor BIGINT NOT NULL,
    commission_minor BIGINT NOT NULL,
    payer_id INTEGER NOT NULL,
    payee_id INTEGER NOT NULL,
    at_ns BIGINT NOT NULL);

CREATE VIEW v_award AS
    SELECT w.seq, w.idx, a.name AS auction, c.name AS account, w.qty,
           decimal_text(w.price_minor, s.decimals) AS price,
           decimal_text(w.hammer_minor, s.decimals) AS hammer,
           decimal_text(w.premium_minor, s.decimals) AS premium,
           decimal_text(w.commission_minor, s.decimals) AS commission,
           r.name AS payer, e.name AS payee, w.at_ns
    FROM award w
    JOIN auction a ON a.auction_id = w.auction_id
    JOIN asset s ON s.asset_id = a.asset_id
    JOIN account c ON c.account_id = w.account_id
    JOIN account r ON r.account_id = w.payer_id
    JOIN account e ON e.account_id = w.payee_id;
