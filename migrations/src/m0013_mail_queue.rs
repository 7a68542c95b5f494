//! What the queues of mail need to be fair and patient: who goes first, when a
//! date was set, and whether the relay had a mail without a word.
//!
//! `planned_at` is when `next_at` was last set. Where it
//! lies ahead, the clock has gone back since, and the date means nothing.

crate::sql::migration! {
    up: [
        "ALTER TABLE job ADD COLUMN urgent BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE job ADD COLUMN planned_at BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE job ADD COLUMN unconfirmed BOOLEAN NOT NULL DEFAULT FALSE",
        "ALTER TABLE digest_delivery ADD COLUMN planned_at BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE digest_delivery ADD COLUMN unconfirmed BOOLEAN NOT NULL DEFAULT FALSE",
        "DROP INDEX job_due",
        "CREATE INDEX job_due ON job (state, urgent, next_at, id)",
        "CREATE INDEX job_unconfirmed ON job (state) WHERE unconfirmed = TRUE",
    ],
    back: [
        "DROP INDEX job_unconfirmed",
        "DROP INDEX job_due",
        "CREATE INDEX job_due ON job (state, next_at, id)",
        "ALTER TABLE digest_delivery DROP COLUMN unconfirmed",
        "ALTER TABLE digest_delivery DROP COLUMN planned_at",
        "ALTER TABLE job DROP COLUMN unconfirmed",
        "ALTER TABLE job DROP COLUMN planned_at",
        "ALTER TABLE job DROP COLUMN urgent",
    ]
}
