-- An amount of smallest units as decimal text, exactly: cut from its digits, never divided.
CREATE MACRO decimal_text(minor, decimals) AS
    CASE WHEN minor < 0 THEN '-' ELSE '' END
    || CASE WHEN decimals = 0 THEN abs(minor)::VARCHAR
            ELSE left(lpad(abs(minor)::VARCHAR, greatest(decimals + 1, length(abs(minor)::VARCHAR))::INTEGER, '0'), -decimals)
                 || '.'
                 || right(lpad(abs(minor)::VARCHAR, greatest(decimals + 1, length(abs(minor)::VARCHAR))::INTEGER, '0'), decimals)
       END;

CREATE VIEW v_winners AS
    SELECT a.auction_id, a.name AS auction, w.name AS winner, a.bids,
           decimal_text(a.hammer_price_minor, s.decimals) AS price, s.name AS asset, a.closed_ns
    FROM auction a
    JOIN asset s ON s.asset_id = a.asset_id
    JOIN account w ON w.account_id = a.winner_id
    WHERE a.status = 3;

CREATE VIEW v_balance AS
    SELECT c.name AS account, s.name AS asset,
           decimal_text(b.total_minor, s.decimals) AS total,
           decimal_text(b.held_minor, s.decimals) AS held,
           decimal_text(b.total_minor - b.held_minor, s.decimals) AS available
    FROM balance b
    JOIN account c ON c.account_id = b.account_id
    JOIN asset s ON s.asset_id = b.asset_id;

-- sum_minor of every asset is 0: money only changes hands.
CREATE VIEW v_ledger_sum AS
    SELECT s.asset_id, s.name AS asset, count(e.seq) AS entries, coalesce(sum(e.amount_minor), 0) AS sum_minor
    FROM asset s
    LEFT JOIN ledger_entry e ON e.asset_id = s.asset_id
    GROUP BY s.asset_id, s.name;

-- Empty: a balance is the sum of its ledger entries.
CREATE VIEW v_ledger_differences AS
    SELECT coalesce(b.account_id, e.account_id) AS account_id, coalesce(b.asset_id, e.asset_id) AS asset_id,
           coalesce(b.total_minor, 0) AS balance_minor, coalesce(e.sum_minor, 0) AS ledger_minor
    FROM balance b
    FULL JOIN (SELECT account_id, asset_id, sum(amount_minor) AS sum_minor
               FROM ledger_entry GROUP BY account_id, asset_id) e
         ON e.account_id = b.account_id AND e.asset_id = b.asset_id
    WHERE coalesce(b.total_minor, 0) <> coalesce(e.sum_minor, 0);

CREATE VIEW v_fill AS
    SELECT f.seq, f.idx, f.seq * 256 + f.idx AS trade_id, i.name AS instrument,
           t.name AS taker, m.name AS maker, CASE f.taker_side WHEN 1 THEN 'buy' ELSE 'sell' END AS taker_side,
           decimal_text(f.price_ticks * i.tick, i.price_decimals) AS price,
           decimal_text(f.qty_lots * i.lot, i.qty_decimals) AS qty, f.at_ns
    FROM fill f
    JOIN instrument i ON i.instrument_id = f.instrument_id
    JOIN account t ON t.account_id = f.taker_id
    JOIN account m ON m.account_id = f.maker_id;
