//! Indexes for what the digest asks of posts.

crate::sql::migration! {
    up: [
        // Counting what is new, and finding the newest, without the posts' rows,
        // which are long.
        "DROP INDEX post_news",
        "CREATE INDEX post_news ON post (thread_id, opening, state, visible_at, author_id, id)",
        // Where somebody wrote.
        "CREATE INDEX post_by_author ON post (author_id, thread_id)",
    ],
    back: [
        "DROP INDEX post_by_author",
        "DROP INDEX post_news",
        "CREATE INDEX post_news ON post (thread_id, opening, state, visible_at)",
    ]
}
