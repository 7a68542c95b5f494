//! What an answer says of the co-ordinator's desk.

use serde_json::Value;

/// How much waits of a kind, by the counts of a queue.
pub fn count_at_desk(queue: &Value, kind: &str) -> i64 {
    queue["counts"]
        .as_array()
        .expect("counts")
        .iter()
        .find(|one| one["kind"] == kind)
        .and_then(|one| one["count"].as_i64())
        .expect("every kind is counted")
}
