//! An index for how much a member posted lately.

crate::sql::migration! {
    up: ["CREATE INDEX post_by_author_and_time ON post (author_id, created_at)"],
    back: ["DROP INDEX post_by_author_and_time"]
}
