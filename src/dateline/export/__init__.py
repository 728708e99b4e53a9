"""One file a format: records and ledgers as files that other programs read.

Takes: records, or rows of a ledger query.
Gives: Arrow tables, and files as JSON Lines, CSV and Parquet with the field names of the contract.
Drops: nothing.
Reads: nothing.
Never: leaves a half-written file behind.
"""
