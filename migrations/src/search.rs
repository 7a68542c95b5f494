//! What is found by which words, the words that mean the same, and what was looked
//! for in vain.
//!
//! The words are those of `domain::search`, folded and without their endings. Each
//! engine indexes them as they come: SQLite in a table of its own, which triggers
//! keep with the entries; PostgreSQL in a column that it makes itself.

crate::sql::migration! {
    up: [
        // Long columns last: SQLite finds the others without reading them.
        "CREATE TABLE search_entry (
            number {serial},
            kind TEXT NOT NULL,
            subject_id {id} NOT NULL UNIQUE,
            thread_id {id} REFERENCES thread (id),
            words TEXT NOT NULL,
            marks TEXT NOT NULL
        )",
        // Neither places nor lengths: a phrase is looked for in the words, and the
        // newest comes first.
        "sqlite: CREATE VIRTUAL TABLE search_index USING fts5 (
            words, marks, content = 'search_entry', content_rowid = 'number', detail = none, columnsize = 0,
            prefix = '2 3 4 5', tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\"
        )",
        "sqlite: CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
            INSERT INTO search_index (rowid, words, marks) VALUES (new.number, new.words, new.marks);
        END",
        "sqlite: CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
            INSERT INTO search_index (search_index, rowid, words, marks) VALUES ('delete', old.number, old.words, old.marks);
        END",
        "sqlite: CREATE TRIGGER search_entry_updated AFTER UPDATE OF words, marks ON search_entry BEGIN
            INSERT INTO search_index (search_index, rowid, words, marks) VALUES ('delete', old.number, old.words, old.marks);
            INSERT INTO search_index (rowid, words, marks) VALUES (new.number, new.words, new.marks);
        END",
        "postgres: ALTER TABLE search_entry ADD COLUMN lexemes tsvector NOT NULL
            GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(translate(words, '|', ' ') || ' ' || marks, ' '), ''))) STORED",
        "postgres: CREATE INDEX search_entry_lexemes ON search_entry USING GIN (lexemes)",
        "CREATE TABLE synonym (
            id {id} NOT NULL PRIMARY KEY,
            words TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )",
        "CREATE TABLE search_miss (
            digest {bytes} NOT NULL PRIMARY KEY,
            words TEXT,
            members BIGINT NOT NULL,
            last_at BIGINT NOT NULL
        )",
        "CREATE INDEX search_miss_by_time ON search_miss (last_at)",
        "CREATE TABLE search_miss_by (
            digest {bytes} NOT NULL REFERENCES search_miss (digest),
            member {bytes} NOT NULL,
            PRIMARY KEY (digest, member)
        ) {keyed}",
    ],
    down: ["search_miss_by", "search_miss", "synonym", "IF EXISTS search_index", "search_entry"]
}
