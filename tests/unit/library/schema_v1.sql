-- A library of schema 1, as the first release of brief wrote it: the schema, then its rows. Never edit.

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

-- The text, kept once, and where its sentences stand (rows.pack_sentences). Apart from `versions`, so that
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
PRAGMA user_version = 1;
INSERT INTO meta VALUES ('dimension', '32');
INSERT INTO meta VALUES ('embedder', 'words:32');
INSERT INTO meta VALUES ('generation', '2');
INSERT INTO meta VALUES ('library', '5eed5eed5eed5eed');
INSERT INTO meta VALUES ('next_chunk', '1');
INSERT INTO meta VALUES ('vectors_at', 'local');
INSERT INTO versions VALUES (1, 'ad2bde1116175dd9', '8b23a99c4f20f67b', 1, 'Ferry resumes', 'Tern Gazette', 'Tern Gazette', '[]', '2021-05-03', 'record', NULL, NULL, '/shelf/ferry.jsonl', 'f1', 'a70f196dc8c09fa5f579389ff1d1355ca0ad0321e0ded55acebe2c5f11ef7f06', 'en', 'tern gazette', 'tern gazette', 0, 1);
INSERT INTO texts VALUES (1, 'The ferry resumed on Monday.', X'000000001C00000000');
INSERT INTO chunks VALUES (0, 1, 0, 0, 28);
INSERT INTO runs VALUES (1, '20210503-060000-00aa', 'ask', 'when?', NULL);
INSERT INTO run_versions VALUES (1, 'ad2bde1116175dd9');
INSERT INTO words (rowid, title, text) VALUES (0, 'Ferry resumes', 'The ferry resumed on Monday.');
