//! The weekly digest: issues, copies, and the ledger of what was sent to whom.

crate::sql::migration! {
    up: [
        // `closed_at` is when the window was closed: at its cut-off, or before
        // when an operator ran the issue ahead of time. `enrolled_to` is the
        // last member who was given a copy to be sent, `enrolled_at` when there
        // was no further one. `restore_id` is set while an issue waits for the
        // co-ordinator because of that restore.
        "CREATE TABLE digest_issue (
            id {id} NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            from_at BIGINT NOT NULL,
            cut_off_at BIGINT NOT NULL UNIQUE,
            send_at BIGINT NOT NULL,
            held_reason TEXT,
            note TEXT NOT NULL,
            closed_at BIGINT,
            enrolled_to {id} REFERENCES member (id),
            enrolled_at BIGINT,
            started_at BIGINT,
            finished_at BIGINT,
            restore_id {id} REFERENCES restore (id)
        )",
        "CREATE INDEX digest_issue_by_state ON digest_issue (state, send_at)",
        // `next_at` and `planned_at` are as those of a job.
        "CREATE TABLE digest_delivery (
            id {id} NOT NULL PRIMARY KEY,
            issue_id {id} NOT NULL REFERENCES digest_issue (id),
            member_id {id} NOT NULL REFERENCES member (id),
            state TEXT NOT NULL,
            skip_reason TEXT,
            attempt BIGINT NOT NULL,
            next_at BIGINT NOT NULL,
            planned_at BIGINT NOT NULL,
            claimed_by TEXT,
            unconfirmed BOOLEAN NOT NULL,
            last_error TEXT,
            finished_at BIGINT,
            UNIQUE (issue_id, member_id)
        )",
        "CREATE INDEX digest_delivery_due ON digest_delivery (issue_id, state, next_at, id)",
        "CREATE TABLE digest_ledger (
            member_id {id} NOT NULL REFERENCES member (id),
            item_id {id} NOT NULL,
            reason TEXT NOT NULL,
            issue_id {id} NOT NULL REFERENCES digest_issue (id),
            PRIMARY KEY (member_id, item_id, reason)
        ) {keyed}",
    ],
    down: ["digest_ledger", "digest_delivery", "digest_issue"]
}
