//! Members, how they get in, and what mail they choose.

crate::sql::migration! {
    up: [
        "CREATE TABLE member (
            id {id} NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            role TEXT NOT NULL,
            deputy_until BIGINT,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            email TEXT,
            email_key TEXT UNIQUE,
            work_role TEXT NOT NULL,
            sector_id {id} NOT NULL REFERENCES sector (id),
            organisation_id {id} REFERENCES organisation (id),
            organisation_typed TEXT,
            why TEXT NOT NULL,
            applied_at BIGINT NOT NULL,
            address_confirmed_at BIGINT,
            decided_at BIGINT,
            decision_reason TEXT,
            joined_at BIGINT,
            rules_accepted_at BIGINT,
            digest_frequency TEXT NOT NULL,
            mail_replies BOOLEAN NOT NULL,
            mail_helped BOOLEAN NOT NULL,
            mail_suspended_at BIGINT,
            visited_at BIGINT,
            version BIGINT NOT NULL
        )",
        "CREATE INDEX member_by_state ON member (state, applied_at, id)",
        "CREATE INDEX member_by_sector ON member (sector_id, state)",
        "CREATE INDEX member_by_name ON member (state, name_key, id)",
        // The few whom mail does not reach, and the few who look after the
        // community, are found without reading everybody else.
        "CREATE INDEX member_bounced ON member (state, mail_suspended_at, id) WHERE mail_suspended_at IS NOT NULL",
        "CREATE INDEX member_by_role ON member (state, id) WHERE role <> 'member'",
        "CREATE TABLE member_expertise (
            member_id {id} NOT NULL REFERENCES member (id),
            topic_id {id} NOT NULL REFERENCES topic (id),
            PRIMARY KEY (member_id, topic_id)
        ) {keyed}",
        "CREATE TABLE topic_follow (
            member_id {id} NOT NULL REFERENCES member (id),
            topic_id {id} NOT NULL REFERENCES topic (id),
            created_at BIGINT NOT NULL,
            PRIMARY KEY (member_id, topic_id)
        ) {keyed}",
        // The address as typed stays here until the challenge is over: the
        // worker looks up whose it is, so that asking tells nothing.
        "CREATE TABLE challenge (
            id {id} NOT NULL PRIMARY KEY,
            purpose TEXT NOT NULL,
            email TEXT NOT NULL,
            email_key TEXT NOT NULL,
            code_hmac {bytes} NOT NULL,
            link_hmac {bytes} NOT NULL,
            shared_computer BOOLEAN NOT NULL,
            client_key TEXT NOT NULL,
            tries BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            spent_at BIGINT
        )",
        "CREATE INDEX challenge_by_address ON challenge (email_key, created_at)",
        "CREATE INDEX challenge_by_client ON challenge (client_key, created_at)",
        "CREATE INDEX challenge_by_expiry ON challenge (expires_at)",
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
            client_key TEXT NOT NULL,
            at BIGINT NOT NULL
        )",
        "CREATE INDEX wrong_code_by_client ON wrong_code (client_key, at)",
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
        // Kept readable, never rotated: one from 13 months ago still works.
        "CREATE TABLE mail_token (
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            token TEXT NOT NULL UNIQUE,
            PRIMARY KEY (member_id, kind)
        ) {keyed}",
        // One choice per kind of mail, recorded with when and how it was made
        // (PECR; UK GDPR Article 7(1)).
        "CREATE TABLE mail_choice (
            number {serial},
            member_id {id} NOT NULL REFERENCES member (id),
            kind TEXT NOT NULL,
            choice TEXT NOT NULL,
            made_by TEXT NOT NULL,
            at BIGINT NOT NULL
        )",
        "CREATE INDEX mail_choice_by_member ON mail_choice (member_id, at)",
    ],
    down: ["mail_choice", "mail_token", "session", "wrong_code", "application", "challenge", "topic_follow", "member_expertise", "member"]
}
