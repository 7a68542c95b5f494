//! What members tell the co-ordinator.

crate::sql::migration! {
    up: [
        "CREATE TABLE report (
            id {id} NOT NULL PRIMARY KEY,
            reporter_id {id} NOT NULL REFERENCES member (id),
            post_id {id} REFERENCES post (id),
            member_id {id} REFERENCES member (id),
            reason TEXT NOT NULL,
            note TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            resolved_at BIGINT,
            resolved_by {id} REFERENCES member (id),
            outcome TEXT,
            resolution TEXT
        )",
        "CREATE INDEX report_open ON report (resolved_at, created_at, id)",
        "CREATE INDEX report_by_reporter ON report (reporter_id, post_id)",
    ],
    down: ["report"]
}
