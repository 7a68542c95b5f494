//! Jobs and schedules, in the same database as what they are about, so that a
//! command and the work it promises are one commit.

crate::sql::migration! {
    up: [
        // `next_at` is when a queued job may be claimed; while it is claimed, when
        // the lease ends: one column, so that one index finds both. `planned_at`
        // is when it was set: where that lies ahead, the clock has gone back
        // since, and the date means nothing.
        "CREATE TABLE job (
            id {id} NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            state TEXT NOT NULL,
            attempt BIGINT NOT NULL,
            urgent BOOLEAN NOT NULL,
            next_at BIGINT NOT NULL,
            planned_at BIGINT NOT NULL,
            claimed_by TEXT,
            unconfirmed BOOLEAN NOT NULL,
            last_error TEXT,
            created_at BIGINT NOT NULL,
            finished_at BIGINT
        )",
        "CREATE INDEX job_due ON job (state, urgent, next_at, id)",
        "CREATE INDEX job_finished ON job (state, finished_at)",
        "CREATE INDEX job_unconfirmed ON job (state) WHERE unconfirmed = TRUE",
        "CREATE TABLE schedule (
            name TEXT NOT NULL PRIMARY KEY,
            next_at BIGINT NOT NULL
        )",
    ],
    down: ["schedule", "job"]
}
