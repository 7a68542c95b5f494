//! Resources: the facts of threads of that kind, whom they are for, whether
//! their links lead somewhere, the versions of documents, and who used them with
//! whom.

crate::sql::migration! {
    up: [
        "CREATE TABLE resource (
            thread_id {id} NOT NULL PRIMARY KEY REFERENCES thread (id),
            keeper_id {id} NOT NULL REFERENCES member (id),
            form TEXT NOT NULL,
            address TEXT,
            page_title TEXT,
            page_description TEXT,
            format TEXT NOT NULL,
            maker TEXT NOT NULL,
            made TEXT NOT NULL,
            ages_from BIGINT,
            ages_to BIGINT,
            minutes BIGINT,
            licence TEXT NOT NULL,
            cost TEXT NOT NULL,
            language TEXT NOT NULL,
            accessible_formats TEXT NOT NULL,
            applies_to TEXT NOT NULL,
            standing TEXT NOT NULL,
            standing_reason TEXT,
            replaced_by_id {id} REFERENCES thread (id),
            learned_in_id {id} UNIQUE REFERENCES post (id),
            review_by BIGINT NOT NULL,
            asked_for BIGINT,
            checked_at BIGINT NOT NULL,
            recommended_reason TEXT,
            recommended_at BIGINT,
            user_count BIGINT NOT NULL,
            version BIGINT NOT NULL
        )",
        "CREATE INDEX resource_by_review ON resource (standing, review_by)",
        "CREATE INDEX resource_by_check ON resource (checked_at, thread_id)",
        "CREATE INDEX resource_by_users ON resource (user_count, thread_id)",
        "CREATE INDEX resource_by_keeper ON resource (keeper_id, review_by)",
        "CREATE INDEX resource_by_address ON resource (address) WHERE address IS NOT NULL",
        "CREATE INDEX resource_by_summary ON resource (learned_in_id) WHERE learned_in_id IS NOT NULL",
        "CREATE TABLE resource_audience (
            thread_id {id} NOT NULL REFERENCES resource (thread_id),
            audience TEXT NOT NULL,
            PRIMARY KEY (thread_id, audience)
        ) {keyed}",
        "CREATE INDEX resource_audience_by_audience ON resource_audience (audience, thread_id)",
        "CREATE TABLE resource_link (
            thread_id {id} NOT NULL PRIMARY KEY REFERENCES resource (thread_id),
            state TEXT NOT NULL,
            failing_since BIGINT,
            next_at BIGINT NOT NULL
        )",
        "CREATE INDEX resource_link_by_time ON resource_link (next_at, thread_id)",
        "CREATE INDEX resource_link_broken ON resource_link (thread_id) WHERE state = 'broken'",
        "CREATE TABLE resource_version (
            thread_id {id} NOT NULL REFERENCES resource (thread_id),
            number BIGINT NOT NULL,
            file_id {id} NOT NULL UNIQUE REFERENCES file (id),
            member_id {id} NOT NULL REFERENCES member (id),
            what_changed TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (thread_id, number)
        ) {keyed}",
        "CREATE TABLE resource_use (
            post_id {id} NOT NULL PRIMARY KEY REFERENCES post (id),
            thread_id {id} NOT NULL REFERENCES resource (thread_id),
            setting TEXT NOT NULL,
            ages_from BIGINT,
            ages_to BIGINT
        )",
        "CREATE INDEX resource_use_by_thread ON resource_use (thread_id, post_id)",
    ],
    down: ["resource_use", "resource_version", "resource_link", "resource_audience", "resource"]
}
