//! The audit list.

crate::sql::migration! {
    up: [
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
        "CREATE INDEX audit_by_subject ON audit_entry (subject_id, sequence)",
        "CREATE INDEX audit_by_actor ON audit_entry (actor_id, sequence)",
        "CREATE INDEX audit_by_act ON audit_entry (act, sequence)",
    ],
    down: ["audit_entry"]
}
