//! What members are told. A notification holds ids, no text.

crate::sql::migration! {
    up: [
        "CREATE TABLE notification (
            id {id} NOT NULL PRIMARY KEY,
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            subject_kind TEXT,
            subject_id {id},
            created_at BIGINT NOT NULL,
            read_at BIGINT
        )",
        // A row is in one of them: a reply to a thread with many followers adds
        // a row for each.
        "CREATE INDEX notification_unread ON notification (member_id, id) WHERE read_at IS NULL",
        "CREATE INDEX notification_read ON notification (member_id, id) WHERE read_at IS NOT NULL",
    ],
    down: ["notification"]
}
