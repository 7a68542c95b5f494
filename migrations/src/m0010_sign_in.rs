//! A sign-in remembers where its asker was going and in which browser they
//! asked, and whether its mail has left; limits count mailboxes and networks.

crate::sql::migration! {
    up: [
        // The mailbox and the network are hashed, as the client is: they are
        // only ever compared.
        "ALTER TABLE challenge ADD COLUMN mailbox TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE challenge ADD COLUMN network TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE challenge ADD COLUMN browser_hmac {bytes}",
        "ALTER TABLE challenge ADD COLUMN device TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE challenge ADD COLUMN next TEXT",
        "ALTER TABLE challenge ADD COLUMN mail TEXT NOT NULL DEFAULT 'left'",
        "CREATE INDEX challenge_by_time ON challenge (created_at)",
        "CREATE INDEX challenge_by_browser ON challenge (mailbox, browser_hmac)",
        "ALTER TABLE wrong_code ADD COLUMN mailbox TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE wrong_code ADD COLUMN network TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX wrong_code_by_mailbox ON wrong_code (mailbox, at)",
        "CREATE INDEX wrong_code_by_network ON wrong_code (network, at)",
    ],
    back: [
        "DROP INDEX wrong_code_by_network",
        "DROP INDEX wrong_code_by_mailbox",
        "ALTER TABLE wrong_code DROP COLUMN network",
        "ALTER TABLE wrong_code DROP COLUMN mailbox",
        "DROP INDEX challenge_by_browser",
        "DROP INDEX challenge_by_time",
        "ALTER TABLE challenge DROP COLUMN mail",
        "ALTER TABLE challenge DROP COLUMN next",
        "ALTER TABLE challenge DROP COLUMN device",
        "ALTER TABLE challenge DROP COLUMN browser_hmac",
        "ALTER TABLE challenge DROP COLUMN network",
        "ALTER TABLE challenge DROP COLUMN mailbox",
    ]
}
