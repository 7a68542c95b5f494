//! Whom members work for.

crate::sql::migration! {
    up: [
        "CREATE TABLE organisation (
            id {id} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            sort_key {sorted} NOT NULL,
            sector_id {id} NOT NULL REFERENCES sector (id),
            created_at BIGINT NOT NULL,
            UNIQUE (sector_id, name_key)
        )",
        "CREATE INDEX organisation_by_name ON organisation (sort_key, id)",
    ],
    down: ["organisation"]
}
