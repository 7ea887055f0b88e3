"""The tables of a library, as a ladder of steps: step n takes a catalog of schema n to schema n + 1.

Never edit a step that was released: libraries out there have taken it. Add one.
"""

from __future__ import annotations

_FIRST = """
-- Names and values that concern the library as a whole: see catalog.Meta.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a version of an article. `current` is 1 for the version that is searched. `source_key` and `origin_key`
-- are case-folded (SQLite folds ASCII only). Its chunks have the keys first_chunk ... first_chunk + chunks - 1.
CREATE TABLE versions (
  key INTEGER PRIMARY KEY,
  version TEXT NOT NULL UNIQUE,
  article TEXT NOT NULL,
  current INTEGER NOT NULL,
  title TEXT, source TEXT, origin TEXT, authors TEXT NOT NULL,
  published TEXT, published_basis TEXT, published_reason TEXT,
  url TEXT, path TEXT, record_id TEXT, sha256 TEXT NOT NULL, language TEXT NOT NULL,
  source_key TEXT, origin_key TEXT,
  first_chunk INTEGER NOT NULL, chunks INTEGER NOT NULL
);
CREATE INDEX versions_by_article ON versions (article);
CREATE UNIQUE INDEX one_current_version ON versions (article) WHERE current = 1;
CREATE INDEX versions_by_path ON versions (path);
CREATE INDEX versions_by_url ON versions (url);

-- The text, kept once, and where its sentences are (rows.pack_sentences). Apart from `versions`, so that
-- walking the articles does not read their texts.
CREATE TABLE texts (version INTEGER PRIMARY KEY, raw TEXT NOT NULL, sentences BLOB NOT NULL);

-- Chunks of current versions only. A key is never used twice: it names a row of the vectors.
CREATE TABLE chunks (
  key INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL
);
CREATE INDEX chunks_by_version ON chunks (version);

-- Full text of the same chunks, by key. Contentless: the words are here, the text is in `texts`.
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'porter unicode61');

CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL UNIQUE,
  command TEXT NOT NULL, question TEXT, model TEXT
);
CREATE TABLE run_versions (run INTEGER NOT NULL, version TEXT NOT NULL, PRIMARY KEY (version, run)) WITHOUT ROWID;

-- Committed editions of the digest, and the article versions each was written from.
CREATE TABLE digests (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  date TEXT NOT NULL, edition INTEGER NOT NULL,
  path TEXT, sha256 TEXT NOT NULL, committed_at TEXT NOT NULL,
  UNIQUE (date, edition)
);
CREATE TABLE digest_versions (
  digest INTEGER NOT NULL, version TEXT NOT NULL, PRIMARY KEY (version, digest)
) WITHOUT ROWID;
"""

_ACRONYMS = """
-- The acronyms that current versions write out beside a bracket: keys to compare by, and the name as written.
CREATE TABLE acronyms (
  short TEXT NOT NULL, long TEXT NOT NULL, version INTEGER NOT NULL, written TEXT NOT NULL,
  PRIMARY KEY (short, long, version)
) WITHOUT ROWID;
CREATE INDEX acronyms_by_long ON acronyms (long);
CREATE INDEX acronyms_by_version ON acronyms (version);

-- For counting what passes a filter of days.
CREATE INDEX versions_by_day ON versions (published) WHERE current = 1;
"""

_FORMS = """
-- What form an article has, and the day that its text says it was changed (models.ArticleInfo). Articles that were
-- there before count as reports until `brief reindex` reads them again.
ALTER TABLE versions ADD COLUMN form TEXT NOT NULL DEFAULT 'report';
ALTER TABLE versions ADD COLUMN updated TEXT;
"""

_REST = "substr(url, instr(url, '://') + 3)"
_FOLLOWING = f"""
-- What is followed (models.Followed), by a number of its own: a name and a place may change.
CREATE TABLE sources (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  place TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT, topic TEXT COLLATE NOCASE,
  allow_private INTEGER NOT NULL,
  etag TEXT, modified TEXT,
  tried TEXT, read TEXT, error TEXT,
  failures INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0
);

-- The entries of a feed that were met, each by a digest: the stamp under which it was read ('' where it was not yet),
-- how often that failed, and the day on which the feed last named it.
CREATE TABLE source_entries (
  source INTEGER NOT NULL, entry TEXT NOT NULL, stamp TEXT NOT NULL, tries INTEGER NOT NULL, seen TEXT NOT NULL,
  PRIMARY KEY (source, entry)
) WITHOUT ROWID;

-- Which articles came from which source.
CREATE TABLE source_articles (
  source INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY (source, article)
) WITHOUT ROWID;

CREATE TABLE topics (name TEXT PRIMARY KEY COLLATE NOCASE, words TEXT NOT NULL) WITHOUT ROWID;

-- Logins in addresses were kept once (user:password@, before the first slash, question mark or hash sign).
UPDATE versions SET url = substr(url, 1, instr(url, '://') + 2) || substr({_REST}, instr({_REST}, '@') + 1)
WHERE url LIKE '%://%@%' AND instr({_REST}, '@') < min(
  ifnull(nullif(instr({_REST}, '/'), 0), 1000000),
  ifnull(nullif(instr({_REST}, '?'), 0), 1000000),
  ifnull(nullif(instr({_REST}, '#'), 0), 1000000)
);
"""

_OUTLETS = """
-- The registrable domain of a version's address, and whether the name that it states is the site's own (or none).
ALTER TABLE versions ADD COLUMN site TEXT;
ALTER TABLE versions ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX versions_by_site ON versions (site) WHERE current = 1;

-- The names that searched versions state for their site, and how many do; `key` is the name case-folded.
CREATE TABLE outlets (
  site TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, own INTEGER NOT NULL, articles INTEGER NOT NULL,
  PRIMARY KEY (site, name)
) WITHOUT ROWID;
CREATE INDEX outlets_by_key ON outlets (key);

-- In how many searched versions of one outlet a sentence stands (brief.articles.repeats).
CREATE TABLE repeats (digest INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE INDEX repeats_many ON repeats (articles) WHERE articles >= 4;
"""

_DELIVERIES = """
-- What is said of a digest where it is delivered; and to whom it was (library.outbox), by a digest of the address.
ALTER TABLE digests ADD COLUMN subject TEXT;
ALTER TABLE digests ADD COLUMN message TEXT;
CREATE TABLE deliveries (
  target TEXT NOT NULL, digest INTEGER NOT NULL, delivered TEXT, tries INTEGER NOT NULL,
  PRIMARY KEY (target, digest)
) WITHOUT ROWID;
"""

_PAIRS = """
-- The full text holds scripts without spaces as pairs of letters: rows change (words.learn_pairs), no table does.
SELECT 1;
"""

_SECTIONS = """
-- What the outlet files an article under, as a JSON list of names; NULL in versions from before this was kept.
ALTER TABLE versions ADD COLUMN sections TEXT;
"""

LADDER: tuple[str, ...] = (_FIRST, _ACRONYMS, _FORMS, _FOLLOWING, _OUTLETS, _DELIVERIES, _PAIRS, _SECTIONS)
"""Step n (from 0) takes a catalog of schema n to n + 1; schema 0 is an empty file."""
LEARNS_ACRONYMS = 1
"""The step after which the acronyms of the articles that are there are learnt."""
LEARNS_OUTLETS = 4
"""The step after which the sites, names and repeated sentences of the articles that are there are learnt."""
LEARNS_PAIRS = 6
"""The step after which scripts without spaces are found by their pairs of letters."""
