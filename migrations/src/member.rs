//! Members, what finds them by name, what they know about, and which topics they follow.

crate::sql::migration! {
    up: [
        "CREATE TABLE member (
            id {id} NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            role TEXT NOT NULL,
            deputy_until BIGINT,
            name TEXT NOT NULL,
            name_key {sorted} NOT NULL,
            name_look TEXT,
            name_core TEXT,
            email TEXT,
            email_key TEXT UNIQUE,
            work_role TEXT NOT NULL,
            sector_id {id} NOT NULL REFERENCES sector (id),
            organisation_id {id} REFERENCES organisation (id),
            organisation_typed TEXT,
            why TEXT NOT NULL,
            question TEXT,
            asked_at BIGINT,
            answer TEXT,
            answered_at BIGINT,
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
        "CREATE INDEX member_by_look ON member (name_look)",
        "CREATE INDEX member_by_core ON member (name_core)",
        // The few whom mail does not reach, and the few who look after the
        // community, are found without reading everybody else.
        "CREATE INDEX member_bounced ON member (state, mail_suspended_at, id) WHERE mail_suspended_at IS NOT NULL",
        "CREATE INDEX member_by_role ON member (state, id) WHERE role <> 'member'",
        "CREATE TABLE member_name (
            ending {sorted} NOT NULL,
            member_id {id} NOT NULL REFERENCES member (id),
            PRIMARY KEY (ending, member_id)
        ) {keyed}",
        "CREATE INDEX member_name_of ON member_name (member_id)",
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
    ],
    down: ["topic_follow", "member_expertise", "member_name", "member"]
}
