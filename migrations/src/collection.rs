//! Collections of resources, and what is in them.

crate::sql::migration! {
    up: [
        "CREATE TABLE collection (
            id {id} NOT NULL PRIMARY KEY,
            title TEXT NOT NULL,
            intro TEXT NOT NULL,
            shown BOOLEAN NOT NULL,
            position BIGINT NOT NULL,
            changed_at BIGINT NOT NULL,
            version BIGINT NOT NULL
        )",
        "CREATE TABLE collection_entry (
            collection_id {id} NOT NULL REFERENCES collection (id),
            thread_id {id} NOT NULL REFERENCES resource (thread_id),
            position BIGINT NOT NULL,
            heading TEXT NOT NULL,
            words TEXT NOT NULL,
            PRIMARY KEY (collection_id, thread_id)
        ) {keyed}",
        "CREATE INDEX collection_entry_by_thread ON collection_entry (thread_id, collection_id)",
    ],
    down: ["collection_entry", "collection"]
}
