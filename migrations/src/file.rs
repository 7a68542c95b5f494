//! Files that members bring. Their bytes are elsewhere.

crate::sql::migration! {
    up: [
        "CREATE TABLE file (
            id {id} NOT NULL PRIMARY KEY,
            uploader_id {id} NOT NULL REFERENCES member (id),
            post_id {id} REFERENCES post (id),
            place BIGINT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            bytes BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            alternative TEXT,
            width BIGINT,
            height BIGINT,
            state TEXT NOT NULL,
            finding TEXT,
            words_state TEXT NOT NULL,
            words TEXT,
            created_at BIGINT NOT NULL,
            claimed_at BIGINT
        )",
        "CREATE INDEX file_by_post ON file (post_id, place)",
        "CREATE INDEX file_by_uploader ON file (uploader_id, claimed_at)",
        "CREATE INDEX file_by_sha256 ON file (sha256)",
        "CREATE INDEX file_unclaimed ON file (claimed_at, created_at)",
    ],
    down: ["file"]
}
