//! Backups that were put back, and what waits because of them.

crate::sql::migration! {
    up: [
        // What happened from `backup_at` to `restored_at` is lost.
        "CREATE TABLE restore (
            id {id} NOT NULL PRIMARY KEY,
            backup_at BIGINT NOT NULL,
            restored_at BIGINT NOT NULL,
            settled_at BIGINT
        )",
        // Set while an issue waits for the co-ordinator because of that restore.
        "ALTER TABLE digest_issue ADD COLUMN restore_id {id}",
    ],
    back: [
        "ALTER TABLE digest_issue DROP COLUMN restore_id",
        "DROP TABLE restore",
    ]
}
