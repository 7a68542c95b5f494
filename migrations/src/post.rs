//! Posts, what they said before, and reactions to them.

crate::sql::migration! {
    up: [
        "CREATE TABLE post (
            number {serial},
            id {id} NOT NULL UNIQUE,
            thread_id {id} NOT NULL REFERENCES thread (id),
            opening BOOLEAN NOT NULL,
            summary BOOLEAN NOT NULL,
            author_id {id} NOT NULL REFERENCES member (id),
            sector_id {id} NOT NULL REFERENCES sector (id),
            pseudonymous BOOLEAN NOT NULL,
            state TEXT NOT NULL,
            content_note TEXT,
            body TEXT NOT NULL,
            version BIGINT NOT NULL,
            idempotency_key TEXT,
            created_at BIGINT NOT NULL,
            visible_at BIGINT,
            edited_at BIGINT,
            UNIQUE (author_id, idempotency_key)
        )",
        "CREATE INDEX post_by_thread ON post (thread_id, opening, created_at, id)",
        // Counting what is new, and finding the newest, without the posts' rows,
        // which are long.
        "CREATE INDEX post_news ON post (thread_id, opening, summary, state, visible_at, author_id, id)",
        "CREATE INDEX post_summary ON post (thread_id, state, created_at, id) WHERE summary = TRUE",
        "CREATE INDEX post_summary_by_visible ON post (visible_at) WHERE summary = TRUE",
        "CREATE INDEX post_by_visible ON post (state, visible_at)",
        "CREATE INDEX post_by_author ON post (author_id, thread_id)",
        "CREATE INDEX post_by_author_and_time ON post (author_id, created_at)",
        "CREATE TABLE post_revision (
            post_id {id} NOT NULL REFERENCES post (id),
            version BIGINT NOT NULL,
            title TEXT,
            body TEXT NOT NULL,
            written_at BIGINT NOT NULL,
            PRIMARY KEY (post_id, version)
        )",
        "CREATE TABLE reaction (
            post_id {id} NOT NULL REFERENCES post (id),
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (post_id, kind, member_id)
        ) {keyed}",
        "CREATE INDEX reaction_by_time ON reaction (kind, created_at)",
    ],
    down: ["reaction", "post_revision", "post"]
}
