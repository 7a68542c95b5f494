//! Reports, and the audit list.

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
        "CREATE TABLE audit_entry (
            sequence BIGINT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            actor_id {id} REFERENCES member (id),
            act TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_id {id} NOT NULL,
            reason TEXT NOT NULL,
            previous_hash {bytes} NOT NULL,
            hash {bytes} NOT NULL
        )",
        "CREATE INDEX audit_by_actor ON audit_entry (actor_id, sequence)",
        "CREATE INDEX audit_by_subject ON audit_entry (subject_id, sequence)",
        "CREATE INDEX audit_by_act ON audit_entry (act, sequence)",
    ],
    down: ["audit_entry", "report"]
}
