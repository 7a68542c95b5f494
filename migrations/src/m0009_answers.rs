//! What an asker adds to their own question is no answer, unless it is what
//! helped, and is counted no more.

crate::sql::migration! {
    up: [
        "UPDATE thread SET reply_count = (SELECT COUNT(*) FROM post p
             WHERE p.thread_id = thread.id AND p.opening = FALSE AND p.state = 'visible'
               AND NOT (p.author_id = thread.author_id AND p.pseudonymous = FALSE AND thread.pseudonymous = FALSE
                        AND (thread.accepted_id IS NULL OR thread.accepted_id <> p.id)))
         WHERE kind = 'question'",
    ],
    back: [
        "UPDATE thread SET reply_count = (SELECT COUNT(*) FROM post p
             WHERE p.thread_id = thread.id AND p.opening = FALSE AND p.state = 'visible')
         WHERE kind = 'question'",
    ]
}
