//! The community, its sectors and topics, and what the installation remembers
//! of itself.

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
        "CREATE TABLE topic (
            id {id} NOT NULL PRIMARY KEY,
            slug TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            position BIGINT NOT NULL
        )",
    ],
    down: ["topic", "sector", "setting", "community"]
}
