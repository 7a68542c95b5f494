//! Documents that are small and ask for much.

/// Documents that a member may send about a thread with a hundred long replies,
/// and how they are meant to hurt: some pass the limit on cost, some stay within
/// it and ask for long texts, some for nothing but rows. No answer to any of
/// them may be longer than the limit.
#[must_use]
pub fn costly_documents(thread: &str) -> Vec<(&'static str, String)> {
    let of_thread = |inside: &str| format!("{{ thread(id: \"{thread}\") {{ {inside} }} }}");
    let aliases = |count: usize, of: &str| {
        (0..count)
            .map(|n| format!("a{n}: {of} "))
            .collect::<String>()
    };
    let bodies = |count: usize| aliases(count, "body");
    let replies = |inside: &str| format!("replies(first: 100) {{ {inside} }}");
    vec![
        (
            "five lists, nodes and edges, five bodies in a fragment",
            format!(
                "{} fragment F on Post {{ {} }}",
                of_thread(&aliases(
                    5,
                    &replies("nodes { ...F } edges { node { ...F } }")
                )),
                bodies(5)
            ),
        ),
        (
            "one list, many bodies",
            of_thread(&replies(&format!("nodes {{ {} }}", bodies(7)))),
        ),
        (
            "nodes and edges",
            of_thread(&replies(&format!(
                "nodes {{ {} }} edges {{ node {{ {} }} }}",
                bodies(3),
                bodies(3)
            ))),
        ),
        (
            "one body five times",
            of_thread(&replies("nodes { body body body body body }")),
        ),
        (
            "sources",
            of_thread(&replies(
                "nodes { body a: body b: body revisions { body } }",
            )),
        ),
        (
            "rows alone",
            of_thread(&aliases(4, &replies("nodes { id }"))),
        ),
        (
            "openings",
            format!(
                "{{ threads(first: 100) {{ nodes {{ opening {{ {} }} acceptedAnswer {{ {} }} }} }} }}",
                bodies(2),
                bodies(2)
            ),
        ),
        (
            "lists in lists",
            format!(
                "{{ threads(first: 3) {{ nodes {{ {} }} }} }}",
                replies("nodes { body }")
            ),
        ),
        (
            "one thing many times",
            format!(
                "{{ {} }}",
                aliases(
                    18,
                    &format!(
                        "node(id: \"{thread}\") {{ ... on Thread {{ replies {{ nodes {{ body }} }} }} }}"
                    )
                )
            ),
        ),
        (
            "up and down",
            of_thread(&replies(
                "nodes { thread { opening { body thread { opening { body } } } } }",
            )),
        ),
        (
            "news",
            format!(
                "{{ viewer {{ notifications(first: 100) {{ nodes {{ post {{ {} }} actor {{ label }} thread {{ opening {{ body }} }} }} }} }} }}",
                bodies(2)
            ),
        ),
        (
            "a mutation",
            format!(
                "mutation {{ markThreadRead(input: {{ thread: \"{thread}\" }}) {{ status thread {{ {} }} }} }}",
                replies(&format!("nodes {{ {} }}", bodies(6)))
            ),
        ),
        (
            "many mutations",
            format!(
                "mutation {{ {} }}",
                aliases(
                    15,
                    &format!(
                        "markThreadRead(input: {{ thread: \"{thread}\" }}) {{ thread {{ replies(first: 20) {{ nodes {{ body }} }} }} }}"
                    )
                )
            ),
        ),
        (
            "a long name",
            of_thread(&replies(&format!("nodes {{ {}: id }}", "a".repeat(30_000)))),
        ),
        (
            "the rules",
            format!("{{ community {{ {} }} }}", aliases(40, "houseRules")),
        ),
    ]
}
