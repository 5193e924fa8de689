DROP VIEW v_fill;
CREATE VIEW v_fill AS
    SELECT f.seq, f.idx, f.seq * 256 + f.idx AS trade_id, i.name AS instrument,
           t.name AS taker, m.name AS maker, CASE f.taker_side WHEN 1 THEN 'buy' ELSE 'sell' END AS taker_side,
           decimal_text(f.price_ticks * i.tick, i.price_decimals) AS price,
           decimal_text(f.qty_lots * i.lot, i.qty_decimals) AS qty, f.at_ns
    FROM fill f
    JOIN instrument i ON i.instrument_id = f.instrument_id
    JOIN account t ON t.account_id = f.taker_id
    JOIN account m ON m.account_id = f.maker_id;
DROP VIEW v_blocked;
DROP TABLE account_block;
DROP TABLE instrument_event;
DROP TABLE order_event;
DELETE FROM account WHERE account_id IN (3, 4);
ALTER TABLE order_state DROP COLUMN stop_ticks;
ALTER TABLE instrument DROP COLUMN taker_fee_percent_micros;
ALTER TABLE instrument DROP COLUMN maker_fee_percent_micros;
