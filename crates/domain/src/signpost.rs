//! Signposts: where to turn in a crisis. Shipped as a list that every operator
//! checks before launch, and shown on the "Help now" page.

/// A place to turn to.
#[derive(Debug, Clone, Copy)]
pub struct Signpost {
    /// What it is called.
    pub name: &'static str,
    /// Number, text or address, as one would use it.
    pub contact: &'static str,
    /// When it answers.
    pub hours: &'static str,
    /// Whom it is for.
    pub for_whom: &'static str,
    /// Its page.
    pub url: Option<&'static str>,
    /// When somebody last made sure, as a civil date (ISO 8601). None until the
    /// operator has: a shipped list cannot promise that a number still answers.
    pub checked_on: Option<&'static str>,
}

/// The shipped list, in the order in which it is shown.
pub const SIGNPOSTS: &[Signpost] = &[
    Signpost {
        name: "Emergency services",
        contact: "Call 999",
        hours: "Any time",
        for_whom: "Someone’s life is in danger now, or someone is badly hurt",
        url: None,
        checked_on: None,
    },
    Signpost {
        name: "NHS 111, mental health",
        contact: "Call 111, then choose option 2",
        hours: "Any time",
        for_whom: "Anyone of any age who needs urgent help with their mental health",
        url: Some("https://111.nhs.uk"),
        checked_on: None,
    },
    Signpost {
        name: "First Response Service, Devon",
        contact: "The number is not listed here yet: call 111 and choose option 2",
        hours: "Any time",
        for_whom: "Anyone in Devon who needs urgent help with their mental health",
        url: None,
        checked_on: None,
    },
    Signpost {
        name: "Samaritans",
        contact: "Call 116 123",
        hours: "Any time",
        for_whom: "Anyone who needs someone to listen",
        url: Some("https://www.samaritans.org"),
        checked_on: None,
    },
    Signpost {
        name: "Shout",
        contact: "Text SHOUT to 85258",
        hours: "Any time",
        for_whom: "Anyone who would rather text than talk",
        url: Some("https://giveusashout.org"),
        checked_on: None,
    },
    Signpost {
        name: "PAPYRUS HOPELINE247",
        contact: "Call 0800 068 4141",
        hours: "Any time",
        for_whom: "Anyone under 35 with thoughts of suicide, and anyone worried about them",
        url: Some("https://www.papyrus-uk.org"),
        checked_on: None,
    },
    Signpost {
        name: "Childline",
        contact: "Call 0800 1111",
        hours: "Any time",
        for_whom: "Children and young people under 19",
        url: Some("https://www.childline.org.uk"),
        checked_on: None,
    },
    Signpost {
        name: "CALM",
        contact: "Call 0800 58 58 58",
        hours: "5pm to midnight, every day",
        for_whom: "Anyone who is struggling, and anyone worried about them",
        url: Some("https://www.thecalmzone.net"),
        checked_on: None,
    },
    Signpost {
        name: "YoungMinds parents’ helpline",
        contact: "Call 0808 802 5544",
        hours: "In working hours: see the website",
        for_whom: "Parents and carers worried about a child or young person",
        url: Some("https://www.youngminds.org.uk/parent/parents-helpline/"),
        checked_on: None,
    },
    Signpost {
        name: "Mind infoline",
        contact: "Call 0300 123 3393",
        hours: "In working hours: see the website",
        for_whom: "Anyone who wants to know what help there is",
        url: Some("https://www.mind.org.uk"),
        checked_on: None,
    },
    Signpost {
        name: "Self Injury Support",
        contact: "See the website for how to call, text or chat",
        hours: "Some evenings: see the website",
        for_whom: "Anyone affected by self-harm, their own or someone else’s",
        url: Some("https://www.selfinjurysupport.org.uk"),
        checked_on: None,
    },
    Signpost {
        name: "Intercom Trust",
        contact: "See the website for how to get in touch",
        hours: "In working hours: see the website",
        for_whom: "LGBTQ+ people in the South West, and those who support them",
        url: Some("https://www.intercomtrust.org.uk"),
        checked_on: None,
    },
    Signpost {
        name: "Staff support where you work",
        contact: "Ask your manager, occupational health or the employee assistance line",
        hours: "As your employer offers it",
        for_whom: "You, when this work has been hard",
        url: None,
        checked_on: None,
    },
    Signpost {
        name: "Raise a concern about care",
        contact: "Start with the service’s own complaints team, or with PALS at the hospital. You can also tell the Care Quality Commission (CQC)",
        hours: "In working hours",
        for_whom: "Anyone who has received or seen poor care",
        url: Some("https://www.cqc.org.uk/give-feedback-on-care"),
        checked_on: None,
    },
];
