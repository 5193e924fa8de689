-- Facts have no key: the guarded offset makes each batch enter once, and a key would cost four tenths of the speed.

CREATE TABLE asset(
    asset_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    decimals SMALLINT NOT NULL,
    last_seq BIGINT NOT NULL);

-- kind: 1 of the system, 2 created
CREATE TABLE account(
    account_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    kind SMALLINT NOT NULL,
    flags SMALLINT NOT NULL,
    last_seq BIGINT NOT NULL);

CREATE TABLE instrument(
    instrument_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    base_asset_id INTEGER NOT NULL,
    quote_asset_id INTEGER NOT NULL,
    risk SMALLINT NOT NULL,
    price_decimals SMALLINT NOT NULL,
    qty_decimals SMALLINT NOT NULL,
    tick BIGINT NOT NULL,
    lot BIGINT NOT NULL,
    min_qty BIGINT,
    max_qty BIGINT,
    max_notional BIGINT,
    last_seq BIGINT NOT NULL);

-- status: 1 scheduled, 2 open, 3 sold, 4 unsold, 5 canceled
CREATE TABLE auction(
    auction_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    format SMALLINT NOT NULL,
    asset_id INTEGER NOT NULL,
    seller_id INTEGER NOT NULL,
    qty BIGINT NOT NULL,
    start_minor BIGINT NOT NULL,
    reserve_minor BIGINT,
    buy_now_minor BIGINT,
    status SMALLINT NOT NULL,
    price_minor BIGINT,
    leader_id INTEGER,
    min_next_minor BIGINT,
    bids INTEGER NOT NULL,
    reserve_met SMALLINT NOT NULL,
    extensions INTEGER NOT NULL,
    ends_at_ns BIGINT,
    winner_id INTEGER,
    hammer_price_minor BIGINT,
    created_ns BIGINT NOT NULL,
    closed_ns BIGINT,
    last_seq BIGINT NOT NULL);

CREATE TABLE balance(
    account_id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    total_minor BIGINT NOT NULL,
    held_minor BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY(account_id, asset_id));

-- status: 1 open, 2 filled, 3 canceled
CREATE TABLE order_state(
    order_id BIGINT NOT NULL PRIMARY KEY,
    account_id INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    cl_ord_id VARCHAR(32) NOT NULL,
    side SMALLINT NOT NULL,
    ord_type SMALLINT NOT NULL,
    time_in_force SMALLINT NOT NULL,
    price_ticks BIGINT,
    qty_lots BIGINT NOT NULL,
    filled_lots BIGINT NOT NULL,
    status SMALLINT NOT NULL,
    created_ns BIGINT NOT NULL,
    updated_ns BIGINT NOT NULL,
    last_seq BIGINT NOT NULL);

CREATE TABLE event_count(
    event_type SMALLINT NOT NULL PRIMARY KEY,
    name VARCHAR(32) NOT NULL,
    events BIGINT NOT NULL,
    last_seq BIGINT NOT NULL);

CREATE TABLE ledger_entry(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    leg SMALLINT NOT NULL,
    account_id INTEGER NOT NULL,
    asset_id INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL,
    kind SMALLINT NOT NULL,
    at_ns BIGINT NOT NULL);

CREATE TABLE fill(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    instrument_id INTEGER NOT NULL,
    taker_order_id BIGINT NOT NULL,
    maker_order_id BIGINT NOT NULL,
    taker_id INTEGER NOT NULL,
    maker_id INTEGER NOT NULL,
    taker_side SMALLINT NOT NULL,
    price_ticks BIGINT NOT NULL,
    qty_lots BIGINT NOT NULL,
    at_ns BIGINT NOT NULL);

CREATE TABLE bid(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    auction_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    cl_ord_id VARCHAR(32) NOT NULL,
    amount_minor BIGINT NOT NULL,
    price_minor BIGINT,
    leader_id INTEGER,
    at_ns BIGINT NOT NULL);

CREATE TABLE refusal(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    command_type SMALLINT NOT NULL,
    cl_ord_id VARCHAR(32),
    code INTEGER NOT NULL,
    bound BIGINT,
    at_ns BIGINT NOT NULL);

CREATE TABLE order_cancel(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    order_id BIGINT NOT NULL,
    instrument_id INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    leaves_lots BIGINT NOT NULL,
    reason SMALLINT NOT NULL,
    at_ns BIGINT NOT NULL);

CREATE TABLE auction_event(
    seq BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    auction_id INTEGER NOT NULL,
    event_type SMALLINT NOT NULL,
    account_id INTEGER,
    price_minor BIGINT,
    ends_at_ns BIGINT,
    at_ns BIGINT NOT NULL);

-- One row: how far the journal is settled, and whose turn it is to write.
CREATE TABLE journal_offset(
    sink VARCHAR(64) NOT NULL PRIMARY KEY,
    journal_id VARCHAR(36) NOT NULL,
    next_seq BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    digest BIGINT NOT NULL);

-- One row a database transaction. How a journal is cut into them depends on load; everything else does not.
CREATE TABLE settle_batch(
    next_seq BIGINT NOT NULL PRIMARY KEY,
    from_seq BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    digest BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    last_ns BIGINT NOT NULL);

INSERT INTO account VALUES (1, 'gavel.external', 1, 1, 0);
INSERT INTO account VALUES (2, 'gavel.house', 1, 1, 0);
