//! Threads, their topics, and who follows and has read them.
//!
//! Threads and posts have an integer primary key beside their id: SQLite's VACUUM
//! renumbers rows that have none of their own.

crate::sql::migration! {
    up: [
        "CREATE TABLE thread (
            number {serial},
            id {id} NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            slug TEXT NOT NULL,
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
        "CREATE INDEX thread_pinned ON thread (state, visible_at, id) WHERE pinned = TRUE",
        "CREATE TABLE thread_topic (
            thread_id {id} NOT NULL REFERENCES thread (id),
            topic_id {id} NOT NULL REFERENCES topic (id),
            PRIMARY KEY (thread_id, topic_id)
        ) {keyed}",
        "CREATE INDEX thread_topic_by_topic ON thread_topic (topic_id, thread_id)",
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
            before_mark BIGINT,
            marked_at BIGINT,
            PRIMARY KEY (member_id, thread_id)
        ) {keyed}",
        "CREATE TABLE thread_save (
            member_id {id} NOT NULL REFERENCES member (id),
            thread_id {id} NOT NULL REFERENCES thread (id),
            created_at BIGINT NOT NULL,
            PRIMARY KEY (member_id, thread_id)
        ) {keyed}",
    ],
    down: ["thread_save", "thread_read", "thread_follow", "thread_topic", "thread"]
}
