DROP VIEW v_fill;
DROP VIEW v_ledger_differences;
DROP VIEW v_ledger_sum;
DROP VIEW v_balance;
DROP VIEW v_winners;
DROP MACRO decimal_text;
