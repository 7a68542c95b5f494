//! Backups that were put back.

crate::sql::migration! {
    up: [
        // What happened from `backup_at` to `restored_at` is lost.
        "CREATE TABLE restore (
            id {id} NOT NULL PRIMARY KEY,
            backup_at BIGINT NOT NULL,
            restored_at BIGINT NOT NULL,
            settled_at BIGINT
        )",
    ],
    down: ["restore"]
}
