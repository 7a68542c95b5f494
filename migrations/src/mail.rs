//! What mail members choose.

crate::sql::migration! {
    up: [
        // Kept readable, never rotated: one from 13 months ago still works.
        "CREATE TABLE mail_token (
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            token TEXT NOT NULL UNIQUE,
            PRIMARY KEY (member_id, kind)
        ) {keyed}",
        // One choice per kind of mail, recorded with when and how it was made
        // (PECR; UK GDPR Article 7(1)).
        "CREATE TABLE mail_choice (
            number {serial},
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            choice TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at BIGINT NOT NULL
        )",
        "CREATE INDEX mail_choice_by_member ON mail_choice (member_id, at)",
    ],
    down: ["mail_choice", "mail_token"]
}
