//! The community: the whole installation, and the sectors and topics it starts
//! with. They are data: another area may have others.

/// What a new installation is called until its operator says otherwise.
pub const DEFAULT_NAME: &str = "Cove";
/// Where it is.
pub const DEFAULT_PLACE: &str = "Torbay";
/// By which clock its week runs.
pub const DEFAULT_TIME_ZONE: &str = "Europe/London";

/// A sector or a topic as a new installation has it.
#[derive(Debug, Clone, Copy)]
pub struct Starter {
    /// In addresses.
    pub slug: &'static str,
    /// On screens.
    pub name: &'static str,
    /// One line, for topics; empty for sectors.
    pub description: &'static str,
}

const fn starter(slug: &'static str, name: &'static str, description: &'static str) -> Starter {
    Starter {
        slug,
        name,
        description,
    }
}

/// The sectors of the consultation that Cove answers.
pub const SECTORS: &[Starter] = &[
    starter("education", "Education", ""),
    starter("third-sector", "Third sector", ""),
    starter("social-prescribing", "Social prescribing", ""),
    starter("primary-care", "Primary care", ""),
    starter("nhs-mental-health", "NHS mental health", ""),
    starter("local-authority", "Local authority and public health", ""),
    starter("other", "Other", ""),
];

/// A short list to begin with.
pub const TOPICS: &[Starter] = &[
    starter(
        "working-with-parents",
        "Working with parents",
        "Talking with parents and carers, and supporting them",
    ),
    starter(
        "talking-about-it",
        "Talking about it",
        "First conversations, listening, what to say and what not to",
    ),
    starter(
        "waiting-lists",
        "Waiting lists",
        "What helps while someone waits",
    ),
    starter("referral", "Referral", "Who takes whom, and how to refer"),
    starter("send", "SEND", "Special educational needs and disabilities"),
    starter(
        "language",
        "Language",
        "Words that help and words that hurt",
    ),
    starter(
        "out-of-hours",
        "Out of hours",
        "Evenings, weekends and holidays",
    ),
    starter(
        "looking-after-ourselves",
        "Looking after ourselves",
        "Supervision, debriefs and our own wellbeing",
    ),
    starter(
        "training",
        "Training",
        "Courses and materials for staff and volunteers",
    ),
    starter(
        "community-support",
        "Community support",
        "Groups, peers and user-led support",
    ),
];

/// The house rules, as safe HTML: members accept them when they apply.
pub const HOUSE_RULES: &str = include_str!("../texts/house-rules.html");
