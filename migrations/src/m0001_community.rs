//! The community, its sectors, organisations and topics, and what the
//! installation remembers about itself.

crate::sql::migration! {
    up: [
        "CREATE TABLE community (
            id BIGINT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            place TEXT NOT NULL,
            time_zone TEXT NOT NULL
        )",
        "CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        )",
        "CREATE TABLE sector (
            id {id} NOT NULL PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            position BIGINT NOT NULL
        )",
        "CREATE TABLE organisation (
            id {id} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            sector_id {id} NOT NULL REFERENCES sector (id),
            created_at BIGINT NOT NULL,
            UNIQUE (sector_id, name_key)
        )",
        "CREATE TABLE topic (
            id {id} NOT NULL PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            position BIGINT NOT NULL
        )",
    ],
    down: ["topic", "organisation", "sector", "setting", "community"]
}
