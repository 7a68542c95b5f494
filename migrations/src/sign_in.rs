//! Signing in and asking to join: challenges, applications, the counts that limit
//! them, and sessions.

crate::sql::migration! {
    up: [
        "CREATE TABLE challenge (
            id {id} NOT NULL PRIMARY KEY,
            purpose TEXT NOT NULL,
            email TEXT NOT NULL,
            email_key TEXT NOT NULL,
            code_hmac {bytes} NOT NULL,
            link_hmac {bytes} NOT NULL,
            shared_computer BOOLEAN NOT NULL,
            mailbox TEXT NOT NULL,
            client_key TEXT NOT NULL,
            network TEXT NOT NULL,
            browser_hmac {bytes},
            device TEXT NOT NULL,
            next TEXT,
            mail TEXT NOT NULL,
            tries BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            spent_at BIGINT
        )",
        "CREATE INDEX challenge_by_address ON challenge (email_key, created_at)",
        "CREATE INDEX challenge_by_client ON challenge (client_key, created_at)",
        "CREATE INDEX challenge_by_expiry ON challenge (expires_at)",
        "CREATE INDEX challenge_by_time ON challenge (created_at)",
        "CREATE INDEX challenge_by_browser ON challenge (mailbox, browser_hmac)",
        // What somebody asked to join with, until the address is confirmed:
        // before that it is nobody's, and touches no member's row.
        "CREATE TABLE application (
            challenge_id {id} NOT NULL PRIMARY KEY REFERENCES challenge (id),
            name TEXT NOT NULL,
            organisation TEXT NOT NULL,
            work_role TEXT NOT NULL,
            sector_id {id} NOT NULL REFERENCES sector (id),
            why TEXT NOT NULL,
            rules_accepted_at BIGINT NOT NULL
        )",
        "CREATE TABLE wrong_code (
            number {serial},
            mailbox TEXT NOT NULL,
            client_key TEXT NOT NULL,
            network TEXT NOT NULL,
            at BIGINT NOT NULL
        )",
        "CREATE INDEX wrong_code_by_client ON wrong_code (client_key, at)",
        "CREATE INDEX wrong_code_by_mailbox ON wrong_code (mailbox, at)",
        "CREATE INDEX wrong_code_by_network ON wrong_code (network, at)",
        "CREATE INDEX wrong_code_by_time ON wrong_code (at)",
        "CREATE TABLE session (
            id {id} NOT NULL PRIMARY KEY,
            token_hash {bytes} NOT NULL UNIQUE,
            member_id {id} NOT NULL REFERENCES member (id),
            shared_computer BOOLEAN NOT NULL,
            device TEXT NOT NULL,
            started_at BIGINT NOT NULL,
            last_used_at BIGINT NOT NULL
        )",
        "CREATE INDEX session_by_member ON session (member_id)",
    ],
    down: ["session", "wrong_code", "application", "challenge"]
}
