//! Threads and posts. Both will be searchable, so each has an integer primary
//! key beside its id: SQLite's VACUUM renumbers rows that have none of their
//! own, and a full-text index hangs on them.

crate::sql::migration! {
    up: [
        "CREATE TABLE thread (
            number {serial},
            id {id} NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            excerpt TEXT NOT NULL,
            author_id {id} NOT NULL REFERENCES member (id),
            sector_id {id} NOT NULL REFERENCES sector (id),
            pseudonymous BOOLEAN NOT NULL,
            state TEXT NOT NULL,
            content_note TEXT,
            opening_id {id} NOT NULL,
            accepted_id {id},
            accepted_at BIGINT,
            reply_count BIGINT NOT NULL,
            pinned BOOLEAN NOT NULL,
            locked_at BIGINT,
            created_at BIGINT NOT NULL,
            visible_at BIGINT,
            last_activity_at BIGINT NOT NULL
        )",
        "CREATE INDEX thread_by_activity ON thread (state, last_activity_at, id)",
        "CREATE INDEX thread_by_visible ON thread (state, visible_at, id)",
        "CREATE INDEX thread_by_kind ON thread (state, kind, last_activity_at, id)",
        "CREATE INDEX thread_by_kind_visible ON thread (state, kind, visible_at, id)",
        "CREATE INDEX thread_by_sector ON thread (state, sector_id, last_activity_at, id)",
        "CREATE INDEX thread_by_sector_visible ON thread (state, sector_id, visible_at, id)",
        "CREATE INDEX thread_by_answers ON thread (state, kind, reply_count, visible_at, id)",
        "CREATE INDEX thread_by_author ON thread (author_id, state, last_activity_at, id)",
        "CREATE INDEX thread_by_author_visible ON thread (author_id, state, visible_at, id)",
        "CREATE TABLE thread_topic (
            thread_id {id} NOT NULL REFERENCES thread (id),
            topic_id {id} NOT NULL REFERENCES topic (id),
            PRIMARY KEY (thread_id, topic_id)
        ) {keyed}",
        "CREATE INDEX thread_topic_by_topic ON thread_topic (topic_id, thread_id)",
        "CREATE TABLE post (
            number {serial},
            id {id} NOT NULL UNIQUE,
            thread_id {id} NOT NULL REFERENCES thread (id),
            opening BOOLEAN NOT NULL,
            author_id {id} NOT NULL REFERENCES member (id),
            sector_id {id} NOT NULL REFERENCES sector (id),
            pseudonymous BOOLEAN NOT NULL,
            state TEXT NOT NULL,
            content_note TEXT,
            source TEXT NOT NULL,
            html TEXT NOT NULL,
            version BIGINT NOT NULL,
            idempotency_key TEXT,
            created_at BIGINT NOT NULL,
            visible_at BIGINT,
            edited_at BIGINT,
            UNIQUE (author_id, idempotency_key)
        )",
        "CREATE INDEX post_by_thread ON post (thread_id, opening, created_at, id)",
        "CREATE INDEX post_news ON post (thread_id, opening, state, visible_at)",
        "CREATE INDEX post_by_visible ON post (state, visible_at)",
        "CREATE TABLE post_revision (
            post_id {id} NOT NULL REFERENCES post (id),
            version BIGINT NOT NULL,
            title TEXT,
            source TEXT NOT NULL,
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
        "CREATE TABLE thread_follow (
            thread_id {id} NOT NULL REFERENCES thread (id),
            member_id {id} NOT NULL REFERENCES member (id),
            created_at BIGINT NOT NULL,
            PRIMARY KEY (thread_id, member_id)
        ) {keyed}",
        "CREATE INDEX thread_follow_by_member ON thread_follow (member_id, thread_id)",
        "CREATE TABLE thread_read (
            member_id {id} NOT NULL REFERENCES member (id),
            thread_id {id} NOT NULL REFERENCES thread (id),
            read_at BIGINT NOT NULL,
            PRIMARY KEY (member_id, thread_id)
        ) {keyed}",
        "CREATE TABLE notification (
            id {id} NOT NULL PRIMARY KEY,
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            thread_id {id} REFERENCES thread (id),
            post_id {id} REFERENCES post (id),
            report_id {id},
            created_at BIGINT NOT NULL,
            read_at BIGINT
        )",
        // A row is in one of them: a reply to a thread with many followers adds
        // a row for each.
        "CREATE INDEX notification_unread ON notification (member_id, id) WHERE read_at IS NULL",
        "CREATE INDEX notification_read ON notification (member_id, id) WHERE read_at IS NOT NULL",
    ],
    down: ["notification", "thread_read", "thread_follow", "reaction", "post_revision", "post", "thread_topic", "thread"]
}
