-- FILE.watch: what `dateline watch` remembers beside the ledger. Times are seconds since 1970, UTC. docs/feeds.md tells how long.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feeds ( -- one row a feed or folder
  name TEXT PRIMARY KEY, url TEXT NOT NULL, moved_to TEXT, etag TEXT, modified TEXT, last_fetch REAL, last_new REAL,
  next_fetch REAL NOT NULL DEFAULT 0, held_until REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, moved_private INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '', stories INTEGER NOT NULL DEFAULT 0, troubles INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items ( -- what was taken: an entry of a feed, a story of a folder
  feed TEXT NOT NULL, item TEXT NOT NULL, entry_hash TEXT NOT NULL, text_hash TEXT NOT NULL, page_tries INTEGER NOT NULL,
  seen REAL NOT NULL, PRIMARY KEY (feed, item)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS items_by_text ON items (text_hash);
CREATE TABLE IF NOT EXISTS waiting ( -- stories that were fetched and are not in the ledger yet
  n INTEGER PRIMARY KEY AUTOINCREMENT, feed TEXT NOT NULL, kind TEXT NOT NULL, record BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS files ( -- files of folders; done: stories of this content that are in the ledger
  feed TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, hash TEXT NOT NULL,
  noticed REAL NOT NULL, done INTEGER NOT NULL, whole INTEGER NOT NULL, seen REAL NOT NULL, PRIMARY KEY (feed, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, fetched REAL NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rules ( -- alert rules: from which coding of the ledger on, and how far they were asked
  name TEXT PRIMARY KEY, conditions TEXT NOT NULL, baseline INTEGER NOT NULL, asked INTEGER NOT NULL, day TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known ( -- what a rule has seen: fired, or there before it; kept for as long as the ledger
  rule TEXT NOT NULL, key TEXT NOT NULL, seen REAL NOT NULL, PRIMARY KEY (rule, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries ( -- alerts that an output has not taken yet
  n INTEGER PRIMARY KEY AUTOINCREMENT, output TEXT NOT NULL, alert TEXT NOT NULL, made REAL NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
  refused INTEGER NOT NULL DEFAULT 0 -- how often the output said that it will not have it
);
