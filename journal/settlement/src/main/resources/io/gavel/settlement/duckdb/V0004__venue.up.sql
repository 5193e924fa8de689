-- Order types, replaces, triggers, calls, fees and the kill switch. What was settled before has none of them; the sum over
-- its rows is another one now, so a settlement does not go on from it.
ALTER TABLE instrument ADD COLUMN maker_fee_percent_micros BIGINT;
ALTER TABLE instrument ADD COLUMN taker_fee_percent_micros BIGINT;
ALTER TABLE order_state ADD COLUMN stop_ticks BIGINT;
UPDATE journal_offset SET anchor_seq = NULL, anchor_digest = NULL;

INSERT INTO account VALUES (3, 'gavel.fees', 1, 1, 0);
INSERT INTO account VALUES (4, 'gavel.rounding', 1, 1, 0);

-- event_type: 205 replaced, 206 triggered, 208 a match with the own account prevented
CREATE TABLE order_event(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    event_type SMALLINT NOT NULL,
    order_id BIGINT NOT NULL,
    instrument_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    price_ticks BIGINT,
    qty_lots BIGINT NOT NULL,
    at_ns BIGINT NOT NULL);

-- event_type: 300 the phase changed, 302 uncrossed
CREATE TABLE instrument_event(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    event_type SMALLINT NOT NULL,
    phase SMALLINT,
    price_ticks BIGINT,
    qty_lots BIGINT,
    surplus_lots BIGINT,
    at_ns BIGINT NOT NULL);

-- The kill switch, on and off.
CREATE TABLE account_block(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    blocked SMALLINT NOT NULL,
    at_ns BIGINT NOT NULL);

CREATE VIEW v_blocked AS
    SELECT c.name AS account, max(b.at_ns) AS since_ns
    FROM account_block b
    JOIN account c ON c.account_id = b.account_id
    GROUP BY c.name
    HAVING arg_max(b.blocked, b.seq * 256 + b.idx) = 1;

DROP VIEW v_fill;
CREATE VIEW v_fill AS
    SELECT f.seq, f.idx, f.seq * 256 + f.idx AS trade_id, i.name AS instrument,
           t.name AS taker, m.name AS maker,
           CASE f.taker_side WHEN 1 THEN 'buy' WHEN 2 THEN 'sell' ELSE 'none' END AS taker_side,
           decimal_text(f.price_ticks * i.tick, i.price_decimals) AS price,
           decimal_text(f.qty_lots * i.lot, i.qty_decimals) AS qty, f.at_ns
    FROM fill f
    JOIN instrument i ON i.instrument_id = f.instrument_id
    JOIN account t ON t.account_id = f.taker_id
    JOIN account m ON m.account_id = f.maker_id;
